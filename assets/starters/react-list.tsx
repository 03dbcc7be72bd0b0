import React from 'react';

interface {Entity}ListProps {
  items: { id: string; label: string }[];
  onOpen: (id: string) => void;
}

/** Lists {entities}; each opens with a click. */
export function {Entity}List({ items, onOpen }: {Entity}ListProps) {
  if (items.length === 0) {
    return <p>No {entities} yet</p>;
  }
  return (
    <ul aria-label="{Entities}">
      {items.map((item) => (
        <li key={item.id}>
          <button type="button" onClick={() => onOpen(item.id)}>
            {item.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

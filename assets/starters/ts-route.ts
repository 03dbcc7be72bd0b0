/** What the {entities} routes need: any store that lists, finds, saves and removes. */
export interface {Entity}Store {
  list(): unknown[];
  find(id: string): unknown;
  save(item: unknown): unknown;
  remove(id: string): boolean;
}

/** Answers requests below /{{ Entities | kebab_case }}. */
export function {entityCamel}Routes(store: {Entity}Store) {
  return {
    'GET /{{ Entities | kebab_case }}': () => ({ status: 200, body: store.list() }),
    'GET /{{ Entities | kebab_case }}/:id': (id: string) => {
      const found = store.find(id);
      return found === undefined ? { status: 404, body: { error: '{Entity} not found' } } : { status: 200, body: found };
    },
    'POST /{{ Entities | kebab_case }}': (item: unknown) => ({ status: 201, body: store.save(item) }),
    'DELETE /{{ Entities | kebab_case }}/:id': (id: string) => ({ status: store.remove(id) ? 204 : 404, body: null }),
  };
}

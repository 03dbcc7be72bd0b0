import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('{Entity}', () => {
  const example = {
{% for attribute in attributes %}
    {{ attribute.name }}: '{{ attribute.name }} of the example',
{% endfor %}
  };

  it('has every field that the model names', () => {
    assert.deepEqual(Object.keys(example), [{% for attribute in attributes %}'{{ attribute.name }}'{% if not loop.last %}, {% endif %}{% endfor %}]);
  });
});

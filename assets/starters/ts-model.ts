/** {Entity}, as every part of the project sees it. */
export interface {Entity} {
{% for attribute in attributes %}
  {{ attribute.name }}{% if not attribute.required | default(false) %}?{% endif %}: {{ attribute.tsType }};
{% endfor %}
}

CREATE TABLE {{ Entities | snake_case }} (
{% for attribute in attributes %}
    {{ attribute.name | snake_case }} {{ attribute.sqlType }}{% if attribute.required | default(false) %} NOT NULL{% endif %}{% if not loop.last %},{% endif %}

{% endfor %}
);

//! {Entity}, as every part of the project sees it.

/// One of the {entities}.
#[derive(Clone, Debug, PartialEq)]
pub struct {Entity} {
{% for attribute in attributes %}
    /// {{ attribute.name }}
    pub {{ attribute.name | snake_case }}: {% if attribute.required | default(false) %}{{ attribute.rustType }}{% else %}Option<{{ attribute.rustType }}>{% endif %},
{% endfor %}
}

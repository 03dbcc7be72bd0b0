"""{Entity}, as every part of the project sees it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta  # noqa: F401
from decimal import Decimal  # noqa: F401
from typing import Any  # noqa: F401
from uuid import UUID  # noqa: F401


@dataclass(kw_only=True)
class {Entity}:
    """One row of {{ Entities | snake_case }}."""

{% for attribute in attributes %}
    {{ attribute.name | snake_case }}: {{ attribute.pyType }}{% if not attribute.required | default(false) %} | None = None{% endif %}

{% endfor %}

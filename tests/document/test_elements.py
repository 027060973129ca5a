from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from handouts.document.elements import Element, Slot, Text, numbered


@pytest.mark.parametrize("kind", [Element, Text, Slot])
def test_numbering_keeps_every_field_but_the_number(kind: type[Any]) -> None:
    names = [field.name for field in fields(kind) if field.name not in {"kids", "id"}]
    node = kind(**{name: f"the {name}" for name in names})
    (kid,) = numbered(Element("role", "style", (node,)), 7).kids  # type: ignore[arg-type]  # a name alone tells fields apart
    assert {name: getattr(kid, name) for name in names} == {name: f"the {name}" for name in names}
    assert kid.id == 8

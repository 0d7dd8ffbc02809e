"""`dataclasses.replace` for frozen dataclasses with slots, at a quarter of its cost.

Folding is replacing: a state of forty fields is made anew for every event of the record. The
library's own function asks for each field by name and lets the frozen class set each through a
call; here a function is written for each class once, as `dataclasses` itself does, that moves the
slots over. A class must not compute anything in `__post_init__`.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The checker knows the fields of this one.
    from dataclasses import replace as replace
else:

    def replace(whole: Any, /, **changes: Any) -> Any:
        """A copy of *whole* with other values in the fields that *changes* names.

        Raises `KeyError` for a field that there is not.
        """
        return _copier(type(whole))(whole, changes)


@cache
def _copier(shape: type) -> Callable[[Any, dict[str, Any]], Any]:
    names = [field.name for field in fields(shape)]
    setters = {name: getattr(shape, name).__set__ for name in names}
    lines = [
        "def copy(whole, changes):",
        "    new = make(shape)",
        *(f"    set_{name}(new, whole.{name})" for name in names),
        "    for name, value in changes.items():",
        "        setters[name](new, value)",
        "    return new",
    ]
    scope: dict[str, Any] = {f"set_{name}": setter for name, setter in setters.items()}
    scope |= {"make": object.__new__, "shape": shape, "setters": setters}
    exec("\n".join(lines), scope)  # noqa: S102  # of field names alone
    copier: Callable[[Any, dict[str, Any]], Any] = scope["copy"]
    return copier

"""Frozen values with slots, made in a tenth of the time that `dataclass(frozen=True, slots=True)` takes.

dataclasses writes and compiles eight functions for a class when it is defined, most of which no run calls. Here a
function is compiled when it is called first; `fields`, `replace` and pydantic take these classes for dataclasses.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import partial
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

__all__ = ["frozen"]

Kind = TypeVar("Kind", bound=type)
Source = Callable[[type, dict[str, Any]], str]
"""Writes a method of a class, and adds the names that it needs."""


@overload
def frozen(kind: Kind) -> Kind: ...


@overload
def frozen(*, eq: bool = True, kw_only: bool = False) -> Callable[[Kind], Kind]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(kind: Any = None, *, eq: bool = True, kw_only: bool = False) -> Any:
    """Return a class as a frozen dataclass with slots, or a decorator that does.

    `eq` and `kw_only` mean what they mean to `dataclass`. What the class defines itself stays.
    """
    return partial(_made, eq=eq, kw_only=kw_only) if kind is None else _made(kind, eq=eq, kw_only=kw_only)


def _made(kind: type, *, eq: bool, kw_only: bool) -> type:
    own = vars(kind).keys()
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)
    written: dict[str, Source] = {"__init__": _init} | ({"__eq__": _eq, "__hash__": _hash} if eq else {})
    methods = {name: _compiled_at_first(made, name, source) for name, source in written.items()}
    for name, method in (methods | {"__repr__": _represented}).items():
        if name not in own:
            setattr(made, name, method)
    made.__setattr__, made.__delattr__ = _refused, _refused
    made.__getstate__, made.__setstate__ = _state, _restored
    return made  # type: ignore[no-any-return]


def _compiled_at_first(kind: type, name: str, source: Source) -> Callable[..., Any]:
    """Return a method that at its first call gives way to the compiled one."""

    def method(self: object, *values: Any, **named: Any) -> Any:
        names: dict[str, Any] = {}
        exec(source(kind, names), names)  # noqa: S102 - made of the names of fields alone
        compiled = names[name]
        compiled.__qualname__ = f"{kind.__qualname__}.{name}"
        setattr(kind, name, compiled)
        return compiled(self, *values, **named)

    return method


def _init(kind: type, names: dict[str, Any]) -> str:
    names["_missing"] = MISSING
    positional, keywords, lines = list[str](), list[str](), list[str]()
    for each in fields(kind):
        name = given = each.name
        names[f"_set_{name}"] = getattr(kind, name).__set__
        if each.default_factory is not MISSING:
            names[f"_make_{name}"] = each.default_factory
            given = f"_make_{name}() if {name} is _missing else {name}"
        names[f"_default_{name}"] = each.default
        is_needed = each.default is MISSING and each.default_factory is MISSING
        (keywords if each.kw_only else positional).append(name if is_needed else f"{name}=_default_{name}")
        lines.append(f"    _set_{name}(self, {given})")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    parameters = ", ".join(["self", *positional, *(["*", *keywords] if keywords else [])])
    return "\n".join([f"def __init__({parameters}):", *(lines or ["    pass"])])


def _eq(kind: type, _names: dict[str, Any]) -> str:
    same = f"{_tuple('self', kind)} == {_tuple('other', kind)}"
    return f"def __eq__(self, other): return {same} if other.__class__ is self.__class__ else NotImplemented"


def _hash(kind: type, _names: dict[str, Any]) -> str:
    return f"def __hash__(self): return hash({_tuple('self', kind)})"


def _tuple(value: str, kind: type) -> str:
    return f"({''.join(f'{value}.{each.name}, ' for each in fields(kind) if each.compare)})"


def _represented(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refused(_self: object, name: str, *_held: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")


def _state(self: Any) -> dict[str, Any]:
    return {each.name: getattr(self, each.name) for each in fields(self)}


def _restored(self: object, state: dict[str, Any]) -> None:
    for name, held in state.items():
        object.__setattr__(self, name, held)

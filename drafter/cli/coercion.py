"""Arguments that need no conversion are taken as they are: typer loads pydantic for each, which takes half a check."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, get_args, get_origin

__all__ = ["spare_conversions"]


def spare_conversions(parameters: list[Any]) -> list[Any]:
    """Have typer convert only what is not a text, one of a choice, absent or given by default; returns the same."""
    for parameter in parameters:
        of_typer = getattr(parameter, "get_runtime_param", None)  # where typer converts by pydantic
        if of_typer is not None and "get_runtime_param" not in vars(parameter):
            parameter.get_runtime_param = partial(_Conversion, of_typer)
    return parameters


class _Conversion:
    """Takes the place of typer's own, and asks that for what is not certain."""

    def __init__(self, of_typer: Callable[[], Any]) -> None:
        self._of_typer = of_typer

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value that the command gets. Raises typer's errors for one that it must not get."""
        is_many = param.multiple or param.nargs == -1
        kind = param.type_descriptor.annotation
        if value is None:
            return () if is_many else None
        if is_many and kind == list[str] and not isinstance(value, str) and all(map(_is_text, value)):
            return list(value)
        if not is_many and _is_one(value, kind) and param.type_descriptor.parameter_info.parser is None:
            return value
        return self._of_typer().coerce(value, param=param, ctx=ctx)


def _is_one(value: Any, kind: Any) -> bool:
    """Tell whether a value is of a kind already; a number is so only as a default, which nobody has typed."""
    if kind is str:
        return _is_text(value)
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    return kind is int and type(value) is int


def _is_text(value: Any) -> bool:
    """Tell whether a value is plain text; bytes that were none stand in one as surrogates."""
    return isinstance(value, str) and value.isprintable()

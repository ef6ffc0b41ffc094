"""Regular expressions that are compiled when they are used first, and patterns of names that are searched fast."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

__all__ = ["any_of", "regex"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Uncompiled:
    """Stands for a pattern; after the first use its methods are the compiled pattern's own."""

    __slots__ = (*_METHODS, "flags", "pattern")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile; Python asks here only for what no slot holds yet."""
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as `re.compile` does; an error in it shows at its first use.

    Most documents need half of the rules' patterns.
    """
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))


def any_of(names: Sequence[str], joint: str = " ") -> str:
    r"""Return a pattern as `(?<!\w)(?:One|Other)` is, with another pattern between the words of a name.

    It begins with a set of characters: `re` looks for one several times as fast as it tries alternatives.
    """
    written = [joint.join(map(re.escape, name.split())) for name in names]
    firsts = [re.escape(name.lstrip()[0]) for name in names]
    alternatives = (
        rf"(?<={first})(?:{'|'.join(name.removeprefix(first) for _, name in group)})"
        for first, group in groupby(zip(firsts, written, strict=True), key=lambda pair: pair[0])
    )
    return rf"[{''.join(sorted(set(firsts)))}](?<!\w.)(?:{'|'.join(alternatives)})"

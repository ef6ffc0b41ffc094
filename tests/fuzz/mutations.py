"""Strategies that spoil good input: its text, its bytes, or the tree that its JSON is.

What is done is drawn apart from what it is done to, so that it can be done later, to an answer for instance.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from hypothesis import strategies as st

__all__ = ["MOST_CHARACTERS", "Change", "cuts", "grafts", "spoilt_bytes", "spoilt_text"]

MOST_CHARACTERS = 20_000
_TOKENS = (
    *"\0\t\n\r !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x7f\x85\xa0\xad\u200b\u2028\u202e\ufeff",
    "\r\n", "\n\n", "\n- ", "\n  - ", "\n# ", "\n> ", "\n1. ", "\n|", "|-|\n", "---\n", "===\n", "```\n", "~~~\n",
    "<!--", "-->", "<a ", "</", "![", "](", "**", "__", "{{", "}}", "${", "%s", "{%", "&a ", "*a ", "<<: ", "!!", "? ",
    "a", "A", "0", "é", "的", "😀", "\u0301", "Aa ", "Ana Ruiz ", "O'Ana-", "Dr. ", "owner: ", "reviewed by ", "a@b.c ",
    "http://a", "www.", "1,000 ", "1.", "50 ms ", "at most ", "more than ", "per ", "of a ", "2026-01-01 ", "v1.2 ",
    "PostgreSQL ", "PostgreSQL 16 ", "no ", "instead of ", "five hundred ", "p95 ", "24/7 ", "+1 ", "(1) ", "Mr. ",
    "<think>", "</think>", "null", "true", "NaN", "1e999", "\\ud800", "\\u0000", '"a": ', "[]", "{}", '""',
)  # fmt: skip


class Cut(NamedTuple):
    """A change of a text; places are taken modulo its length."""

    how: Literal["delete", "cut off", "repeat", "insert", "join"]
    start: int
    length: int
    times: int
    words: str


class Graft(NamedTuple):
    """A change of JSON data: the steps to a value, each modulo the size of what is there, and what happens to it."""

    how: Literal["replace", "leave out", "double", "multiply", "rename", "add", "wrap"]
    steps: tuple[int, ...]
    value: Any


Change = Callable[[Any], Any]
_ODD: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, 0, -1, 1e300, "", " ", "x", "TBD", [], {}, [[]], {"": ""}, "a " * 400, "…", "a\nb", "A" * 3_000)
)
_words = st.lists(st.sampled_from(_TOKENS), max_size=3).map("".join) | st.text(max_size=30)
_cut = st.builds(
    Cut,
    st.sampled_from(("delete", "cut off", "repeat", "insert", "insert", "join")),
    st.integers(0, MOST_CHARACTERS),
    st.integers(0, 80),
    st.sampled_from((1, 1, 2, 9, 300, 4_000)),
    _words,
)
_graft = st.builds(
    Graft,
    st.sampled_from(("replace", "replace", "leave out", "double", "multiply", "rename", "add", "wrap")),
    st.lists(st.integers(0, 20), max_size=5).map(tuple),
    _ODD | st.text(max_size=20),
)


def cuts(others: Sequence[str]) -> st.SearchStrategy[Callable[[str], str]]:
    """A few changes of any text; `others` are texts whose ends it may get."""

    def change(drawn: list[Cut], other: str) -> Callable[[str], str]:
        def changed(text: str) -> str:
            for cut in drawn:
                text = _with(text, cut, other)
            return text

        return changed

    return st.builds(change, st.lists(_cut, max_size=5), st.sampled_from(others))


def grafts() -> st.SearchStrategy[Change]:
    """A few changes of any JSON data."""

    def change(drawn: list[Graft]) -> Change:
        def changed(data: Any) -> Any:
            for graft in drawn:
                data = _grafted(data, graft, graft.steps)
            return data

        return changed

    return st.builds(change, st.lists(_graft, max_size=4))


def spoilt_text(seeds: Sequence[str]) -> st.SearchStrategy[str]:
    """Some good text after a few changes; now and then text of no kind."""
    good = st.sampled_from(seeds)
    return st.builds(lambda text, change: change(text), good | good | good | st.text(max_size=200), cuts(seeds))


@st.composite
def spoilt_bytes(draw: st.DrawFn, seeds: Sequence[str]) -> bytes:
    """The bytes of spoilt text, mostly as UTF-8, now and then with some of them changed."""
    text = draw(spoilt_text(seeds))
    encoding = draw(st.sampled_from(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "utf-32", "latin-1")))
    data = text.encode(encoding, "replace")
    for _ in range(draw(st.sampled_from((0, 0, 0, 0, 1, 2)))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 2)) :]
    return data


def _with(text: str, cut: Cut, other: str) -> str:
    start = cut.start % (len(text) + 1)
    end = min(len(text), start + cut.length)
    match cut.how:
        case "delete":
            text = text[:start] + text[end:]
        case "cut off":
            text = text[:start]
        case "repeat":
            text = text[:start] + text[start:end] * cut.times + text[end:]
        case "insert":
            text = text[:start] + cut.words * cut.times + text[end:]
        case "join":
            text = text[:start] + other[start:]
    return text[:MOST_CHARACTERS]


def _grafted(data: Any, graft: Graft, steps: tuple[int, ...]) -> Any:
    if steps and data and isinstance(data, dict):
        key = sorted(data)[steps[0] % len(data)]
        return (
            _changed_key(data, key, graft) if len(steps) == 1 else data | {key: _grafted(data[key], graft, steps[1:])}
        )
    if steps and data and isinstance(data, list):
        index = steps[0] % len(data)
        if len(steps) == 1 and graft.how != "replace":
            times = {"double": 2, "multiply": 60, "leave out": 0}.get(graft.how, 1)
            return data[:index] + [data[index]] * times + data[index + 1 :]
        return [*data[:index], _grafted(data[index], graft, steps[1:]), *data[index + 1 :]]
    return [data] if graft.how == "wrap" else graft.value


def _changed_key(data: dict[str, Any], key: str, graft: Graft) -> dict[str, Any]:
    match graft.how:
        case "leave out":
            return {name: value for name, value in data.items() if name != key}
        case "rename":
            return {(str(graft.value) if name == key else name): value for name, value in data.items()}
        case "add":
            return data | {str(graft.value): data[key]}
        case "wrap":
            return data | {key: [data[key]]}
        case _:
            return data | {key: graft.value}

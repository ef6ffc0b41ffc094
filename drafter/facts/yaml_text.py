"""YAML briefs read as text: line by line, so that spans are exact and nothing is constructed."""

from collections.abc import Iterator
from dataclasses import replace

from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Leaf", "is_yaml", "yaml_leaves"]

_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_KEY = regex(r"""(["']?)([^\W_][\w ./()-]{0,60}?)\1[ \t]*:(?=[ \t\r\n]|$)[ \t]*""")
_ITEM = regex(r"-[ \t]+")
_DASHES = regex(r"(?:-[ \t]+)*")
_BLOCK = regex(r"[|>][+-]?\d?[ \t]*(?:#.*)?$")
_COMMENT = regex(r"#|---|\.\.\.|%")


@frozen
class Leaf:
    """A scalar of a YAML text, with the keys above it."""

    path: tuple[str, ...]
    key: str
    value: str
    start: int
    end: int
    is_prose: bool = False
    """A block scalar, or a value of several sentences' length: cut it further."""
    indent: int = 0
    item: int = 0
    """The number of the list's mapping that holds it, 0 for none."""

    @property
    def words(self) -> str:
        """`key: value`, or the value alone for a list item."""
        return f"{self.key}: {self.value}" if self.key else self.value


def is_yaml(text: str) -> bool:
    """Return whether each line at the margin is a key, an item or a comment, with at least two keys.

    Markdown headings of the second level, or two of the first, say that it is Markdown.
    """
    keys = comments = 0
    for line in text.split("\n"):
        if not line.strip() or line[0] in " \t\r":
            continue
        if _KEY.match(line):
            keys += 1
        elif line.startswith("# "):
            comments += 1
        elif not _COMMENT.match(line) and not (keys and _ITEM.match(line)):
            return False
        if line.startswith("##") or comments > 1:
            return False
    return keys >= 2


def yaml_leaves(text: str) -> list[Leaf]:
    """Return the scalars of a YAML text in order; the scalars of a list's mapping become one leaf."""
    merged: list[Leaf] = []
    for leaf in _scalars(text):
        last = merged[-1] if merged else None
        if last and leaf.item and last.item == leaf.item and last.path == leaf.path:
            joined = f"{last.value}; {leaf.key}: {leaf.value}"
            merged[-1] = replace(last, value=joined, end=leaf.end)
        else:
            merged.append(leaf)
    return merged


def _scalars(text: str) -> Iterator[Leaf]:
    parents: list[tuple[int, str]] = []
    block: Leaf | None = None
    item = item_column = 0
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        indent = len(line) - len(line.lstrip())
        if block and (not line or indent > block.indent):
            block = replace(block, start=min(block.start, match.start() + indent), end=match.start() + len(line))
            continue
        if block:
            yield from _shown(block, text)
            block = None
        if not line or _COMMENT.match(line, indent):
            continue
        column = _DASHES.match(line, indent).end()  # type: ignore[union-attr]  # it matches always
        if column > indent:
            item, item_column = item + 1, column
        while parents and parents[-1][0] >= column:
            parents.pop()
        path = tuple(name for _, name in parents)
        key = _KEY.match(line, column)
        name, value = (key[2].strip(), line[key.end() :]) if key else ("", line[column:])
        if key and not value:
            parents.append((column, name))
        elif _BLOCK.match(value):
            block = Leaf((*path, name), "", "", len(text), 0, is_prose=True, indent=indent)
        else:
            start, end = match.start() + column, match.start() + len(line)
            inside = item if key and column == item_column else 0
            yield Leaf(path, name, _unquoted(value), start, end, item=inside)
    if block:
        yield from _shown(block, text)


def _shown(block: Leaf, text: str) -> Iterator[Leaf]:
    if block.start < block.end:
        yield replace(block, value=" ".join(text[block.start : block.end].split()))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value

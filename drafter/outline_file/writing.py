"""The outline as YAML that a person edits."""

import textwrap
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.document.value import Value
from drafter.patterns import regex

__all__ = ["choices_of", "entry_fields", "scalar", "to_yaml"]

_WIDTH = 100


_HEAD = """\
# The outline of the document: the names and numbers that all of its sections share.
# Change it before you draft; a name that is changed here, also where others refer to it, changes in every
# section. Empty keys may be left out. Text needs quotation marks only when it holds ": " or " #" or
# starts with a sign. `source` is the statement of the brief that an entry comes from; a proposal has none.
"""


_ABOUT = {
    "title": "What the document is called.",
    "kind": "What is built.",
    "interfaces": "How others reach it.",
    "storage": "How it keeps its data.",
    "sql_dialect": "The database that the SQL is written for.",
    "components": "The parts that are named, built and deployed. `depends_on` names other components.",
    "entities": "The things that the system keeps or passes on.",
    "operations": "What the system offers. `component` offers it, `entity` is what it is about.",
    "roles": "Who, or which other system, uses it.",
    "environments": "Where it runs, from the developer's machine to production.",
    "targets": "The numbers that the brief asks for: `quantity` in its words, `statement` by its id.",
    "decisions": "The choices that shape the design.",
    "not_applicable": "The parts of the template that do not apply, and why: `part` is 6, or 5.2.",
    "conflicts": "Statements of the brief that cannot both hold; the document asks which one does.",
    "questions": "What the brief leaves open. `part` is the part of the template that waits for it.",
}


_KEYWORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}


_PLAIN = regex(r"[^\W\d_](?:(?:[\w .,;!?()/'+&%{}-]|:(?=[^\s]))*[\w.,;!?()/'+&%{}-])?|(?:/[\w{}.-]*)+")
"""Text that every reader of YAML takes for text, outside of brackets; in them, `,:{}` have a meaning."""


def to_yaml(outline: Outline, brief: Brief | None) -> str:
    """Return the outline as YAML with comments; the statements that it refers to are quoted from the brief.

    Reading it back with `from_yaml` gives an equal outline.
    """
    statements = {statement.id: statement.text for statement in brief.statements} if brief else {}
    blocks = [_HEAD]
    unused = []
    for key, field in Outline.model_fields.items():
        value = getattr(outline, key)
        if not field.is_required() and value == field.default == ():
            unused.append(_comment(f"{key} ({', '.join(entry_fields(field))}): {_ABOUT[key]}", 3))
        elif not field.is_required() and value == field.default:
            blocks.append(_about(key, field) + f"# {_line(key, value)[0]}\n")
        else:
            has_items = bool(value) and isinstance(value[0], Value)
            lines = _items(key, value, statements) if has_items else _line(key, value)
            blocks.append(_about(key, field) + "".join(f"{line}\n" for line in lines))
    if unused:
        blocks.append("# Left out, because there are none:\n" + "".join(unused))
    return "\n".join(blocks)


def entry_fields(field: FieldInfo) -> dict[str, FieldInfo]:
    """Return the fields of a block's entries; none when they are text."""
    entry = next(iter(get_args(field.annotation)), None)
    return entry.model_fields if isinstance(entry, type) and issubclass(entry, Value) else {}


def choices_of(field: FieldInfo) -> tuple[str, ...]:
    """Return the allowed values of a field, or of its entries; none when any text is allowed."""
    annotation = get_args(field.annotation)[0] if get_origin(field.annotation) is tuple else field.annotation
    return tuple(filter(None, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _about(key: str, field: FieldInfo) -> str:
    """Return the comment before a block: what it is, and the allowed values."""
    said = [_ABOUT[key]]
    if choices := choices_of(field):
        said.append(f"{'Any' if get_origin(field.annotation) is tuple else 'One'} of: {', '.join(choices)}.")
    for name, inner in entry_fields(field).items():
        said += [f"{name}: {', '.join(choices)}." for choices in [choices_of(inner)] if choices]
    return "".join(map(_comment, said))


def _comment(text: str, indent: int = 1) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
    return "".join(f"#{' ' * indent}{line}\n" for line in lines)


def _items(key: str, values: tuple[Value, ...], statements: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a list of entries, each below the statements that it comes from."""
    yield f"{key}:"
    for value in values:
        for name in ("source", "first", "second", "statement"):
            id_ = getattr(value, name, "")
            if id_ in statements and statements[id_] != getattr(value, "text", ""):
                yield f"  # {id_}: {_quoted(statements[id_])}"
        start = "  - "
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if field.is_required() or inner != field.default:
                yield from _line(name, inner, start)
                start = "    "


def _line(key: str, value: str | tuple[str, ...], start: str = "") -> list[str]:
    """Return a key with its text or list: on one line, unless the list is long."""
    if isinstance(value, str):
        return [f"{start}{key}: {scalar(value)}"]
    flow = f"{start}{key}: [{', '.join(scalar(one, in_flow=True) for one in value)}]"
    if len(flow) <= _WIDTH:
        return [flow]
    return [f"{start}{key}:", *(f"{' ' * len(start)}  - {scalar(one)}" for one in value)]


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return text as YAML: plain when every reader takes it for text, else in double quotes."""
    has_meaning = in_flow and any(char in text for char in ",:{}")
    if _PLAIN.fullmatch(text) and text.lower() not in _KEYWORDS and not has_meaning:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char.isprintable():
        return f"\\{char}" if char in '"\\' else char
    return {"\n": "\\n", "\t": "\\t"}.get(char, f"\\U{ord(char):08x}")


def _quoted(text: str) -> str:
    visible = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return f'"{textwrap.shorten(visible, _WIDTH - 12, placeholder=" …")}"'

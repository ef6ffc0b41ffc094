"""Changes that people and new drafts make to a section, as data that can be drawn, counted and repeated."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["SECTIONS", "Edit", "edited", "edits", "random_edits", "reshaping", "rivals"]

_DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
SECTIONS = tuple(
    f"## {section}"
    for path in sorted(_DOCUMENTS.glob("*.md"))
    for section in path.read_text(encoding="utf-8").split("\n## ")[1:]
)
_KINDS = (
    "insert", "insert block", "delete", "delete block", "replace", "word", "word", "word", "sentence", "move",
    "move block", "swap", "double", "retitle", "row", "cell", "cell", "drop row", "column", "drop column",
    "turn columns", "rename column", "code", "code", "drop code", "fence", "blank", "odd", "spaces", "pipe",
    "pad", "renumber",
)  # fmt: skip
_TEXTS = (
    "{w}", "- **{w}**: text of {w}.", "- {w}", "  - {w}", "1. {w}", "#### {w}", "Sentence of {w}. Another of {w}.",
    "| {w} | {w} |", "```{w}", "> {w}", "    {w}", "<b>{w}</b>", "{w}\\|{w}", "{w}日本 é\u0301", "{w}\u2028{w}",
    "{w}\x0c", "{w}\xa0", "* {w}", "---", "==={w}", "~~~", "|", "\x0c",
)  # fmt: skip
_ENDS = ("\n", "\n", "\n", "\r\n", "\r")


class Edit(NamedTuple):
    """A change of a text; places are taken modulo what there is."""

    how: str
    at: int
    to: int
    text: str


def edits(word: str, most: int = 6) -> st.SearchStrategy[list[Edit]]:
    """Some changes; `word` stands in what they add, with a number."""
    numbers = st.integers(0, 999)
    texts = st.builds(lambda text, number: text.format(w=f"{word}{number}"), st.sampled_from(_TEXTS), numbers)
    return st.lists(st.builds(Edit, st.sampled_from(_KINDS), numbers, numbers, texts), max_size=most)


def random_edits(random: Random, word: str, most: int = 6) -> list[Edit]:
    """The same from a generator of random numbers."""
    return [
        Edit(
            random.choice(_KINDS),
            random.randrange(1000),
            random.randrange(1000),
            random.choice(_TEXTS).format(w=f"{word}{random.randrange(1000)}"),
        )
        for _ in range(random.randint(0, most))
    ]


def rivals(changes: Sequence[Edit], word: str, other: str) -> list[Edit]:
    """Return changes of the same places by somebody else."""
    return [change._replace(text=change.text.replace(word, other)) for change in changes]


def edited(text: str, changes: Sequence[Edit], ends: int = 0) -> str:
    """Return the text after all changes; `ends` chooses its line ends and whether its last line has one."""
    lines = text.split("\n")
    for change in changes:
        lines = _changed(lines or [""], change)
    end = _ENDS[ends % len(_ENDS)]
    made = end.join(lines)
    return made.rstrip("\r\n") if ends % 7 == 6 else made


def _changed(lines: list[str], change: Edit) -> list[str]:  # noqa: C901 - a case for each kind
    how, _, to, text = change
    at = change.at % len(lines)
    match how:
        case "insert":
            return [*lines[:at], text, *lines[at:]]
        case "insert block":
            return [*lines[:at], "", text, "", *lines[at:]]
        case "delete":
            return lines[:at] + lines[at + 1 :]
        case "delete block":
            start, stop = _block(lines, at)
            return lines[:start] + lines[stop:]
        case "replace":
            return [*lines[:at], text, *lines[at + 1 :]]
        case "move":
            rest = lines[:at] + lines[at + 1 :]
            place = to % (len(rest) + 1)
            return [*rest[:place], lines[at], *rest[place:]]
        case "move block":
            start, stop = _block(lines, at)
            rest = lines[:start] + lines[stop:]
            place = to % (len(rest) + 1)
            return [*rest[:place], "", *lines[start:stop], "", *rest[place:]]
        case "swap":
            return lines[: at - 1] + lines[at : at + 1] + lines[at - 1 : at] + lines[at + 1 :] if at else lines
        case "double":
            return [*lines[: at + 1], *lines[at:]]
        case "blank":
            return [*lines[:at], *[""] * (to % 3), *lines[at:]]
        case "fence":
            return [line for index, line in enumerate(lines) if index != at or not line.startswith("```")]
    return reshaping(lines, change) if "column" in how else _changed_line(lines, change)


def _block(lines: Sequence[str], at: int) -> tuple[int, int]:
    start, stop = at, at + 1
    while start and lines[start - 1].strip():
        start -= 1
    while stop < len(lines) and lines[stop].strip():
        stop += 1
    return start, stop


def _changed_line(lines: list[str], change: Edit) -> list[str]:
    """Return the lines with one other line, of the kind that the change is for."""
    wanted = [index for index, line in enumerate(lines) if _is_for(change.how, line, lines[:index])]
    if not wanted:
        return lines
    at = wanted[change.at % len(wanted)]
    make = _row_or_code if change.how in ("row", "cell", "pad", "pipe", "code") else _words
    made = [] if change.how.startswith("drop") else make(lines[at], change)
    return [*lines[:at], *made, *lines[at + 1 :]]


def _row_or_code(line: str, change: Edit) -> list[str]:
    how, _, to, text = change
    cells = line.split("|")
    match how:
        case "row":
            return [line, "| " + " | ".join([text.replace("|", "/")] * max(len(cells) - 2, 1)) + " |"]
        case "cell":
            cells[1 + to % max(len(cells) - 2, 1)] = f" {text.replace('|', '/')} "
            return ["|".join(cells)]
        case "pad":
            return [line.replace(" |", "   |")]
        case "pipe":
            return [line[: line.rfind("|")]]
    added = f"  {text.replace('`', '')}"
    return [line, added] if to % 2 else [added]


def _words(line: str, change: Edit) -> list[str]:
    how, _, to, text = change
    words = line.split(" ")
    place = to % len(words)
    match how:
        case "sentence":
            return [f"{line} Sentence of {text}."] if to % 2 else [f"Sentence of {text}. {line}"]
        case "retitle":
            return [f"{words[0]} {text}"]
        case "spaces":
            return [f"{line}  "]
        case "odd":
            return [line + "\u2028\x0c\xa0\t"[to % 4] + "x"]
        case "renumber":
            return [f"{to % 20}. {line.split('. ', 1)[1]}"]
    return [" ".join([*words[:place], text.replace("|", "/"), *words[place + 1 :]])]


def _is_for(how: str, line: str, above: Sequence[str]) -> bool:
    if how in ("row", "cell", "drop row", "pad", "pipe"):
        return line.count("|") > 1 and "---" not in line
    if how in ("code", "drop code"):
        return sum(other.startswith("```") for other in above) % 2 == 1 and not line.startswith("```")
    if how == "retitle":
        return line.startswith("#")
    if how == "renumber":
        return line[:1].isdigit() and ". " in line
    return bool(line.strip())


def reshaping(lines: list[str], change: Edit) -> list[str]:
    """Return the lines with other columns in one table."""
    tops = [index for index in range(len(lines) - 1) if lines[index][:1] == "|" and lines[index + 1][:4] == "|---"]
    if not tops:
        return lines
    top = tops[change.at % len(tops)]
    _, stop = _block(lines, top)
    rows = []
    for number, line in enumerate(lines[top:stop]):
        cells = line.strip("|").split("|")
        place = change.to % len(cells)
        added = "---" if number == 1 else f" {change.text.replace('|', '/')} {number or ''} "
        match change.how:
            case "column":
                cells.insert(place, added)
            case "drop column":
                cells = cells[:place] + cells[place + 1 :] if len(cells) > 1 else cells
            case "turn columns":
                cells = [*cells[place:], *cells[:place]]
            case _:
                cells[place] = cells[place] if number else added
        rows.append("|" + "|".join(cells) + "|")
    return lines[:top] + rows + lines[stop:]

"""A change of a document in its own records: the version, its date, and a row of the change log."""

import re
from collections.abc import Iterator
from datetime import date

from drafter.document.page import Block, ListBlock, ListItem, Page, Part, Table, Text
from drafter.patterns import regex

__all__ = ["next_version", "with_change"]

_VERSION = regex(r"(?P<before>[vV]?(?:\d+\.)*)(?P<last>\d+)")
_DAY = regex(r"\d{4}-\d\d-\d\d")
_MARK = regex(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_LINE_END = regex(r"\r\n?|\n")
_COLUMNS = {"version": "version", "fassung": "version", "date": "date", "datum": "date"}
_WHAT = regex(r"change|description|what|änderung|beschreibung|inhalt", re.IGNORECASE)
Edit = tuple[int, int, str]


def next_version(version: str) -> str:
    """Return the version after one: `v1.1` after `v1.0`, `v2.1` after `v2`; empty for what is no version."""
    match = _VERSION.fullmatch(version.strip())
    if match is None:
        return ""
    if "." not in match["before"]:
        return f"{match[0]}.1"
    return f"{match['before']}{int(match['last']) + 1}"


def with_change(page: Page, said: str, today: date) -> tuple[str, str]:
    """Return the text with the next version, its date, and a row of Appendix E that says what changed; and the version.

    What the document does not have is left out, and the version is empty where it has none that can be counted on.
    All else keeps its bytes.
    """
    info = page.part("information")
    version = _labelled(info, "version")
    new = next_version(version.words) if version else ""
    edits: list[Edit] = []
    if version and new:
        edits.append((version.start, version.end, version.raw.replace(version.words, new)))
        day = _labelled(info, "date")
        if day and _DAY.fullmatch(day.words):
            edits.append((day.start, day.end, day.raw.replace(day.words, today.isoformat())))
    log = page.part("E")
    if log is not None:
        edits += _row(page, log, new, today, said)
    text = page.text
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text, new


def _labelled(part: Part | None, label: str) -> Text | None:
    """Return the text behind a label of the document's head."""
    for item in part.list_items if part else ():
        if _COLUMNS.get(item.label.words.casefold().rstrip(" :")) == label:
            return item.text
    return None


def _row(page: Page, log: Part, version: str, today: date, said: str) -> Iterator[Edit]:
    """Yield what adds a row to the last table or list of the change log, or a list to one that has neither."""
    end_of_line = _LINE_END.search(page.text)
    end = end_of_line[0] if end_of_line else "\n"
    listed: Block | None = next((block for block in reversed(log.blocks) if isinstance(block, Table | ListBlock)), None)
    name = ", ".join(filter(None, (version, today.isoformat())))
    match listed:
        case Table() if listed.header:
            last = (listed.rows[-1] if listed.rows else listed.header)[-1]
            at = _line_end(page, last.end)
            if not listed.rows:  # the line below the header
                at = _line_end(page, at + len(end))
            yield at, at, f"{end}| {' | '.join(_cells(listed, version, today, said))} |"
        case ListBlock() if listed.items:
            at = _line_end(page, _end(listed.items[-1]))
            mark = _MARK.match(page.text, _line_start(page, _start(listed.items[-1])))
            sign = mark[0] if mark and not mark[0].strip()[0].isdigit() else "- "
            yield at, at, f"{end}{sign}**{name}**: {said}"
        case _:
            at = _line_end(page, log.heading.text.end if log.heading else 0)
            yield at, at, f"{end}{end}- **{name}**: {said}"


def _cells(table: Table, version: str, today: date, said: str) -> Iterator[str]:
    has_what = any(_WHAT.search(cell.words) for cell in table.header)
    for index, cell in enumerate(table.header):
        meant = _COLUMNS.get(cell.words.casefold())
        is_what = _WHAT.search(cell.words) if has_what else index == len(table.header) - 1
        yield version if meant == "version" else today.isoformat() if meant == "date" else said if is_what else ""


def _start(item: ListItem) -> int:
    return item.label.start if item.label.words else item.text.start


def _end(item: ListItem) -> int:
    inner = [block for block in item.blocks if isinstance(block, ListBlock) and block.items]
    return _end(inner[-1].items[-1]) if inner else (item.text if item.text.words else item.label).end


def _line_end(page: Page, offset: int) -> int:
    found = _LINE_END.search(page.text, offset)
    return found.start() if found else len(page.text)


def _line_start(page: Page, offset: int) -> int:
    return max(page.text.rfind("\n", 0, offset), page.text.rfind("\r", 0, offset)) + 1

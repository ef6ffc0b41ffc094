"""The form of the document: headings, contents, fences, numbered lists, HTML."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.code import unnamed_code
from drafter.consistency.readings.contents import entries
from drafter.consistency.readings.links import headings, links
from drafter.consistency.readings.written import steps
from drafter.derive.contents import anchor, anchors
from drafter.document.page import Heading, Page, Part
from drafter.markdown.template_form import expected
from drafter.patterns import regex

__all__ = ["closed", "contents_entry", "heading_level", "language", "lost_tag", "marks", "numbering", "renamed_part"]

_ALIKE = 75.0
"""Of 100, from which on a title is the template's with an error in it, not another one or a translation."""
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_STEP = regex(r"\bsteps?\s+\d|\bSchritte?n?\s+\d", re.IGNORECASE)
_POINT = regex(r"\d{1,4}(?=[.)])")
_AFTER_POINT = regex(r"[.)][^\r\n]*")
_ENTRY = regex(r"(?P<before>\s*(?:[-*+]|(?P<number>\d{1,3})[.)])\s+)(?P<rest>\S.*)")


@fix("STR104")
def renamed_part(case: Case) -> Iterator[Edit]:
    """Write the heading of the template for one that nearly is it, where no link leads to it."""
    part = _part(case)
    entry = next((entry for entry in expected() if part and entry.key == part.key), None)
    if part is None or part.heading is None or entry is None:
        return
    number, _, title = entry.heading.partition(" ") if entry.heading[:1].isdigit() else ("", "", entry.heading)
    is_near = fuzz.ratio(title.casefold(), part.heading.title.casefold()) >= _ALIKE
    lead = {anchor(part.heading.text.words), anchor(part.heading.title)}
    is_led_to = any(link.address in lead for link in case.page.once(links))
    is_numbered = part.heading.number in {"", number.rstrip(".")} or not number
    is_same = title.casefold() == part.heading.title.casefold()
    if is_near and (is_numbered or is_same) and not is_led_to:
        yield from case.instead(part.heading.text, entry.heading)


@fix("STR117")
def heading_level(case: Case) -> Iterator[Edit]:
    """Give the heading the template's level."""
    part = _part(case)
    level = next((entry.level for entry in expected() if part and entry.key == part.key), 0)
    start, _ = case.line(case.start)
    marks = case.page.text[start : case.start]
    if level and part and part.heading and marks.strip() == "#" * part.heading.level:
        yield Edit(start, f"{marks}{case.raw}", f"{'#' * level} {case.raw}")


def _part(case: Case) -> Part | None:
    return next((part for part in case.page.parts if part.heading and case.is_at(part.heading.text)), None)


@fix("STR112")
def contents_entry(case: Case) -> Iterator[Edit]:
    """Give an entry the title and the address of the section that it leads to, or add the section that is missing."""
    entry = next((each for each in case.page.once(entries) if case.is_at(each.text)), None)
    if entry is None:
        yield from _added(case)
        return
    found = case.finding.related[0] if case.finding.related else None
    heading = next((each for each in _sections(case.page) if found and each.text.start == found.start), None)
    others = {each.title.casefold() for each in _sections(case.page)}
    if heading and entry.title in case.raw and entry.title.casefold() not in others:
        at = entry.text.part(entry.title)
        yield Edit(at.start, entry.title, heading.title)


def _added(case: Case) -> Iterator[Edit]:
    """Yield the entry of a section behind that of the section before it, in a list that is not divided."""
    sections = list(_sections(case.page))
    related = case.finding.related[0].start if case.finding.related else -1
    index = next((at for at, heading in enumerate(sections) if heading.text.start == related), 0)
    listed = [each for each in case.page.once(entries) if each.title == sections[index - 1].title] if index else []
    if len(listed) != 1:
        return
    start, end = case.line(listed[0].text.start)
    line = _ENTRY.fullmatch(case.page.text, start, end)
    if line is None or (line["number"] and not _may_count_on(case, sections[index])):
        return
    heading = sections[index]
    before = line["before"].replace(line["number"], heading.number, 1) if line["number"] else line["before"]
    numbered = f"{heading.number}. " if line["rest"].lstrip("[")[:1].isdigit() and not line["number"] else ""
    link = f"[{numbered}{heading.title}](#{_address(case.page, heading)})"
    old = case.page.text[start:end]
    yield Edit(start, old, f"{old}{case.newline}{before}{link if listed[0].address else numbered + heading.title}")


def _may_count_on(case: Case, heading: Heading) -> bool:
    """Tell whether the entries bear the numbers of their sections, so that no other has to be changed."""
    for each in case.page.once(entries):
        line = _ENTRY.fullmatch(case.page.text, *case.line(each.text.start))
        section = next((one for one in _sections(case.page) if one.title == each.title), None)
        if line and section and line["number"] != section.number:
            return False
    return heading.number.isdecimal()


def _sections(page: Page) -> Iterator[Heading]:
    return (part.heading for part in page.parts if part.heading and part.section and part.heading.level == 2)


def _address(page: Page, heading: Heading) -> str:
    found = page.once(headings)
    made = anchors(each.text.words for each in found)
    return next(address for each, address in zip(found, made, strict=True) if each is heading)


@fix("STR116")
def lost_tag(case: Case) -> Iterator[Edit]:
    """Put the word in backticks."""
    if not set("` ") & set(case.raw) and "</" + case.raw[1:].split(" ", 1)[0].rstrip(">") not in case.page.text:
        yield Edit(case.start, case.raw, f"`{case.raw}`")


@fix("STR115")
def marks(case: Case) -> Iterator[Edit]:
    """Write Markdown's mark for bold, italic and code words within a line."""
    name = case.raw.strip("<>").casefold()
    mark = _MARKS.get(name, "")
    end = case.page.text.find(f"</{case.raw[1:]}", case.start)
    inside = case.page.text[case.start + len(case.raw) : end] if end >= 0 else ""
    if mark and inside == inside.strip() != "" and not set(inside) & set("<>*_`\n"):
        yield Edit(case.start, case.page.text[case.start : end + len(case.raw) + 1], f"{mark}{inside}{mark}")


@fix("STR106")
def closed(case: Case) -> Iterator[Edit]:
    """End the block of code before the first heading of the template in it."""
    fences = (fence for part in case.page.parts for fence in part.fences)
    fence = next((fence for fence in fences if fence.start == case.start), None)
    wanted = {f"{'#' * entry.level} {entry.heading}" for entry in expected()}
    lines = fence.text.raw.splitlines(keepends=True) if fence else []
    place = next((at for at, line in enumerate(lines) if line.strip() in wanted), 0)
    code = "".join(lines[:place]).rstrip()
    if fence and code:
        last = code.splitlines()[-1]
        start = fence.text.start + len(code) - len(last)
        yield Edit(start, last, f"{last}{case.newline}{case.raw}")


@fix("STR132")
def language(case: Case) -> Iterator[Edit]:
    """Write the language behind the marks that open the block."""
    code = next((code for code in case.page.once(unnamed_code) if case.is_at(code.at)), None)
    opening = max(case.page.text.rfind("```", 0, case.start), case.page.text.rfind("~~~", 0, case.start))
    start, end = case.line(max(opening, 0))
    line = case.page.text[start:end]
    marks_only = line.lstrip(" \t>").rstrip()
    if code and marks_only and set(marks_only) <= {"`", "~"}:
        at = start + line.index(marks_only)
        yield Edit(at, marks_only, f"{marks_only}{code.language}")


@fix("STR130")
def numbering(case: Case) -> Iterator[Edit]:
    """Number the list anew from a number that is there twice, where none is left out and no text refers to a step."""
    run = next((run for run in case.page.once(steps) if any(case.is_at(step.at) for step in run)), ())
    wrong = [place for place, (one, later) in enumerate(pairwise(run), 1) if later.number != one.number + 1]
    is_lost = any(later.number - one.number not in (0, 1) for one, later in pairwise(run))
    if not wrong or is_lost or not case.is_at(run[wrong[0]].at) or _STEP.search(case.page.text):
        return
    start, _ = case.line(run[wrong[0]].at.start)
    end = start
    made = ""
    for place, step in enumerate(run[wrong[0] :], wrong[0]):
        line, _ = case.line(step.at.start)
        mark = _POINT.search(case.page.text, line, step.at.start)
        if mark is None:
            return
        made += case.page.text[end : mark.start()] + str(run[0].number + place)
        end = mark.end()
    last = _AFTER_POINT.match(case.page.text, end)
    end, made = (last.end(), made + last[0]) if last else (end, made)
    indent = len(made) - len(made.lstrip())
    yield Edit(start + indent, case.page.text[start + indent : end], made[indent:])

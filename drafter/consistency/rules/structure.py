"""What of the template is missing, doubled, moved or left as it was."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import holding, places_of
from drafter.consistency.readings.prose import passages_where
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Paragraph, Part, Text
from drafter.markdown.recognise import follows_template
from drafter.markdown.template_form import Expected, expected, placeholders
from drafter.patterns import regex

__all__ = [
    "code_without_end", "conflict_markers", "doubled_part", "empty_part", "incomplete_part", "left_placeholder",
    "missing_part", "other_template", "part_out_of_order", "renamed_part",
]  # fmt: skip

_OPEN = regex(
    r"\[[A-Z][^\]\n]{2,120}\](?![(\[:])|\[(?:v1\.0|URL)\](?![(\[:])|\bTBD\b|\bTODO\b(?![ -]\w)|(?i:\blorem ipsum\b)"
)
_HINTS = ("[", "TBD", "TODO", "orem", "OREM")
_BRACKETED = regex(r"\[[^\[\]\n]{2,120}\]")
_CITATION = regex(r"\[(?:[A-Z]{2,}[ -]?\d[\d.-]*|[^\]]*\b(?:19|20)\d\d\b[^\]]*)\]")
"""`[RFC 9457]`, `[Fowler 2003]`."""
_REMARK = regex(
    r"\[(?!How |What |When |Where |Which |Who |Why )[\w'’/-]+(?: [\w'’/-]+)? "
    r"(?:is|are|was|were|has|have|had|will|would|does|did|can|cannot)\b[^\]]*\]"
)
"""`[Y is there to change the version]`: the author speaks."""
_DEFINED = regex(r"^ {0,3}(\[[^\[\]\n]{2,120}\]):[ \t]", re.MULTILINE)
_CONFLICT = regex(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_CONFLICT_HINTS = ("<" * 7, ">" * 7, "|" * 7)
_BETWEEN = "=" * 7
"""As a paragraph; below one it makes a heading of it."""
_NOT_WRITTEN = "Incomplete:"


def _heading(part: Part) -> Text:
    return part.heading.text if part.heading else Text("", "", 0)


def _known(page: Page) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in page.parts:
        if part.key:
            found.setdefault(part.key, []).append(part)
    return found


def _before(page: Page, missing: Expected) -> Text:
    """Return the heading behind which a missing part belongs, the beginning of the page when there is none."""
    order = [entry.key for entry in expected()]
    earlier = set(order[: order.index(missing.key)])
    standing = [part for part in page.parts if part.key in earlier and part.heading]
    return _heading(standing[-1]) if standing else Text("", "", 0)


@rule("STR100", "note")
def other_template(page: Page) -> Iterator[Problem]:
    """The document was not written from the template.

    Its parts are its own, so none is called missing, renamed or out of order; what a reader of any document would find
    is found.

    Bad: a proposal with “Summary”, “Motivation” and “Alternatives”, where the team agreed on the template
    Good: the same with the template's headings, or with this rule ignored
    Fix: begin with `drafter template`, or ignore the rule where another template is used on purpose.
    """
    if not page.once(follows_template):
        known = len({part.key for part in page.parts if part.key})
        first = next((_heading(part) for part in page.parts if part.heading), Text("", "", 0))
        yield Problem(f"another template was used: {known} of {len(expected())} headings are drafter's", first)


@rule("STR101", "error", template=True)
def missing_part(page: Page) -> Iterator[Problem]:
    """A part of the template is missing.

    Readers look for it where it always is, and cannot tell whether it was forgotten or does not apply.

    Bad: `## 7. Security Design` followed by `### 7.2 Authorization`
    Good: `### 7.1 Authentication` with “Not applicable: there are no users.”
    Fix: add the heading, and say why the part does not apply if it does not.
    """
    known = _known(page)
    for entry in expected():
        section_is_missing = entry.section and entry.level > 2 and str(entry.section) not in known
        if entry.key not in known and not section_is_missing:
            yield Problem(f"“{entry.heading}” is missing", _before(page, entry))


@rule("STR102", "error", template=True)
def doubled_part(page: Page) -> Iterator[Problem]:
    """A part of the template is there twice.

    Two versions of one part drift apart, and nobody knows which one holds.

    Bad: two headings `### 5.4 Data Validation`
    Good: one heading, with what both of them said
    Fix: merge the two parts.
    """
    for parts in _known(page).values():
        for again in parts[1:]:
            name = _heading(again).words
            yield Problem(f"“{name}” is there twice", _heading(again), (_heading(parts[0]),))


@rule("STR103", "warning", template=True)
def part_out_of_order(page: Page) -> Iterator[Problem]:
    """A part of the template stands behind one that should follow it.

    References by number and the table of contents assume the template's order.

    Bad: section 8 before section 7
    Good: sections 1 to 14 in order
    Fix: move the part.
    """
    order = {entry.key: index for index, entry in enumerate(expected())}
    reached, last = -1, Text("", "", 0)
    for part in page.parts:
        index = order.get(part.key, -1)
        if index < 0:
            continue
        if index < reached:
            yield Problem(f"“{_heading(part).words}” stands behind “{last.words}”", _heading(part), (last,))
        else:
            reached, last = index, _heading(part)


@rule("STR104", "note", template=True)
def renamed_part(page: Page) -> Iterator[Problem]:
    """A heading differs from the template's.

    It was recognised by its number or by a similar title; links and other documents may not recognise it.

    Bad: `### 4.1 Components`
    Good: `### 4.1 Component Breakdown`
    Fix: restore the heading, unless it was translated on purpose.
    """
    headings = {entry.key: entry.heading for entry in expected()}
    for part in page.parts:
        if part.key and part.match != "exact":
            yield Problem(f"“{_heading(part).words}” was taken for “{headings[part.key]}”", _heading(part))


@rule("STR105", "error")
def left_placeholder(page: Page) -> Iterator[Problem]:
    """A placeholder was left in.

    The document looks finished where it is not.

    Bad: `| [Component 1] | [What it does] | ... |`
    Good: `| Redirect Service | Sends readers on. | ... |`
    Fix: write what belongs there, or say that it is open and who decides.
    """
    defined = frozenset(_DEFINED.findall(page.text)) if "]:" in page.text else frozenset()
    for text in _may_be_open(page):
        for match in _OPEN.finditer(text.words):
            is_said = match[0] not in placeholders() and (_CITATION.fullmatch(match[0]) or _REMARK.fullmatch(match[0]))
            if match[0] not in defined and not is_said and not _is_code(text.words, match.start()):
                yield Problem(f"the placeholder {match[0]} is left", text.part(match[0]))
    for fence in (fence for part in page.parts for fence in part.fences):
        for match in _BRACKETED.finditer(fence.text.words):
            if match[0] in placeholders():
                yield Problem(f"the placeholder {match[0]} is left", fence.text.part(match[0]))


def _may_be_open(page: Page) -> Iterator[Text]:
    """Yield the running text and the headings of items that may hold a placeholder."""
    yield from (line.text for line in holding(page, places_of(page, *_HINTS)))
    for part in page.parts:
        for heading, _ in part.items:
            if any(hint in heading.text.words for hint in _HINTS):
                yield heading.text


@rule("STR106", "error")
def code_without_end(page: Page) -> Iterator[Problem]:
    """A block of code has no end.

    All that follows is shown as code.

    Bad: a line with three backticks above a diagram, and none below it
    Good: a line with three backticks above and below
    Fix: close the block.
    """
    for part in page.parts:
        for fence in part.fences:
            if not fence.closed:
                yield Problem("this block of code has no end", Text("", page.text[fence.start :][:3], fence.start))


@rule("STR107", "error")
def conflict_markers(page: Page) -> Iterator[Problem]:
    """A merge conflict was left in.

    Both versions are in the text, and nobody chose one.

    Bad: lines that begin with `<<<<<<<` and `>>>>>>>`
    Good: the version that holds
    Fix: choose, and remove the marks.
    """
    is_marked = any(mark in page.text for mark in _CONFLICT_HINTS)
    found = [Text(mark[0], mark[0], mark.start()) for mark in _CONFLICT.finditer(page.text)] if is_marked else []
    if _BETWEEN in page.text:
        paragraphs = (block.text for part in page.parts for block in part.blocks if isinstance(block, Paragraph))
        found += [text for text in paragraphs if text.raw.strip() == _BETWEEN]
    yield from (Problem("a merge conflict is left", text) for text in found)


@rule("STR108", "warning")
def empty_part(page: Page) -> Iterator[Problem]:
    """A part has a heading and nothing below it.

    Readers cannot tell whether it was forgotten or does not apply.

    Bad: `### 9.3 Infrastructure as Code` followed by the next heading
    Good: “Not applicable: nothing is deployed.”
    Fix: write the part, or say why it does not apply.
    """
    with_parts = {str(entry.section) for entry in expected() if entry.level > 2} | {"title"}
    for part in page.parts:
        if part.key and not part.blocks and part.key not in with_parts:
            yield Problem(f"“{_heading(part).words}” is empty", _heading(part))


@rule("STR109", "error")
def incomplete_part(page: Page) -> Iterator[Problem]:
    """A part says that it could not be completed.

    Something was asked for and never came.

    Bad: “Incomplete: the model gave no answer.”
    Good: the part itself
    Fix: write it, or draft it again.
    """
    for passage in passages_where(page, lambda words: words.startswith(_NOT_WRITTEN)):
        if passage.part.key:
            yield Problem(f"“{_heading(passage.part).words}” is incomplete", passage.text)


def _is_code(words: str, offset: int) -> bool:
    return words.count("`", 0, offset) % 2 == 1

"""One section's fields anew, for a document that has them already."""

from collections.abc import Callable, Collection, Sequence

from drafter.consistency.text import SeenSentences
from drafter.derive.standing_text import other_sections, section_as_it_stands
from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.document.page import Page
from drafter.document.sections import SectionType
from drafter.llm.asker import Asker
from drafter.prompt_files import filled
from drafter.stages.draft_section import Drafted, ask_fields, outline_in_words, section_task

__all__ = ["redraft_prompt", "redraft_section"]

_STANDING = {True: 2_400, False: 40_000}
_OTHERS = {True: 2_400, False: 60_000}
"""Characters of the section and of the others, for a model that is asked field by field and for one that is not."""


async def redraft_section(
    kind: SectionType,
    fields: Collection[str],
    page: Page,
    brief: Brief,
    outline: Outline,
    asker: Asker,
    reasons: Sequence[str],
    on_step: Callable[[str, int], None],
) -> Drafted:
    """Return what the model writes in some fields of a section of a document as it stands.

    `reasons` say what changed and what the author asks for. What the other sections say already is asked for once
    more. Raises a DrafterError when the model cannot be reached.
    """
    seen = SeenSentences()
    for part in page.parts:
        if part.section not in {0, kind.number}:
            for text in part.texts:
                seen.add(text.words, f"section {part.section}")
    prompt = redraft_prompt(kind, page, brief, outline, reasons, one_by_one=asker.one_by_one)
    return await ask_fields(kind, fields, prompt, brief, outline, asker, seen, on_step)


def redraft_prompt(
    kind: SectionType, page: Page, brief: Brief, outline: Outline, reasons: Sequence[str], *, one_by_one: bool
) -> str:
    """Return the question for a section that is written anew, without the fields that are asked for."""
    return filled(
        "redraft",
        outline=outline_in_words(outline),
        others=other_sections(page, kind.number, _OTHERS[one_by_one]),
        standing=section_as_it_stands(page, kind.number, _STANDING[one_by_one]),
        task=section_task(kind, brief, outline),
        reasons="\n".join(f"- {reason}" for reason in reasons),
    )

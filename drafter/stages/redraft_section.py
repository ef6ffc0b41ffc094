"""One section's fields anew, for a document that has them already."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from drafter.consistency.text import SeenSentences
from drafter.derive.standing_text import other_sections, section_as_it_stands
from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.document.page import Page
from drafter.document.sections import SectionType, computed_parts
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
    prompt: str,
    brief: Brief,
    outline: Outline,
    asker: Asker,
    on_step: Callable[[str, int], None],
) -> Drafted:
    """Return what the model writes in some fields of a section of a document, asked with a `redraft_prompt`.

    What the other sections say already is asked for once more. Raises a DrafterError when the model cannot be reached.
    """
    seen = SeenSentences()
    computed = computed_parts()
    for part in page.parts:
        if part.section not in {0, kind.number} and part.key not in computed:
            for text in part.texts:
                seen.add(text.words, f"section {part.section}")
    return await ask_fields(kind, fields, prompt, brief, outline, asker, seen, on_step)


def redraft_prompt(
    kind: SectionType,
    page: Page,
    brief: Brief,
    outline: Outline,
    reasons: Sequence[str],
    swapped: Mapping[str, str],
    *,
    one_by_one: bool,
) -> str:
    """Return the question for a section that is written anew, without the fields that are asked for.

    `reasons` say what changed and what the author asks for. Of what stands, the words in `swapped` are shown as they
    should be, since a small model copies what it is shown.
    """
    return filled(
        "redraft",
        outline=outline_in_words(outline),
        others=_with_words(other_sections(page, kind.number, _OTHERS[one_by_one]), swapped),
        standing=_with_words(section_as_it_stands(page, kind.number, _STANDING[one_by_one]), swapped),
        task=section_task(kind, brief, outline),
        reasons="\n".join(f"- {reason}" for reason in reasons),
    )


def _with_words(text: str, swapped: Mapping[str, str]) -> str:
    for old, new in swapped.items():
        text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new.replace("\\", r"\\"), text)
    return text

"""Quotations of the brief that say something else than it."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.sources import quoted
from drafter.markdown.escape import inline

__all__ = ["quotation"]

_ALIKE = 85.0
"""Of 100: a statement with another number or word."""


@fix("GRD103")
def quotation(case: Case) -> Iterator[Edit]:
    """Quote the only statement of the brief that is nearly the same."""
    found = next((each for each in case.page.once(quoted) if case.is_at(each.text)), None)
    if found is None or case.brief is None:
        return
    texts = [" ".join(statement.text.split()) for statement in case.brief.statements]
    near = process.extract(found.words, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2)
    if len(near) == 1 and "\n" not in case.raw:
        yield from case.written(inline(near[0][0]))

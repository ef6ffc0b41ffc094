"""What the brief's numbers limit, and which of its statements exclude each other."""

from typing import Any, Literal

from pydantic import ConfigDict, Field, create_model

from drafter.derive.clauses import clause_around
from drafter.derive.conflicts import Candidate
from drafter.derive.targets import foremost_quantities, possible_qualities
from drafter.document.brief import Brief
from drafter.document.outline import Conflict, Quality, Target
from drafter.stages.outlining.interview import Interview

__all__ = ["judged_statements"]

_TARGETS = 24
"""As many required numbers are judged and become targets: what a reader can keep in mind."""
_QUOTED = 500
"""Characters up to which a statement is quoted whole."""
_Exclusion = Literal["they exclude each other", "both can hold"]


async def judged_statements(
    interview: Interview, candidates: tuple[Candidate, ...]
) -> tuple[list[Target], list[Conflict]]:
    """Return what the required numbers are about, and the pairs of statements that exclude each other."""
    brief = interview.brief
    options = {quantity.id: possible_qualities(brief, quantity) for quantity in foremost_quantities(brief, _TARGETS)}
    fields: dict[str, Any] = {
        id_: (Literal[choices], Field(description="the quality that it limits"))
        for id_, choices in options.items()
        if len(choices) > 1
    }
    for pair in candidates:
        fields[pair.id] = (_Exclusion, Field(description="whether both statements can hold at once"))
    judged: dict[str, Any] = {}
    if fields:
        model = create_model("Judgements", __config__=ConfigDict(extra="forbid"), **fields)
        answer = await interview.ask(
            "judgements",
            model,
            {},
            quantities="\n".join(
                f"{quantity.id}: {quantity.text} — “{_quoted(brief, quantity.statement, quantity.text)}”"
                for quantity in brief.quantities
                if quantity.id in fields
            ),
            pairs="\n".join(
                f"{pair.id}: “{_quoted(brief, pair.first, pair.values[0])}” and "
                f"“{_quoted(brief, pair.second, pair.values[1])}”"
                for pair in candidates
            ),
        )
        judged = answer.model_dump()
    targets = []
    for quantity in brief.quantities:
        if quantity.id not in options:
            continue
        quality: Quality = judged.get(quantity.id, options[quantity.id][0])
        statement = brief.statement(quantity.statement)
        targets.append(
            Target(
                name="Limit" if quality == "other" else quality.capitalize(),
                quality=quality,
                quantity=quantity.text,
                statement=statement.id,
                text=clause_around(statement.text, quantity.text),
            )
        )
    conflicts = [
        Conflict(first=pair.first, second=pair.second, about=" or ".join(pair.values))
        for pair in candidates
        if pair.doubtless or judged.get(pair.id) == "they exclude each other"
    ]
    return targets, conflicts


def _quoted(brief: Brief, statement: str, quantity: str) -> str:
    """Return a statement, or the clause with the quantity of one that is too long to quote."""
    text = brief.statement(statement).text
    if len(text) <= _QUOTED:
        return text
    clause = clause_around(text, quantity)
    return clause if len(clause) <= _QUOTED else quantity

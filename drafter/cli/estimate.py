"""What a draft would take, without sending anything."""

from drafter.cli.session import price_of
from drafter.cli.terminal import say, show
from drafter.configuration import ModelChoice
from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.llm.asker import Spent
from drafter.llm.open_model import place_of
from drafter.llm.prices import price_date
from drafter.llm.tokens import count, exact_for
from drafter.llm.window import window_of
from drafter.stages.estimate import Estimate, estimates
from drafter.stages.fit_brief import SystemPrompts

__all__ = ["print_estimate"]


def print_estimate(brief: Brief, outline: Outline | None, choice: ModelChoice) -> None:
    """Print sections, calls, tokens and, where the price is known, cost to standard output."""
    name = choice.model
    one_by_one = choice.kind == "local"
    rows = estimates(
        brief,
        outline,
        system=SystemPrompts(brief, window_of(choice), one_by_one=one_by_one, tell=say),
        one_by_one=one_by_one,
        count=lambda text: count(text, name),
    )
    show(f"model {name} at {place_of(choice)}; nothing is sent")
    show(f"{'':34}{'calls':>6}{'prompt':>9}{'answer':>9}")
    for row in rows:
        show(f"{row.part:34}{row.calls:>6}{row.usage.prompt:>9,}{row.usage.completion:>9,}")
    total = _total(rows)
    show(f"{'together':34}{total.calls:>6}{total.usage.prompt:>9,}{total.usage.completion:>9,}")
    counted = "exact" if exact_for(name) else "estimated"
    outlined = "" if outline else "; names are not settled yet, so the sections are estimated for five of a kind"
    show(f"prompt tokens are {counted}, answers are estimated{outlined}")
    cost = price_of(choice, total)
    shown = "unknown: no price is known for this model" if cost is None else f"${cost:.4f}"
    show(f"cost: {shown}" + (f" (list prices of {price_date()})" if cost else ""))


def _total(rows: tuple[Estimate, ...]) -> Spent:
    total = Spent()
    for row in rows:
        total = Spent(usage=total.usage + row.usage, calls=total.calls + row.calls)
    return total

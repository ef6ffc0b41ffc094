"""What a run made and took, in a few lines."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from drafter.document.value import Value
from drafter.llm.port import Usage
from drafter.visible import printable

__all__ = ["Summary", "duration", "summary_lines"]

_SMALLEST = Decimal("0.0001")
_MOST_INCOMPLETE = 8


class Summary(Value):
    """The result of a run."""

    path: str
    """Where the document is; "-" for standard output."""
    complete: int
    """Parts without a gap."""
    incomplete: tuple[tuple[str, str], ...] = ()
    """What is missing in the other parts: place and reason."""
    assumptions: int = 0
    questions: int = 0
    findings: str = "no findings"
    """How many the rules still have, in words."""
    usage: Usage = Usage()
    calls: int = 0
    replayed: int = 0
    """Answers that came from the journal."""
    seconds: float = 0.0
    """By the clock, from start to end."""
    cost: Decimal | None = None
    """US dollars at list prices; 0 for the local model, None when unknown."""
    price_date: date | None = None


def summary_lines(summary: Summary) -> list[str]:
    """Return the lines that end a run, without control characters."""
    return list(map(printable, _lines(summary)))


def duration(seconds: float) -> str:
    """Return a time in words, with its two largest units: `45 s`, `2 min 5 s`, `1 h 3 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _lines(summary: Summary) -> Iterator[str]:
    where = "the document on standard output" if summary.path == "-" else summary.path
    counts = [f"{_counted(summary.complete, 'part')} complete"]
    if summary.incomplete:
        counts.append(f"{_counted(len(summary.incomplete), 'place')} incomplete")
    yield f"{where}: {', '.join(counts)}"
    for place, reason in summary.incomplete[:_MOST_INCOMPLETE]:
        yield f"incomplete: {place}: {reason}"
    if (more := len(summary.incomplete) - _MOST_INCOMPLETE) > 0:
        yield f"incomplete: and {_counted(more, 'more place')}; the document says which"
    yield ", ".join((
        _counted(summary.assumptions, "assumption"),
        _counted(summary.questions, "open question"),
        summary.findings,
    ))  # fmt: skip
    if summary.usage != Usage():
        yield f"tokens: {_tokens(summary.usage)}"
    journal = f" and {_counted(summary.replayed, 'answer')} from the journal" if summary.replayed else ""
    yield f"{_counted(summary.calls, 'call')}{journal} in {duration(summary.seconds)}; cost: {_cost(summary)}"


def _tokens(usage: Usage) -> str:
    cached = f" ({100 * usage.cached // usage.prompt} % cached)" if usage.cached and usage.prompt else ""
    return f"{usage.prompt:,} prompt{cached}, {usage.completion:,} generated"


def _cost(summary: Summary) -> str:
    if not summary.calls:
        return "none, nothing was sent"
    if summary.cost is None or summary.usage == Usage():  # uncounted tokens say nothing of the cost
        return "unknown"
    if not summary.cost:
        return "free on this machine"
    priced = f" at list prices of {summary.price_date}" if summary.price_date else ""
    if summary.cost < _SMALLEST:
        return f"less than ${_SMALLEST}{priced}"
    return f"about ${summary.cost:,.{2 if summary.cost >= 1 else 4}f}{priced}"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"

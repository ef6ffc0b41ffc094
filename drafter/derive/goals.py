"""The design goals of section 2.3: what the brief asks for most, and what every design owes its users."""

from drafter.document.outline import Outline, Quality

__all__ = ["goals_of"]

_BY_QUALITY: dict[Quality, str] = {
    "latency": "Fast responses",
    "availability": "High availability",
    "throughput": "Enough throughput",
    "recovery": "Recovery from failures",
    "freshness": "Fresh results",
    "accuracy": "Accurate results",
    "capacity": "Room for growth",
    "retention": "Data kept as long as needed",
    "cost": "Low running cost",
    "schedule": "Results on time",
    "size": "Small footprint",
}
_ALWAYS = ("Correct results", "Simple operation", "Protected data")
_MOST = 4
_LEAST = 3


def goals_of(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Return three or four goals with the brief's numbers for them, in the order of their weight."""
    numbers: dict[str, list[str]] = {}
    for quality, goal in _BY_QUALITY.items():
        for target in outline.targets:
            if target.quality == quality:
                numbers.setdefault(goal, []).append(target.quantity)
    found = dict(list(numbers.items())[:_MOST])
    for goal in _ALWAYS:
        if len(found) < _LEAST:
            found[goal] = []
    return {goal: tuple(quantities) for goal, quantities in found.items()}

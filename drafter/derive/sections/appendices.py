"""Section 14: records of section 13, an example, plans to measure, the change log."""

from drafter.derive.decision_records import records
from drafter.derive.material import Material
from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow
from drafter.document.outline import ProjectKind, Quality
from drafter.document.sections.appendices import Appendices
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternatives

__all__ = ["assemble"]

_FENCES = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", "objective-c": "objectivec", "visual basic": "vb"}
"""How highlighters call languages whose names have other characters than letters."""
_MEASURED: dict[Quality, str] = {
    "latency": "a load test that reports percentiles of the response time",
    "throughput": "a load test at the stated rate, held until it is stable",
    "availability": "the share of successful probes in operation",
    "capacity": "a test run with the stated amount of data",
    "freshness": "the age of the newest result, sampled in operation",
    "recovery": "a recovery drill from the last backup",
    "size": "a test run with inputs of the stated size",
    "accuracy": "a comparison with results that were checked by hand",
    "cost": "the first bill of its operation",
}


_RUNS: frozenset[ProjectKind] = frozenset({"batch job", "command line tool", "library"})
_OF_RUNS: dict[Quality, str] = {
    "latency": "the time of repeated runs with inputs of the stated size",
    "throughput": "the time of repeated runs with inputs of the stated size",
}
"""How it is measured where nobody waits for a server."""


def assemble(material: Material, decisions: DecisionsAndAlternatives) -> Appendices:
    """Return the section."""
    example = material.answers.appendices.example
    rows = decisions.decisions
    standing = f"Proposed, {material.information.date}" if material.information.date else "Proposed"
    adrs = records(rows, standing, material.records) if isinstance(rows, tuple) else Flow(blocks=())
    return Appendices(
        records=adrs if adrs.blocks else Absent(why="does not apply", reason="section 13 records no decisions."),
        examples=Flow.of(
            example.shows, Code(language=_FENCES.get(example.language, example.language), text="\n".join(example.lines))
        )
        if example
        else material.missing("appendices", "example"),
        benchmarks=_benchmarks(material),
        security=Flow.of(
            "The brief reports no security review. Before the first release, a reviewer who did not build the "
            "system checks authentication (7.1), authorization (7.2), data security (7.3) and input validation (7.4)."
        ),
        changes=Flow.of(
            Bullets(
                items=(
                    Bullet(
                        label=f"{material.information.version}, {material.information.date}",
                        text=f"First draft, from the brief “{material.brief.title}”.",
                    ),
                )
            )
        ),
    )


def _benchmarks(material: Material) -> Flow:
    """Return the plan to measure; results come from people, never from a model."""
    plan: dict[str, Bullet] = {}
    for target in material.outline.targets:
        if target.quality in _MEASURED:
            how = _OF_RUNS.get(target.quality, "") if material.outline.kind in _RUNS else ""
            bullet = Bullet(label=f"{target.name}, {target.quantity}", text=f"{how or _MEASURED[target.quality]}.")
            plan.setdefault(bullet.label, bullet)
    if not plan:
        return Flow.of("Nothing has been measured yet, and the brief states no target to measure against.")
    return Flow.of(
        "Nothing has been measured yet. The targets of 8.1 are to be measured by:",
        Bullets(items=tuple(plan.values())),
    )

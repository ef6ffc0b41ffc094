"""Section 14: records of section 13, an example, plans to measure, the change log."""

from collections.abc import Sequence

from drafter.derive.decision_records import records
from drafter.derive.material import Material
from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow
from drafter.document.outline import ProjectKind, Quality
from drafter.document.sections.appendices import Appendices
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternatives

__all__ = ["assemble"]

_MOST_NAMES = 5
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
        security=_security(material),
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
        "No results yet. Planned measurements:",
        Bullets(items=tuple(plan.values())),
    )


def _security(material: Material) -> Flow:
    """Return what a review has to answer of this design; its results come from people, never from a model."""
    outline = material.outline
    users = _listed([role.name for role in outline.roles])
    operations = _listed([operation.name for operation in outline.operations])
    entities = _listed([entity.name for entity in outline.entities])
    entries = _listed([component.name for component in outline.components if component.kind == "interface"])
    products = _listed(list(dict.fromkeys(outline.technologies)))
    asked = (
        ("Authentication", "7.1", f"Who could pass for {users}?" if users else ""),
        ("Authorization", "7.2", f"Who can use {operations} without the right to?" if operations else ""),
        ("Data Security", "7.3", f"Who can read {entities} in store, on the way or in logs?" if entities else ""),
        ("Input Validation", "7.4", f"What does {entries} do with hostile input?" if entries else ""),
        ("Dependencies", "4.1", f"Which known weaknesses have {products}?" if products else ""),
    )
    bullets = tuple(
        Bullet(label=f"{label} ({part})", text=question)
        for label, part, question in asked
        if question and not material.absent(part)
    )
    if not bullets:
        return Flow.of("The brief reports no security review.")
    return Flow.of("No security review yet. One has to answer:", Bullets(items=bullets))


def _listed(names: Sequence[str]) -> str:
    """Return the first names in one phrase, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")

"""The measurements as Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bench.mutations.measuring import CleanDocument, Trial
from bench.mutations.mutation import Group, Operator
from drafter.document.finding import SEVERITIES

__all__ = ["clean_table", "missed_list", "operator_table"]


def operator_table(group: Group, operators: Sequence[Operator], trials: Sequence[Trial]) -> Iterator[str]:
    """A row an operator, and one for all; "new" counts any new finding, "found" one that points to the defect."""
    yield f"## Planted defects, {group}"
    yield ""
    yield "| Family | Operator | Applicable | New | Found | Share |"
    yield "|--------|----------|-----------:|----:|------:|------:|"
    own = [operator for operator in operators if operator.group == group]
    for operator in own:
        yield _row(operator.family, operator.name, [trial for trial in trials if trial.operator == operator])
    yield _row("**all**", f"{len(own)} operators", [trial for trial in trials if trial.operator.group == group])
    yield ""


def _row(family: str, name: str, trials: Sequence[Trial]) -> str:
    found = sum(trial.pointed for trial in trials)
    share = f"{100 * found / len(trials):.0f} %" if trials else "-"
    return f"| {family} | {name} | {len(trials)} | {sum(bool(t.new) for t in trials)} | {found} | {share} |"


def clean_table(documents: Sequence[CleanDocument]) -> Iterator[str]:
    yield "## Documents as they are"
    yield ""
    yield "| Document | Words | Errors | Warnings | Notes | Different outputs of runs |"
    yield "|----------|------:|-------:|---------:|------:|--------------------------:|"
    for document in documents:
        counts = Counter(finding.severity for finding in document.findings)
        found = " | ".join(str(counts[severity]) for severity in SEVERITIES)
        yield f"| {document.name} | {len(document.text.split())} | {found} | {document.different} of {document.runs} |"
    yield ""


def missed_list(trials: Sequence[Trial]) -> Iterator[str]:
    """Each defect of the known operators that was not found; the held out ones stay unseen."""
    yield "## Not found"
    yield ""
    for trial in trials:
        if trial.operator.group == "known" and not trial.pointed:
            where = f"{trial.document}:{trial.mutation.lines[0]}, seed {trial.seed}"
            yield f"- {trial.operator.name} ({where}): {trial.mutation.did}"

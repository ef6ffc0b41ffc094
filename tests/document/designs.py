"""A typical design: a brief, its outline, and the names that its sections may use."""

from drafter.derive.names import names_of
from drafter.document.brief import Brief, Person
from drafter.document.narrow import Names
from drafter.document.outline import Component, Decision, Entity, Operation, Outline, Role, Target

__all__ = ["BRIEF", "NAMES", "OUTLINE"]

BRIEF = Brief(
    name="loans.md",
    title="Tool Library",
    text="Members borrow tools. Mira Sol (librarian) lends them.",
    statements=(),
    facts=(Person(id="F1", text="Mira Sol", statement="S1", start=22, end=30, name="Mira Sol", role="librarian"),),
)  # fmt: skip

OUTLINE = Outline(
    title="Tool Library",
    kind="web service",
    interfaces=("http",),
    storage="relational",
    components=(
        Component(name="Loan API", kind="interface", responsibility="Answers.", depends_on=("Loan Store",)),
        Component(name="Reminder", kind="worker", responsibility="Reminds.", depends_on=("Loan Store",)),
        Component(name="Loan Store", kind="store", responsibility="Keeps loans.", technology="PostgreSQL"),
    ),
    entities=(
        Entity(name="Tool", description="A thing to lend."),
        Entity(name="Loan", description="A lent thing."),
    ),
    operations=(
        Operation(name="Borrow tool", kind="http", summary="Lends.", component="Loan API", entity="Loan"),
        Operation(name="List tools", kind="http", summary="Lists.", component="Loan API", entity="Tool"),
    ),
    roles=(Role(name="Member"), Role(name="Librarian")),
    targets=(Target(name="Latency", quality="latency", quantity="50 ms", statement="S1", text="Fast, within 50 ms."),),
    decisions=(Decision(title="Database", choice="PostgreSQL", alternatives=("MySQL",)),),
)

NAMES: Names = names_of(OUTLINE, BRIEF)

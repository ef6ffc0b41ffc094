from drafter.derive.decision_records import records
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.decisions_and_alternatives import DecisionRow


def row(decision: str, alternatives: str = "MySQL") -> DecisionRow:
    return DecisionRow(
        decision=decision,
        rationale="It is known.",
        alternatives=alternatives,
        consequences="One more server.",
    )


def test_a_record_has_title_status_context_decision_and_consequences() -> None:
    assert records([row("Use PostgreSQL")], "Accepted, 2026-01-31") == Flow.of(
        Bullets(
            items=(
                Bullet(label="ADR-1: Use PostgreSQL", text="Accepted, 2026-01-31"),
                Bullet(label="Context", text="Alternatives considered: MySQL"),
                Bullet(label="Decision", text="It is known."),
                Bullet(label="Consequences", text="One more server."),
            )
        )
    )


def test_what_is_empty_is_left_out() -> None:
    (block,) = records([row("A", alternatives=""), row("B")], "Proposed").blocks
    assert isinstance(block, Bullets)
    assert [item.label for item in block.items] == [
        "ADR-1: A", "Decision", "Consequences", "ADR-2: B", "Context", "Decision", "Consequences",
    ]  # fmt: skip
    assert block.items[0].text == "Proposed"


def test_without_decisions_there_are_no_records() -> None:
    assert records([], "Accepted, 2026-01-31") == Flow(blocks=())


def test_a_decision_that_has_a_record_keeps_its_status_and_date() -> None:
    (block,) = records([row("A"), row("B")], "Proposed, 2026-03-02", {"A": "Accepted, 2026-01-31"}).blocks
    assert isinstance(block, Bullets)
    standings = [item.text for item in block.items if item.label.startswith("ADR-")]
    assert standings == ["Accepted, 2026-01-31", "Proposed, 2026-03-02"]

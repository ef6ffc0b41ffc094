"""What a draft would take, before anything is sent."""

import pytest

from drafter.document.outline import NotApplicable
from drafter.document.sections import SECTIONS
from drafter.llm.port import Usage
from drafter.stages.estimate import Estimate, estimates
from drafter.stages.make_outline import OUTLINE_STEPS
from tests.document.designs import BRIEF, OUTLINE


def estimated(
    *, system: str = "The brief.", settled: bool = True, one_by_one: bool = True, apart_from: str = ""
) -> dict[str, Estimate]:
    unused = (NotApplicable(part=apart_from, reason="no"),) if apart_from else ()
    outline = OUTLINE.model_copy(update={"not_applicable": unused}) if settled else None
    rows = estimates(
        BRIEF, outline, system=lambda *_: system, one_by_one=one_by_one, count=lambda text: len(text.split())
    )
    return {row.part: row for row in rows}


def test_each_section_has_a_row_in_order() -> None:
    assert list(estimated()) == [f"{kind.number} {kind.title}" for kind in SECTIONS]


def test_an_outline_that_is_not_settled_has_a_row_of_its_own() -> None:
    rows = estimated(settled=False)
    assert next(iter(rows)) == "Outline"
    assert rows["Outline"].calls == len(OUTLINE_STEPS)


@pytest.mark.parametrize(("one_by_one", "calls"), [(True, 3), (False, 1)])
def test_a_section_takes_a_call_a_field_or_one_in_all(one_by_one: bool, calls: int) -> None:
    assert estimated(one_by_one=one_by_one)["7 Security Design"].calls == calls


def test_a_section_that_does_not_apply_takes_nothing() -> None:
    nothing = Estimate(part="6 API Design", calls=0, usage=Usage())
    assert estimated(apart_from="6")["6 API Design"] == nothing


def test_every_call_sends_the_system_prompt() -> None:
    short, long = estimated(system="brief"), estimated(system="brief " * 101)
    for part, row in long.items():
        assert row.usage.prompt - short[part].usage.prompt == 100 * row.calls


def test_more_names_take_longer_answers() -> None:
    usual = estimated()["4 Component Design"].usage.completion
    typical = estimated(settled=False)["4 Component Design"].usage.completion
    assert typical > usual > 0  # five components against three

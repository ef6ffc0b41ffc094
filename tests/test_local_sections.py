"""Single sections drafted by the real local model: `make test-local`."""

from pathlib import Path

import pytest

from drafter.configuration import Behaviour, ModelChoice
from drafter.consistency.text import SeenSentences
from drafter.derive.names import names_of
from drafter.document.sections import section_type
from drafter.document.sections.data_design import DataDesignAnswer
from drafter.document.sections.security_design import SecurityDesignAnswer
from drafter.llm.asker import Asker
from drafter.llm.open_model import open_model
from drafter.llm.weights import weights_path
from drafter.outline_file import from_yaml
from drafter.prompt_files import filled
from drafter.stages.draft_section import draft_section, settle
from drafter.stages.read_brief import read_brief
from tests.recorded import BRIEFS, DOCUMENTS

pytestmark = pytest.mark.local

WEIGHTS_FILE = weights_path()


@pytest.mark.parametrize("key", ["data_design", "security_design"])
@pytest.mark.parametrize("name", list(BRIEFS))
async def test_a_section_names_what_the_outline_names_and_nothing_else(
    name: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path))
    brief = read_brief(BRIEFS[name]).brief
    file = DOCUMENTS / f"{name}.outline.yaml"
    outline = from_yaml(file.read_text(encoding="utf-8"), file.name)
    choice = ModelChoice(kind="local", model="local", model_file=WEIGHTS_FILE)
    async with open_model(choice, Behaviour(fresh=True), on_wait=lambda: None, on_note=lambda _: None) as opened:
        system = filled("system", brief=brief.text.strip())
        asker = Asker(opened.port, system=system, openai=False, one_by_one=True)
        drafted = await draft_section(section_type(key), brief, outline, asker, lambda *_: None)
    settled = settle(section_type(key), drafted, SeenSentences())
    names = names_of(outline, brief)
    assert settled.gaps == ()
    assert drafted.spent.usage.cached > drafted.spent.usage.prompt / 3
    match settled.answer:
        case DataDesignAnswer(entities=entities, flow=flow):
            assert set(entities) == set(names["entity"])
            assert flow is not None
            assert {step.target for step in flow.steps} <= set(names["component"])
        case SecurityDesignAnswer(permissions=permissions):
            assert set(permissions) == set(names["operation"])
            assert {role for roles in permissions.values() for role in roles} <= set(names["role"])

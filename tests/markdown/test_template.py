from pathlib import Path

from drafter.markdown.template import template

TEMPLATE = Path(__file__).parents[2] / "fixtures" / "tdd-template.md"


def test_the_template_printed_from_the_models_is_the_template() -> None:
    assert template().encode() == TEMPLATE.read_bytes()

"""The page of the rules: generated, and readable as Markdown."""

import pytest

from drafter.commonmark import blocks
from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.rule import Rule
from scripts.update_rules import PAGE, page_text


def test_the_page_is_that_of_the_rules() -> None:
    assert PAGE.read_text("utf-8") == page_text(), "make rules"


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.code)
def test_a_rule_has_an_entry_with_its_examples_as_they_are_written(rule: Rule) -> None:
    tokens = blocks(page_text())
    headings = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    code = [token.content.strip() for token in tokens if token.type == "code_block"]
    assert f"{rule.code} {rule.name}" in headings
    assert rule.explanation["Bad"] in code
    assert rule.explanation["Good"] in code


def test_nothing_of_a_rule_becomes_html() -> None:
    assert [token for token in blocks(page_text()) if token.type == "html_block"] == []

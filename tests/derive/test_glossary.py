import pytest

from drafter.derive.glossary import glossary
from drafter.document.outline import Entity
from tests.document.designs import OUTLINE
from tests.materials import brief_of, material


def defined(used: str, brief: str = "We lend tools.", entities: tuple[Entity, ...] = ()) -> dict[str, str]:
    outline = OUTLINE.model_copy(update={"entities": entities, "operations": ()})
    rows = glossary(material(brief=brief_of(brief), outline=outline), [used])
    return {row.term: row.definition for row in rows}


def test_entities_are_defined_as_sentences() -> None:
    entities = (Entity(name="Tool", description="a thing to lend"), Entity(name="Loan", description="A lent tool."))
    assert defined("", entities=entities) == {"Loan": "A lent tool.", "Tool": "A thing to lend."}


def test_terms_are_sorted_without_regard_to_case() -> None:
    entities = tuple(Entity(name=name, description="x.") for name in ("tool", "Zone", "Loan"))
    assert list(defined("The API is used.", entities=entities)) == ["API", "Loan", "tool", "Zone"]


@pytest.mark.parametrize("brief", ["The Loan Desk Unit (LDU) lends.", "A loan desk unit (LDUs) lends."])
def test_an_acronym_is_explained_as_the_brief_explains_it(brief: str) -> None:
    assert defined("The LDU counts.", brief) == {"LDU": "Loan desk unit."}


def test_the_briefs_explanation_goes_before_the_usual_one() -> None:
    assert defined("The API counts.", "The Annual Purchase Index (API) counts.") == {"API": "Annual purchase index."}


def test_an_acronym_that_engineers_know_is_explained() -> None:
    assert defined("The API counts.")["API"].startswith("Application programming interface")


def test_an_acronym_of_the_brief_that_nobody_explains_is_to_be_defined() -> None:
    assert defined("The QZX counts.", "The QZX is old.") == {
        "QZX": "To be defined: the brief uses it and does not say what it stands for."
    }


@pytest.mark.parametrize(
    ("used", "brief"),
    [
        ("It counts.", "The QZX is old."),  # the document does not use it
        ("The QZX counts.", "We lend."),  # neither the brief nor engineers know it
        ("It costs EUR 40.", "It costs at most EUR 40."),  # a unit
        ("A-QZX counts.", "The QZX is old."),  # a part of another word
    ],
)
def test_what_is_no_term_of_this_document_is_not_listed(used: str, brief: str) -> None:
    assert defined(used, brief) == {}


def test_an_acronym_that_is_an_entity_is_defined_once() -> None:
    entities = (Entity(name="Api", description="A thing."),)
    assert defined("The API counts.", entities=entities) == {"Api": "A thing."}


def test_the_plural_of_an_acronym_is_the_same_term() -> None:
    assert list(defined("Two APIs count.")) == ["API"]

import pytest

from drafter.document.brief import Person
from tests.facts.finding import of


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Product owner: Ana Ruiz", [("Ana Ruiz", "Product owner")]),
        ("**Product owner:** Ana Ruiz", [("Ana Ruiz", "Product owner")]),
        ("Ask Ana Ruiz (product owner) first.", [("Ana Ruiz", "product owner")]),
        (
            "The plan was reviewed by Bo Li and Chen Wei-Ling.",
            [("Bo Li", "reviewer"), ("Chen Wei-Ling", "reviewer")],
        ),
        ("Authors: Ana Ruiz, Bo Li", [("Ana Ruiz", "Author"), ("Bo Li", "Author")]),
        ("Contact: Ana Ruiz", [("Ana Ruiz", "")]),
        ("Lena Hartwig, engineering manager, agrees.", [("Lena Hartwig", "engineering manager")]),
        ("Our tech lead Mirjam de Groot agrees.", [("Mirjam de Groot", "tech lead")]),
        ("Projektleitung: Mehmet Yıldız", [("Mehmet Yıldız", "Projektleitung")]),
        ("Sean O'Brien is the architect.", [("Sean O'Brien", "architect")]),
        ("负责人：王伟", [("王伟", "负责人")]),
        ("| Role | Name |\n|--|--|\n| Reviewer | Ana Ruiz |\n", [("Ana Ruiz", "Reviewer")]),
        ("people:\n  - name: Bo Li\n    role: lead\nx: y\n", [("Bo Li", "lead")]),
        ("Ana Ruiz <ana@example.com>", [("Ana Ruiz", "")]),
        ("We lend tools.\n\nBert Hoekstra", [("Bert Hoekstra", "")]),
        ("Yusuf Demir owns the shop.", [("Yusuf Demir", "")]),
        ("Prof. Ingrid Bakke offered help.", [("Prof. Ingrid Bakke", "")]),
    ],
)
def test_a_person_is_found_with_the_role_that_the_brief_gives(text: str, people: list[tuple[str, str]]) -> None:
    assert [(fact.name, fact.role) for fact in of(Person, text)] == people


@pytest.mark.parametrize(
    "text",
    [
        "The Product Owner decides.",
        "Product owner: to be decided",
        "Owner: Platform Team",
        "Owner: Payments",
        "Reviewed by Legal.",
        "Stakeholders: Customer Support, Finance",
        "Visit New York and San Francisco.",
        "Blue Harbor is our product.",
        "We use Spring Boot and Amazon Web Services.",
        "Database: Azure Cosmos (managed)",
    ],
)
def test_roles_teams_and_products_are_not_people(text: str) -> None:
    assert of(Person, text) == []


def test_a_later_mention_of_a_person_is_found_again() -> None:
    found = of(Person, "Owner: Ana Ruiz\n\nThen Ana Ruiz signs.")
    assert [(fact.name, fact.statement) for fact in found] == [("Ana Ruiz", "S1"), ("Ana Ruiz", "S2")]

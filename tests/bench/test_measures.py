"""Each row is a tiny document and what one measure says of it."""

import pytest

from drafter.document.brief import Brief
from drafter.facts import cut, find
from drafter.markdown.template import template

pytest.importorskip("merman", reason="merman has no wheel for this platform")
from bench.measures import Measures, measure

BRIEF = """# Shop

**Product owner:** Ana Ruiz

It runs on PostgreSQL 16 and answers in 50 ms. It starts on 15 June 2026, see https://example.org/shop.
"""
OPENAPI = """openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get: {responses: {200: {description: The orders.}}}
"""
TABLE = "### 4.1 Component Breakdown\n\n| Component Name | Dependencies |\n|---|---|\n"
ENDPOINTS = "### 6.1 API Endpoints\n\n| Endpoint | Method |\n|---|---|\n"
ITEM = "- **Purpose**: a\n- **Interfaces**: b\n- **Configuration**: c\n- **Dependencies**: d\n"
SENTENCE = "Every order is checked twice before anybody may pay."


def brief(text: str = BRIEF) -> Brief:
    statements = cut(text)
    return Brief(name="b.md", title="Shop", text=text, statements=statements, facts=find(statements, text))


def measured(markdown: str) -> Measures:
    return measure(markdown, brief())


def code(heading: str, language: str, text: str) -> str:
    return f"{heading}\n\n```{language}\n{text}\n```\n"


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("### 1.1 Purpose\n[Describe the purpose]", 1),
        ("- [Goal 1]: [Description]", 2),
        ("| Name |\n|---|\n| [Name] |", 1),
        ("```\n[Detailed database schema with tables, columns, constraints, etc.]\n```", 1),
        ("The owner is TBD.", 1),
        ("- **Reviewer**: To be decided", 0),
        ("Lorem ipsum dolor.", 1),
        ("It stores orders ...", 1),
        ("```python\n# TODO\n```", 1),
    ],
)
def test_what_is_left_to_fill_in_is_a_placeholder(markdown: str, count: int) -> None:
    assert measured(markdown).placeholders == count


@pytest.mark.parametrize(
    "markdown",
    [
        "[the guide](https://example.org/guide)",
        "[the guide][guide]\n\n[guide]: https://example.org/guide",
        "- [x] done\n- [ ] open",
        "As in [1], `List[Order]` or an orders[index] holds it.",
        "```json\n[1, ...]\n```",
        "The rules are to be defined by the tenant.",
    ],
)
def test_links_marks_and_code_are_no_placeholders(markdown: str) -> None:
    assert measured(markdown).placeholders == 0


def test_the_template_lacks_no_heading_column_or_label() -> None:
    result = measured(template())
    assert (result.missing_sections, result.missing_subsections, result.missing_columns_and_labels) == (0, 0, 0)


def test_of_an_empty_document_everything_is_missing() -> None:
    result = measured("")
    assert (result.missing_sections, result.missing_subsections) == (14, 46)
    assert (result.artefacts_expected, result.artefacts_missing) == (6, 6)


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("### 1.1 Purpose", "### 1.1 Goal", (0, 1)),
        ("### 1.1 Purpose", "### **1.1 PURPOSE**", (0, 0)),
        ("#### Class/Module Diagram", "", (0, 1)),
        ("#### [Component Name]", "", (0, 0)),
        ("## 2. System Overview", "## System Overview", (1, 0)),
        ("## 14. Appendices", "", (1, 0)),
        ("# Technical Design Document", "```markdown\n# Technical Design Document", (0, 0)),
    ],
)
def test_a_heading_counts_under_its_name(old: str, new: str, missing: tuple[int, int]) -> None:
    result = measured(template().replace(old, new, 1))
    assert (result.missing_sections, result.missing_subsections) == missing


def test_a_part_that_moved_is_missing_once() -> None:
    moved = template().replace("### 1.2 Scope\n", "", 1) + "\n\n### 1.2 Scope\n"
    assert measured(moved).missing_subsections == 1


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("| Role | Name | Responsibilities |", "| Role | Name | Tasks |", 1),
        ("- **Aggregates**:", "- Roots:", 1),
        ("- **Aggregates**:", "- **Aggregates:**", 0),
        ("### 1.3 Stakeholders", "### 1.3 People", 0),
        ("#### Class/Module", f"#### Orders\n{ITEM}\n#### Class/Module", 1),
    ],
)
def test_columns_and_labels_are_looked_for_in_their_part(old: str, new: str, count: int) -> None:
    assert measured(template().replace(old, new, 1)).missing_columns_and_labels == count


def test_a_part_that_does_not_apply_needs_no_columns_and_no_artefact() -> None:
    before = measured("### 6.1 API Endpoints\n\n### 6.2 API Contract\n")
    after = measured("### 6.1 API Endpoints\n\nNot applicable: a job.\n\n### 6.2 API Contract\n\nNot applicable: x.")
    assert before.missing_columns_and_labels - after.missing_columns_and_labels == 5
    assert (before.artefacts_missing, after.artefacts_expected, after.artefacts_missing) == (6, 5, 5)


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        (TABLE + "| Orders | Store, Queue |\n| Store | none |", 1),
        (TABLE + "| Orders | `Store` (over TLS) and Queue |\n| Store | - |\n| Queue | None |", 0),
        (TABLE + "| Orders | none |\n\n### 4.2 Component Details\n\n#### Store\n\n#### Orders", 1),
        (TABLE + "| Orders | none |\n\n### 4.2 Component Details\n\n#### 4.2.1 Component: Orders", 0),
        (code("### 5.2 Database Schema", "sql", "CREATE TABLE a (b INT REFERENCES c (id));"), 1),
        (code("### 5.2 Database Schema", "sql", 'CREATE TABLE s.a (b INT REFERENCES "a" (id)); -- REFERENCES c'), 0),
        ("### 5.1 Data Models\n\n#### Order\n\n- **Relationships**: belongs to Customer (`id`); has many Orders", 1),
        ("### 5.1 Data Models\n\n#### Order\n\n- **Relationships**:\n  - One-to-many with `Item`", 1),
        ("### 5.1 Data Models\n\n#### Order\n\n- **Attributes**: has Customer data", 0),
        (ENDPOINTS + "| `/users` | GET |\n\n" + code("### 6.2 API Contract", "yaml", OPENAPI), 2),
        (ENDPOINTS + "| `GET /orders/` | GET |\n\n" + code("### 6.2 API Contract", "yaml", OPENAPI), 0),
    ],
)
def test_a_name_that_nothing_defines_is_unresolved(markdown: str, count: int) -> None:
    assert measured(markdown).unresolved_names == count


def test_paths_are_compared_below_the_servers_address_and_with_any_parameter_name() -> None:
    contract = OPENAPI.replace("/orders:", "/orders/{id}:") + "servers: [{url: 'https://example.org/v1'}]\n"
    rows = ENDPOINTS + "| /v1/orders/:order | GET |\n\n"
    assert measured(rows + code("### 6.2 API Contract", "yaml", contract)).unresolved_names == 0


@pytest.mark.parametrize(
    ("markdown", "invalid"),
    [
        (code("### 3.1 High-Level Architecture", "mermaid", "flowchart TB\n  a --> b"), 0),
        (code("### 3.1 High-Level Architecture", "mermaid", "flowchart TB\n  a --> --> b["), 1),
        (code("### 3.1 High-Level Architecture", "", "+---+\n| a |\n+---+"), 1),
        (code("#### Class/Module Diagram", "mermaid", "classDiagram\n  class A"), 0),
        (code("### 5.2 Database Schema", "sql", "CREATE TABLE a (b JSONB);"), 0),
        (code("### 5.2 Database Schema", "sql", "CREATE TABLE a (b JSONB"), 1),
        (code("### 5.2 Database Schema", "", "orders: id, total"), 1),
        (code("### 6.2 API Contract", "yaml", OPENAPI), 0),
        (code("### 6.2 API Contract", "yaml", OPENAPI.replace("info", "about")), 1),
        (code("### 6.2 API Contract", "yaml", "a: [b"), 1),
        (code("### 6.2 API Contract", "yaml", OPENAPI.replace("3.1.0", "3.1")), 1),
        (code("### 6.2 API Contract", "yaml", OPENAPI.replace("{description: The orders.}", "{$ref: other.yaml}")), 1),
    ],
)
def test_an_artefact_must_parse(markdown: str, invalid: int) -> None:
    result = measured(markdown)
    assert (result.artefacts_missing, result.artefacts_invalid) == (5, invalid)


@pytest.mark.parametrize(
    "claim",
    [
        "It uses Kafka.",
        "It answers in 20 ms.",
        "It ends on 1 May 2027.",
        "Reviewed by Tom Berg.",
        "See https://example.com/other.",
        "| What | With |\n|---|---|\n| Cache | Redis |",
    ],
)
def test_what_the_brief_does_not_state_is_unsourced(claim: str) -> None:
    assert measured(f"### 2.2 Solution Overview\n\n{claim}").unsourced_specifics == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "### 2.2 Solution Overview\n\nPostgres answers in 0.05 s from June 2026 on, says Ana Ruiz in JSON.",
        "### 2.2 Solution Overview\n\nIt uses Kafka (assumed), **Redis** (assumed), MySQL 8 (assumed). Kafka is fast.",
        "### 1.4 Definitions, Acronyms and Abbreviations\n\n| Term | Definition |\n|---|---|\n| Kafka | A broker |",
        "## 13. Decisions & Alternatives\n\n| Decision | Alternatives Considered |\n|---|---|\n| Store | MySQL |",
        "### A. Architecture Decision Records (ADRs)\n\n- **Alternatives considered**: MySQL, 20 ms",
        "### 2.2 Solution Overview\n\n**Assumptions**\n\n- 2.2: Kafka",
        "### 2.2 Solution Overview\n\n```\nkafka in 20 ms\n```",
        "### 6.3 Error Handling\n\n| Error Code |\n|---|\n| 404 Not Found |",
        "## Document Information\n\n- **Date**: 2027-05-01\n\n### E. Change Log\n\n- 2027-05-01: first draft",
        "### 2.2 Solution Overview\n\nSee [below](#22-solution-overview).",
    ],
)
def test_what_has_a_source_or_a_mark_or_claims_nothing_is_not_unsourced(markdown: str) -> None:
    assert measured(markdown).unsourced_specifics == 0


def test_a_mark_holds_for_its_part_alone() -> None:
    result = measured("### 2.1 Problem Statement\n\nKafka (assumed).\n\n### 2.2 Solution Overview\n\nKafka. Kafka.")
    assert (result.assumed_specifics, result.unsourced_specifics) == (1, 1)


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        (f"## 1. Introduction\n\n{SENTENCE}\n\n## 2. System Overview\n\nNew. {SENTENCE}", 1),
        (f"## 1. Introduction\n\n- **Scope**: {SENTENCE}\n\n## 2. System Overview\n\n{SENTENCE}", 1),
        (f"## 1. Introduction\n\n{SENTENCE}\n\n{SENTENCE}", 0),
        ("## 1. Introduction\n\nIt is short.\n\n## 2. System Overview\n\nIt is short.", 0),
    ],
)
def test_a_long_sentence_in_two_sections_is_repeated(markdown: str, count: int) -> None:
    assert measured(markdown).repeated_sentences == count


def test_words_are_counted_outside_code() -> None:
    assert measured("# One two\n\nthree `four`\n\n```\nfive\n```\n").words == 4

import pytest

from drafter.facts import cut, title


def words(text: str) -> list[str]:
    return [statement.text for statement in cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two follows! Is three?", ["One is here.", "Two follows!", "Is three?"]),
        ("Use a queue, e.g. Kafka. Done.", ["Use a queue, e.g. Kafka.", "Done."]),
        (
            "Dr. Ruiz owns v1.2 of it. Python 3.12 runs it.",
            ["Dr. Ruiz owns v1.2 of it.", "Python 3.12 runs it."],
        ),
        ("See No. 5 first. No. We do not.", ["See No. 5 first.", "No.", "We do not."]),
        ("It takes 5 min. The rest waits.", ["It takes 5 min.", "The rest waits."]),
        ("Ab dem 3. März läuft es. Danach nicht.", ["Ab dem 3. März läuft es.", "Danach nicht."]),
        ("See https://a.example/b.c?d=e. Then stop.", ["See https://a.example/b.c?d=e.", "Then stop."]),
        ("我们需要数据库。响应要快！好吗？", ["我们需要数据库。", "响应要快！", "好吗？"]),
        (
            "It prints the logs. logrotate does not. `x` does.",
            ["It prints the logs.", "logrotate does not.", "`x` does."],
        ),
        ("Pipes, files etc. are fine.", ["Pipes, files etc. are fine."]),
        ("A line that\nwraps here.", ["A line that wraps here."]),
        ("Owner: Ana\nReviewer: Bo", ["Owner: Ana", "Reviewer: Bo"]),
    ],
)
def test_prose_is_cut_at_the_ends_of_sentences(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_list_item_is_a_statement_without_its_marker() -> None:
    assert words("- **fast** and _small_\n1. [docs](https://x.example)\n- [ ] to do\n") == [
        "fast and small",
        "docs",
        "to do",
    ]


def test_a_table_row_reads_as_headers_with_cells() -> None:
    text = "| What | Target |\n|--|--|\n| Latency | **50 ms** |\n| Empty | |\n"
    assert words(text) == ["Latency: 50 ms", "Empty"]


def test_a_fence_is_one_statement_and_an_empty_one_none() -> None:
    text = "```\nGET /a. B.\n```\n\n```\n\n```\n"
    (statement,) = cut(text)
    assert statement.text == "GET /a. B."
    assert text[statement.start : statement.end].startswith("```")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Goals\n\nFast.", "Goals"),
        ("Goals\n=====\n\nFast.", "Goals"),
        ("# A\n## B *c*\nFast.", "B c"),
        ("**Goals**\n\nFast.", "Goals"),
        ("# A\n\nNon-goals:\n\n- Fast.", "Non-goals"),
        ("Fast.", ""),
    ],
)
def test_a_statement_knows_the_nearest_heading(text: str, heading: str) -> None:
    (statement,) = cut(text)
    assert (statement.text, statement.heading) == ("Fast.", heading)


def test_the_heading_of_a_list_ends_with_the_list() -> None:
    assert [s.heading for s in cut("# A\n\nGoals:\n- Fast.\n\nAfter.")] == ["Goals", "A"]


def test_statements_are_numbered_and_say_their_line_with_any_line_end() -> None:
    statements = cut("# A\r\n\r\nOne.\r\n- two\r\n")
    assert [(s.id, s.line) for s in statements] == [("S1", 3), ("S2", 4)]


def test_a_yaml_brief_becomes_its_leaves_under_their_keys() -> None:
    text = (
        "title: Links\ntargets:\n  latency: 50 ms\ngoals:\n  - fast\npeople:\n  - name: Bo\n    role: lead\n"
        "about: |\n  One is. Two is.\n"
    )
    assert [(s.heading, s.text) for s in cut(text)] == [
        ("", "title: Links"),
        ("targets", "latency: 50 ms"),
        ("goals", "fast"),
        ("people", "name: Bo; role: lead"),
        ("about", "One is."),
        ("about", "Two is."),
    ]


@pytest.mark.parametrize(
    "text", ["Note: this is prose.", "# A\n\n## B\nkey: value\nother: value", "key: a\nprose here"]
)
def test_prose_with_colons_is_not_yaml(text: str) -> None:
    assert all(s.heading in {"", "B"} for s in cut(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Intro.\n\n## The *thing*", "The thing"),
        ("title: Links\ngoal: fast", "Links"),
        ("Make an app that lends drills to all of the neighbours.", "Make an app that lends drills to all…"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_heading_or_the_first_words(text: str, expected: str) -> None:
    assert title(text) == expected

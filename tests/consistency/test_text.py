"""Faults of running text: what fires, what stays silent, and what is mended without asking."""

from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, StringConstraints

from drafter.consistency.text import SeenSentences, sentences, text_faults, tidied
from drafter.document.answer import Answer, Identifier, Line, Passage, Phrase

Code = Annotated[str, StringConstraints(max_length=2000)]
ELSEWHERE = "The Loan API refuses a loan of a broken tool."


class Form(Answer):
    phrase: Phrase = ""
    line: Line = Field(default="", description="What does the component do to lend a tool?")
    other: Line = ""
    passage: Passage = ""
    another: Passage = ""
    lines: tuple[Line, ...] = ()
    name: Identifier = "name"
    code: Code = ""
    free: str = ""


def seen(*texts: str) -> SeenSentences:
    sentences_seen = SeenSentences()
    for text in texts:
        sentences_seen.add(text, "section 4")
    return sentences_seen


def problems(data: dict[str, Any], *elsewhere: str) -> list[tuple[str, str]]:
    return [(fault.place, fault.problem) for fault in text_faults(Form, data, seen(*elsewhere))]


ONE_CLAUSE = ("The Loan API asks the member for the " + "very " * 40)[:160]
LONG = "The Loan API " + "checks the tool and the member " * 4 + "and then it w"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"line": "The API calls [service name] for it."}, "it holds the placeholder '[service name]'"),
        ({"line": "The API calls <service name> for it."}, "it holds the placeholder '<service name>'"),
        ({"line": "The API calls {{service}} for it."}, "it holds the placeholder '{{'"),
        ({"line": "The way of the data is TBD."}, "it holds the placeholder 'TBD'"),
        ({"line": "TODO: say what it does."}, "it holds the placeholder 'TODO'"),
        ({"line": "Lorem ipsum dolor sit amet."}, "it holds the placeholder 'Lorem ipsum'"),
        ({"line": "It lends tools, drills, …."}, "it holds the placeholder '…'"),
        ({"line": "It lends tools, drills, ...."}, "it holds the placeholder '...'"),
        ({"line": "Put your text here and go on."}, "it holds the placeholder 'your text here'"),
        ({"phrase": "insert name here"}, "it holds the placeholder 'insert name here'"),
        ({"line": "As an AI, I cannot know the tools."}, "it speaks about the request, not about the system"),
        ({"line": "It answers what the prompt above asks."}, "it speaks about the request, not about the system"),
        (
            {"line": "What does the component do to lend a tool?"},
            "it only repeats the description of the field",
        ),
        (
            {"line": "what does this component do to lend a tool."},
            "it only repeats the description of the field",
        ),
        ({"line": "Mehmet Yıldız Öztürk."}, "it is a name, not a sentence"),
        ({"line": "The API does these things:"}, "it announces something that does not follow"),
        ({"phrase": "tools, drills,"}, "it announces something that does not follow"),
        ({"phrase": "x" * 79}, "it is too long; write at most five words"),
        ({"line": LONG}, "it is too long; write at most 17 words"),
        ({"passage": "The tool is lent to members and"}, "it is too long; write at most 46 words"),
    ],
)
def test_a_text_that_says_nothing_usable_is_a_fault(data: dict[str, Any], problem: str) -> None:
    assert problems(data) == [(next(iter(data)), problem)]


@pytest.mark.parametrize(
    "data",
    [
        {"line": "The todo list of a member holds the tools to return."},
        {"line": "Members keep a TODO list of tools."},
        {"line": "The ratio is a < b, and then c > d."},
        {"line": "It lends tools: drills, saws and planes."},
        {"line": "Who lends the tool?"},
        {"line": "“It lends the tool.”"},
        {"line": "It calls `lend()`."},
        {"line": "工具借给会员。"},
        {"phrase": "five good words for it"},
        {"phrase": "x" * 78},
        {"line": "Put the drill here and return it."},
        {"passage": ELSEWHERE},
        {"passage": "It lends. It lends. It lends."},
        {"lines": [ELSEWHERE, ELSEWHERE]},
        {"line": ELSEWHERE, "other": ELSEWHERE},
        {"name": "TODO"},
        {"code": "x = [1, 2, ...]\nTODO"},
        {"free": "no limit, no rules: TODO"},
    ],
)
def test_a_text_that_says_something_is_no_fault(data: dict[str, Any]) -> None:
    assert problems(data) == []


@pytest.mark.parametrize(
    "text",
    [ELSEWHERE, "the loan api refuses a loan of a broken tool!", f"Tools are lent. {ELSEWHERE}"],
    ids=["word for word", "in another dress", "behind another sentence"],
)
@pytest.mark.parametrize("field", ["line", "passage"])
def test_what_another_part_says_already_is_a_fault(field: str, text: str) -> None:
    ((place, problem),) = problems({field: text}, ELSEWHERE)
    assert place == field
    assert problem.endswith("stands already in section 4")


def test_a_passage_that_another_passage_of_the_answer_says_is_a_fault_of_the_second() -> None:
    ((place, problem),) = problems({"passage": ELSEWHERE, "another": ELSEWHERE})
    assert (place, problem) == ("another", f"{ELSEWHERE!r} stands already above")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("It lends the tool to the member, as.", "it breaks off within a sentence"),
        ("It lends the tool, which the member depends on.", ""),
        (f"{LONG.ljust(157, 'e')}.", "it is too long; write at most 17 words"),
    ],
)
def test_a_sentence_that_the_model_closed_at_its_limit_is_faulty(text: str, problem: str) -> None:
    assert problems({"line": text}) == ([("line", problem)] if problem else [])


def test_a_text_that_ends_as_a_cut_one_does_loses_the_same_words() -> None:
    cut = f"{'It writes the lists and mails them, '.ljust(149, 'x')} to the tre"
    data = {"line": cut, "other": "It keeps the lists of the members, and the mail to the tre"}
    assert tidied(Form, data, seen())["other"] == "It keeps the lists of the members."
    assert tidied(Form, data | {"line": "It ends."}, seen())["other"].endswith(" to the tre.")


def test_a_short_sentence_may_stand_everywhere() -> None:
    assert problems({"passage": "It lends the tools now."}, "It lends the tools now.") == []


def test_looking_for_faults_does_not_remember_the_text() -> None:
    known = seen()
    assert text_faults(Form, {"passage": ELSEWHERE}, known) == []
    assert text_faults(Form, {"passage": ELSEWHERE}, known) == []


def test_a_text_has_one_fault_with_what_was_written() -> None:
    (fault,) = text_faults(Form, {"lines": ["All good here.", "TBD, TODO and as an AI:"]}, seen())
    assert (fault.path, fault.written) == (("lines", 1), "TBD, TODO and as an AI:")


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("line", "It lends\n  the  tool.", "It lends the tool."),
        ("line", "It **lends** the tool.", "It lends the tool."),
        ("line", "It lends the tool", "It lends the tool."),
        ("line", "It calls `lend`", "It calls `lend`."),
        ("line", "Who lends the tool?", "Who lends the tool?"),
        ("line", "It does these things:", "It does these things:"),
        ("line", "工具借给会员。", "工具借给会员。"),
        ("line", "", ""),
        ("phrase", "Lent tools.", "Lent tools"),
        ("phrase", "lent\ntools", "lent tools"),
        ("line", f"The tool is lent. {LONG[:140]}", "The tool is lent."),
        ("line", "The tool is lent. The availabil", "The tool is lent."),
        ("line", LONG[:160].ljust(160, "x"), f"{LONG[:150].rpartition(' and ')[0]}."),
        ("line", ONE_CLAUSE, ONE_CLAUSE),
        ("code", "a = 1.\nb = 2", "a = 1.\nb = 2"),
        ("code", "a  **  b", "a  **  b"),
        ("free", "Any text.\nAt all", "Any text.\nAt all"),
        ("name", "a_name.", "a_name."),
        ("passage", f"It lends the tool. {ELSEWHERE}", "It lends the tool."),
        ("passage", ELSEWHERE, ELSEWHERE),
    ],
    ids=[
        "line ends", "bold", "no full stop", "code at the end", "a question", "a colon", "Chinese", "empty",
        "a phrase's full stop", "a phrase's line end", "the cut sentence", "no end",
        "one cut sentence", "one cut clause",
        "lines of code",
        "stars in code", "text without a limit", "a pattern", "a sentence known elsewhere",
        "the only sentence, known elsewhere",
    ],
)  # fmt: skip
def test_tidying_mends(field: str, before: str, after: str) -> None:
    assert tidied(Form, {field: before}, seen(ELSEWHERE)) == {field: after}


def test_a_sentence_of_the_same_answer_is_said_once() -> None:
    data = {"passage": f"It lends the tool. {ELSEWHERE}", "another": f"{ELSEWHERE} It takes it back."}
    assert tidied(Form, data, seen()) == {**data, "another": "It takes it back."}


words = st.lists(st.sampled_from(("tool", "loan", "API", "lends", "`x`", "**", "\n", ".", "?", ":")), max_size=12)


@given(words.map(" ".join), words.map(" ".join))
@settings(max_examples=50, deadline=None)
def test_tidying_twice_changes_nothing_more(line: str, passage: str) -> None:
    once = tidied(Form, {"line": line, "passage": passage}, seen(ELSEWHERE))
    assert tidied(Form, once, seen(ELSEWHERE)) == once


@pytest.mark.parametrize("data", [{}, {"line": None}, {"line": 4}, {"lines": "text"}, {"unknown": "text"}])
def test_data_of_another_form_is_left_to_validation(data: dict[str, Any]) -> None:
    assert tidied(Form, data, seen()) == data
    assert problems(data) == []


def test_sentences_are_those_that_are_long_enough_to_be_a_repetition() -> None:
    text = "It lends tools. The Loan API lends a tool to members! Is this one also long enough? 工具借给会员。 No."
    assert sentences(text) == ["The Loan API lends a tool to members!", "Is this one also long enough?"]


def test_the_first_place_of_a_sentence_is_remembered() -> None:
    known = seen(ELSEWHERE)
    known.add(ELSEWHERE, "section 9")
    assert known.where(ELSEWHERE.upper()) == "section 4"
    assert known.where("Something else that nobody has said.") == ""

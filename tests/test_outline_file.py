"""The outline as YAML: what is written reads back, and what a person gets wrong is shown where it stands."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.document.brief import Brief, Statement
from drafter.document.outline import Conflict, Decision, NotApplicable, Outline, Question, Target
from drafter.errors import InputError
from drafter.outline_file import from_yaml, to_yaml
from tests.derive.strategies import names, outlines

MINIMAL = """\
title: Shop
kind: web service
interfaces: [http]
storage: none
components:
  - name: API
    kind: service
    responsibility: Answers
  - name: Cache
    kind: cache
    responsibility: Remembers
    depends_on: [API]
"""
HOSTILE_BRIEF = Brief(
    name="brief.md",
    title="Brief",
    text="",
    statements=tuple(
        Statement(id=f"S{number}", text=text, start=0, end=0, line=1)
        for number, text in enumerate(
            ("At most 50 ms.", "a\nkind: x", "\u2028# \x1b[31m\u202e", "word " * 90, 'the "API": #1'), 1
        )
    ),
)
ids = st.sampled_from(("", "S1", "S2", "S3", "S4", "S5", "S99"))
texts = names | st.just("") | st.sampled_from(("a: b", "a #b", "a:", ": a", " a ", "50 ms", "5.2", "A\r\nB"))


@st.composite
def whole_outlines(draw: st.DrawFn) -> Outline:
    """Outlines with something in each block."""
    lists = st.lists(texts, max_size=3).map(tuple)
    blocks = {
        "interfaces": draw(st.lists(st.sampled_from(("http", "events", "files")), max_size=2).map(tuple)),
        "targets": draw(st.lists(st.builds(Target, name=texts, statement=ids, quantity=texts), max_size=2)),
        "decisions": draw(st.lists(st.builds(Decision, alternatives=lists, source=ids), max_size=2)),
        "not_applicable": draw(st.lists(st.builds(NotApplicable, part=st.just("5.2")), max_size=1)),
        "conflicts": draw(st.lists(st.builds(Conflict, first=ids, second=ids, about=texts), max_size=2)),
        "questions": draw(st.lists(st.builds(Question, text=texts, options=lists), max_size=2)),
        "environments": draw(st.lists(texts, max_size=3, unique_by=str.casefold).map(tuple)),
    }
    return Outline.model_validate(draw(outlines()).model_dump() | blocks)


@settings(max_examples=40, deadline=None)
@given(outline=whole_outlines(), brief=st.sampled_from((None, HOSTILE_BRIEF)))
def test_what_is_written_reads_back(outline: Outline, brief: Brief | None) -> None:
    text = to_yaml(outline, brief)
    assert from_yaml(text, "outline.yaml") == outline
    assert text.replace("\n", "").isprintable()


def test_statements_are_quoted_above_what_comes_from_them() -> None:
    outline = from_yaml(MINIMAL, "outline.yaml")
    sourced = outline.components[0].model_copy(update={"source": "S1"})
    text = to_yaml(
        outline.model_copy(
            update={
                "components": (sourced,),
                "conflicts": (Conflict(first="S1", second="S4", about="50 ms"),),
                "targets": (Target(name="a", quality="latency", quantity="b", statement="S1", text="At most 50 ms."),),
            }
        ),
        HOSTILE_BRIEF,
    )
    assert '  # S1: "At most 50 ms."\n  - name: API\n' in text
    assert "    source: S1\n" in text
    assert '  # S1: "At most 50 ms."\n  # S4: "word word' in text
    assert 'word …"\n  - first: S1\n    second: S4\n' in text
    assert "statement of the brief" in text
    assert text.count("At most 50 ms.") == 3, "a target's own text is its quotation"
    assert max(map(len, text.splitlines())) <= 110


def test_file_says_what_a_person_may_write() -> None:
    text = to_yaml(from_yaml(MINIMAL, "outline.yaml"), None)
    assert text.startswith("# The outline of the document")
    for key in Outline.model_fields:
        assert f"\n{key}:" in text or f"\n# {key}: " in text or f"\n#   {key} (" in text
    assert "# One of: relational, document, key-value, files, none.\nstorage: none\n" in text
    assert "# kind: interface, service, worker," in text
    assert "    depends_on: [API]\n" in text
    assert "technology" not in text.split("\ncomponents:")[1].split("\n\n")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Shop", "title: 1.10"),
        ("title: Shop", "title: yes"),
        ("title: Shop", "title: 2026-01-02"),
        ("title: Shop", "title: >-\n  Shop\n  and more"),
        ("title: Shop", "\ufefftitle: 'Shop'"),
        ("interfaces: [http]", "interfaces:\n- http\n- files"),
        ("interfaces: [http]", "interfaces: []\nroles:\nentities: ~\nsql_dialect: null"),
        ("    depends_on: [API]\n", "    depends_on:\n      - API\n    technology:\n"),
        ("\n", "\r\n"),
        ("Answers", "Answers {all} $of 100% it"),
    ],
)
def test_hand_edit_is_read_as_it_is_meant(before: str, after: str) -> None:
    assert before in MINIMAL
    assert from_yaml(MINIMAL.replace(before, after), "outline.yaml").components[0].name == "API"


def test_everything_is_text_whatever_yaml_would_make_of_it() -> None:
    edited = MINIMAL.replace("title: Shop", "title: 1.10").replace("Answers", "yes")
    outline = from_yaml(edited, "outline.yaml")
    assert (outline.title, outline.components[0].responsibility) == ("1.10", "yes")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("[API]", "[APU]", "12:18: components[1].depends_on: 'APU' is no component; did you mean 'API'?"),
        ("[API]", "[api]", "12:18: components[1].depends_on: 'api' is no component; did you mean 'API'?"),
        ("[API]", "[Cache]", "12:18: components[1].depends_on: 'Cache' depends on itself"),
        ("[API]", "['']", "12:18: components[1].depends_on: '' is no component"),
        (
            "[API]",
            "API",
            "12:17: components[1].depends_on: should be a list, not text; write depends_on: [API]",
        ),
        ("[API]", "[[API]]", "12:18: components[1].depends_on[0]: should be text, not a list"),
        (
            "depends_on",
            "depend_on",
            "12:5: components[1].depend_on: there is no such key; did you mean 'depends_on'?",
        ),
        ("name: Cache", "name: api", "9:11: components[1]: the component 'api' is listed twice"),
        ("name: Cache", "name: {a: b}", "9:11: components[1].name: should be text, not keys with values"),
        (
            "kind: cache",
            "kind: cash",
            "10:11: components[1].kind: 'cash' is none of interface, service, worker,",
        ),
        ("kind: cache", "kind: cash", "external system; did you mean 'cache'?"),
        ("    kind: cache\n", "", "9:5: components[1].kind: is missing; one of interface, service,"),
        ("kind: cache", "kind:", "10:5: components[1].kind: is missing; one of"),
        (
            "kind: cache",
            "kind: cache\n    name: Cache",
            "11:5: components[1].name: is given twice, first on line 9",
        ),
        ("storage: none", "storage: none\nzzz: a", "5:1: zzz: there is no such key; there are title, kind,"),
        (
            "storage: none",
            "storage: none\nrole: []",
            "5:1: role: there is no such key; did you mean 'roles'?",
        ),
        ("[http]", "[htp]", "3:14: interfaces[0]: 'htp' is none of http, events,"),
        (
            "storage: none",
            "storage: none\nenvironments: [a, A]",
            "5:19: environments[1]: the environment 'A'",
        ),
        (
            "storage: none",
            "storage: none\nentities: [{name: '', description: a}]",
            "5:19: entities[0].name: String",
        ),
        ("storage: none", "storage: none\nroles: [x]", "5:9: roles[0]: should be keys with values, not text"),
        (
            "storage: none",
            "storage: none\nroles: {a: b}",
            "5:8: roles: should be a list, not keys with values",
        ),
        (
            "storage: none",
            "storage: none\nnot_applicable:\n- {part: 15, reason: no}",
            "6:10: not_applicable[0].part: '15' is no part of the template",
        ),
        (
            "storage: none",
            "storage: none\noperations:\n- {name: a, kind: http, summary: b, component: API, entity: Ordr}",
            "6:61: operations[0].entity: 'Ordr' is no entity",
        ),
        (
            "storage: none",
            "storage: none\noperations:\n- {name: a, kind: http, summary: b, component: Cash}",
            "6:48: operations[0].component: 'Cash' is no component; did you mean 'Cache'?",
        ),
        ("storage: none", 'storage: none\n"a\\e[31m": b', r"5:1: 'a\x1b[31m': there is no such key"),
        ("Answers", "Answers: all", "8:28: mapping values are not allowed here"),
        ("Answers", "@all", "8:21: found character '@' that cannot start any token"),
        ("Answers", "a\x00b", "8:22: the character U+0000 is not allowed"),
        ("Answers", '"\\ud800"', "8:21: half of a surrogate pair is no character"),
        ("Answers", '"\\UFFFFFFFF"', "8:5: this is no YAML from here on"),
        ("Answers", "&a b", "8:21: anchors and aliases (& and *) are not allowed"),
        ("Answers", "*a", "8:21: anchors and aliases (& and *) are not allowed"),
        ("Answers", "!!python/object/apply:os.system [false]", "8:21: tags (!) are not allowed"),
        ("title: Shop", "? [title]\n: Shop", "1:3: a key must be a word"),
        ("title: Shop", "title: Shop\n---", "2:1: a second document starts here"),
        ("title: Shop", "%YAML 1.99999999999\n---\ntitle: Shop", ": this is no YAML from here on"),
    ],
)
def test_fault_is_shown_where_it_stands(before: str, after: str, fault: str) -> None:
    assert before in MINIMAL
    with pytest.raises(InputError) as raised:
        from_yaml(MINIMAL.replace(before, after, 1), "outline.yaml")
    message = str(raised.value)
    assert len(message.splitlines()) == 1
    assert message.startswith("outline.yaml:")
    assert fault in message
    assert message.isprintable()
    assert raised.value.hint


def test_first_faults_are_shown_in_the_order_of_the_file() -> None:
    wrong = "".join(f"x{number}: a\n" for number in range(20))
    with pytest.raises(InputError) as raised:
        from_yaml(MINIMAL + wrong, "outline.yaml")
    lines = str(raised.value).splitlines()
    assert [line.split(": ")[0] for line in lines[:7]] == [f"outline.yaml:{13 + n}:1" for n in range(7)]
    assert lines[7:] == ["outline.yaml: and 13 more"]


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n", "null\n"])
def test_empty_file_is_called_empty(text: str) -> None:
    with pytest.raises(InputError, match=r"^outline.yaml: the outline is empty$"):
        from_yaml(text, "outline.yaml")


@pytest.mark.parametrize("text", ["text", "[a]", "- a\n- b\n"])
def test_file_without_keys_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^outline.yaml:1:1: should be keys with values, not (text|a list)$"):
        from_yaml(text, "outline.yaml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 500_000, "nested more than 16 deep"),
        ("- " * 5_000, "nested more than 16 deep"),
        ("{a: " * 5_000, "nested more than 16 deep"),
        ("a:\n" + "- b\n" * 50_000, "more than 10,000 values"),
        ("environments:\n" + "".join(f"- e{n}\n" for n in range(9_900)), "is missing"),
        ("a" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_bomb_is_refused_within_seconds(text: str, why: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError, match=why):
        from_yaml(text, "outline.yaml")
    assert time.process_time() - started < 5

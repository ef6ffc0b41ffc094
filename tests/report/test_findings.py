"""Findings in each form: valid by its schema, with the places that it wants, and harmless."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.checking import fingerprinted, place
from drafter.document.finding import BrokenRule, Finding
from drafter.document.page import Page, Text
from drafter.markdown.parse import parse
from drafter.report.checked import Checked
from drafter.report.github import as_github
from drafter.report.json import as_json
from drafter.report.rdjson import as_rdjson
from drafter.report.sarif import as_sarif
from drafter.report.text import as_text, summary

SCHEMAS = Path(__file__).parent / "schemas"
HOSTILE = "evil\x1b]0;owned\x07\u202e\x9b31m\r\n::error::x%0A [link](1) \u2028{0}"
TEXT = f"# Größe 𐐀\n\nEin 𐐀 Übel.\n\nZwei\nZeilen {HOSTILE}\n"


def sarif(results: Sequence[Checked]) -> str:
    return as_sarif(results, CATALOGUE)


FORMS: dict[str, Callable[[Sequence[Checked]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": sarif,
    "rdjson": as_rdjson,
    "github": as_github,
}


def checked(name: str = "docs/tdd.md", message: str = "a and b differ") -> Checked:
    page = parse(TEXT, name)
    places = [at(page, words) for words in ("Übel", "Zwei\nZeilen", "Größe")]
    finding = Finding(
        code="REF101", severity="error", message=message, place=place(page, places[0]), fingerprint="",
        related=tuple(place(page, text) for text in places[1:]),
    )  # fmt: skip
    note = replace(finding, code="STR104", severity="note", place=place(page, places[1]))
    return Checked(page, fingerprinted([finding, note]))


def at(page: Page, words: str) -> Text:
    return Text(words, words, page.text.index(words))


def loaded(text: str) -> Any:
    return json.loads(text)


def is_valid(data: object, schema: str) -> None:
    jsonschema.Draft4Validator(loaded((SCHEMAS / schema).read_text("utf-8"))).validate(data)


BROKEN = BrokenRule(code="STR101", error=f"KeyError: {HOSTILE}", traceback="")


@pytest.mark.parametrize(("form", "schema"), [("sarif", "sarif-2.1.0"), ("rdjson", "rdjson")])
@pytest.mark.parametrize(
    "results",
    [
        [], [Checked(parse(TEXT, "a.md"), ())], [checked(), checked("zwölf [1] %.md", HOSTILE)], [checked("-")],
        [Checked(parse(TEXT, "a.md"), (), broken=(BROKEN,))],
    ],
    ids=["none", "clean", "two", "standard input", "a rule that failed"],
)  # fmt: skip
def test_a_report_is_valid(form: str, schema: str, results: Sequence[Checked]) -> None:
    is_valid(loaded(FORMS[form](results)), f"{schema}.schema.json")


def test_the_schemas_refuse_what_is_wrong() -> None:
    for form, schema in (("sarif", "sarif-2.1.0"), ("rdjson", "rdjson")):
        data = loaded(FORMS[form]([checked()])) | {"unknown": 1}
        with pytest.raises(jsonschema.ValidationError):
            is_valid(data, f"{schema}.schema.json")


@pytest.mark.parametrize("form", FORMS)
def test_no_text_or_name_controls_a_terminal(form: str) -> None:
    written = FORMS[form]([checked(f"{HOSTILE}\udcff.md".replace("/", ""), HOSTILE)])
    assert written.encode()
    assert [char for char in written if not (char.isprintable() or char == "\n")] == []


def test_people_read_the_place_the_words_and_what_they_contradict() -> None:
    assert as_text([checked()]).splitlines()[:4] == [
        "docs/tdd.md:3:7 REF101 error: a and b differ",
        "  “Übel”",
        "  also line 5: “Zwei Zeilen”",
        "  also line 1: “Größe”",
    ]


def test_colours_are_for_the_code_alone() -> None:
    first = as_text([checked(message=HOSTILE)], colour=True).splitlines()[0]
    assert re.findall(r"\x1b\[[\d;]*m", first) == ["\x1b[1;31m", "\x1b[0m"]
    assert first.startswith("docs/tdd.md:3:7 \x1b[1;31mREF101 error\x1b[0m: evil")


def test_a_document_and_all_of_them_are_summed_up() -> None:
    clean = Checked(parse(TEXT, "a.md"), (), suppressed=2, known=1)
    assert summary([clean]) == ["a.md: no findings (2 suppressed, 1 known)"]
    assert summary([clean, checked("-")]) == [
        "a.md: no findings (2 suppressed, 1 known)",
        "standard input: 1 error, 1 note",
        "2 documents: 1 error, 1 note (2 suppressed, 1 known)",
    ]


def test_json_counts_columns_in_characters_and_ends_behind_the_words() -> None:
    whole = loaded(as_json([checked()]))
    finding, note = whole["files"][0]["findings"]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (3, 7, 3, 11)
    assert (note["line"], note["column"], note["end_line"], note["end_column"]) == (5, 1, 6, 7)
    assert whole["summary"] == {"error": 1, "warning": 0, "note": 1, "suppressed": 0, "known": 0}
    assert set(finding) == {
        "code", "severity", "message", "file", "line", "column", "end_line", "end_column", "part", "quote",
        "fingerprint", "judged", "related",
    }  # fmt: skip
    assert set(finding["related"][0]) == {"line", "column", "end_line", "end_column", "part", "quote"}


def test_rdjson_counts_columns_in_bytes_of_utf_8() -> None:
    finding, note = loaded(as_rdjson([checked()]))["diagnostics"]
    assert finding["location"]["range"] == {"start": {"line": 3, "column": 10}, "end": {"line": 3, "column": 15}}
    assert note["location"]["range"] == {"start": {"line": 5, "column": 1}, "end": {"line": 6, "column": 7}}
    assert finding["message"] == "a and b differ; also line 5: “Zwei Zeilen”; also line 1: “Größe”"


def test_sarif_names_the_rule_the_words_and_what_stays_when_lines_move() -> None:
    result = checked("docs/zwölf tdd.md", "see [here](1)")
    run = loaded(sarif([result]))["runs"][0]
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 7, 3, 11)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "REF101"
    assert first["partialFingerprints"] == {"drafter/v1": result.findings[0].fingerprint}
    assert run["artifacts"][0]["location"]["uri"] == "docs/zw%C3%B6lf%20tdd.md"
    assert first["message"]["text"] == "see \\[here\\](1)"
    assert len(first["relatedLocations"]) == 2


@pytest.mark.parametrize(
    ("name", "uri"),
    [("/a b/c.md", "file:///a%20b/c.md"), ("a:b.md", "a%3Ab.md"), ("\udcff.md", "%FF.md"), ("a\\b.md", "a/b.md")],
)
def test_a_name_becomes_a_uri(name: str, uri: str) -> None:
    assert loaded(sarif([checked(name)]))["runs"][0]["artifacts"][0]["location"]["uri"] == uri


def test_github_reads_one_command_a_finding_whatever_the_texts_say() -> None:
    lines = as_github([checked("a,b:c%\n.md", HOSTILE)]).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25 .md,line=3,endLine=3,title=REF101,col=7,endColumn=11::evil")
    assert "%250A" in lines[0]
    assert lines[1].startswith("::notice file=a%2Cb%3Ac%25 .md,line=5,endLine=6,title=STR104::")

"""A pattern that is compiled at its first use does what the compiled one does."""

import re

import pytest

from drafter.patterns import any_of, regex

SOURCE, FLAGS = r"(?P<letter>[a-c])(\d)", re.IGNORECASE
TEXT = "a1 B2 d3"


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"])
@pytest.mark.parametrize("text", [TEXT, "c3", "nothing"])
def test_each_method_finds_the_same(method: str, text: str) -> None:
    arguments = ("-", text) if method.startswith("sub") else (text,)
    found = getattr(regex(SOURCE, FLAGS), method)(*arguments)
    known = getattr(re.compile(SOURCE, FLAGS), method)(*arguments)
    if method == "finditer":
        found, known = [match.span() for match in found], [match.span() for match in known]
    assert str(found) == str(known)


def test_nothing_is_compiled_before_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compiled = re.compile(SOURCE)

    def compile_(pattern: str, _flags: int) -> re.Pattern[str]:
        asked.append(pattern)
        return compiled

    monkeypatch.setattr(re, "compile", compile_)
    pattern = regex(SOURCE)
    assert (pattern.pattern, pattern.flags, asked) == (SOURCE, 0, [])
    for _ in range(3):
        assert pattern.search(TEXT)
    assert pattern.groups == 2
    assert pattern.groupindex == {"letter": 1}
    assert asked[:1] == [SOURCE]


def test_after_the_first_use_the_methods_are_those_of_the_compiled_pattern() -> None:
    pattern = regex(SOURCE)
    pattern.match(TEXT)
    assert pattern.search is pattern.search
    assert pattern.search.__self__ == re.compile(SOURCE)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "names",
    [["Service", "Server"], ["Pi 4", "Job"], ["(Beta)", "C++"], ["Redirect Service", "Redirect", "redirect"]],
)
def test_names_are_found_as_alternatives_find_them(names: list[str]) -> None:
    text = "Services and a Pi 4 Server. PiService, xC++ C++ (Beta) a(Beta) Redirect  Service redirect Redirect Job"
    joined = (r"\s+".join(map(re.escape, name.split())) for name in names)
    known = re.compile(rf"(?<!\w)(?:{'|'.join(joined)})")
    found = re.compile(any_of(names, r"\s+"))
    assert [match.span() for match in found.finditer(text)] == [match.span() for match in known.finditer(text)]

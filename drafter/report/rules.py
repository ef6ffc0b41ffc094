"""What the rules mean: for the terminal, for programs, and as a page of the documentation."""

from collections.abc import Iterator, Sequence

from drafter.consistency.rule import FAMILIES, Rule
from drafter.report.data import json_text

__all__ = ["explained", "rules_as_json", "rules_as_markdown", "rules_as_text"]


def rules_as_text(rules: Sequence[Rule]) -> str:
    """Return a line for each rule, below its family's."""
    width = max(len(rule.name) for rule in rules)
    lines = []
    for letters, family, found in _by_family(rules):
        lines.append(f"{letters}  {family}")
        lines += [f"  {rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.summary}" for rule in found]
    return "\n".join(lines) + "\n"


def rules_as_json(rules: Sequence[Rule]) -> str:
    """Return all that is known of the rules as JSON."""
    return json_text({
        "version": 1,
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severity,
                "needs_brief": rule.needs_brief,
                "needs_template": rule.needs_template,
                "summary": rule.summary,
                "explanation": rule.explanation,
            }
            for rule in rules
        ],
    })  # fmt: skip


def explained(rule: Rule) -> str:
    """Return what a rule means, why it matters, a bad and a good example, and the way to mend it."""
    title = f"{rule.code} {rule.name} ({rule.family}, {rule.severity}{_needs(rule)})"
    parts = [f"{mark}: {words}" if mark else words for mark, words in rule.explanation.items() if words]
    return "\n\n".join([title, rule.summary, *parts]) + "\n"


def rules_as_markdown(rules: Sequence[Rule]) -> str:
    """Return a page with a section for each family, and an entry for each rule."""
    lines = [
        "# Rules of `drafter check`",
        "",
        "Written by `make rules` from the rules themselves. `drafter explain CODE` prints an entry.",
        "How rules are chosen and findings suppressed: [check.md](check.md).",
    ]
    for letters, family, found in _by_family(rules):
        lines += ["", f"## {letters}: {family}"]
        for rule in found:
            lines += [
                "",
                f"### {rule.code} {rule.name}",
                "",
                f"{rule.severity}{_needs(rule)}. {_escaped(rule.summary)}",
            ]
            why = rule.explanation.get("", "")
            lines += ["", _escaped(" ".join(why.split()))] if why else []
            for mark in ("Bad", "Good", "Fix"):
                if words := rule.explanation.get(mark):
                    lines += ["", *_entry(mark, words)]
    return "\n".join(lines) + "\n"


def _entry(mark: str, words: str) -> list[str]:
    """Return an example as code, which shows Markdown as it is written, and advice as text."""
    if mark == "Fix":
        return [f"**{mark}:** {_escaped(' '.join(words.split()))}"]
    return [f"**{mark}:**", "", *(f"    {line}".rstrip() for line in words.splitlines())]


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is; `code` stays code."""
    spans = text.split("`")
    return "`".join(
        part if index % 2 else part.replace("<", "&lt;").replace("*", "\\*").replace("[", "\\[")
        for index, part in enumerate(spans)
    )


def _needs(rule: Rule) -> str:
    return ", with a brief" * rule.needs_brief + ", in documents from the template" * rule.needs_template


def _by_family(rules: Sequence[Rule]) -> Iterator[tuple[str, str, list[Rule]]]:
    for letters, family in FAMILIES.items():
        if found := [rule for rule in rules if rule.code.startswith(letters)]:
            yield letters, family, found

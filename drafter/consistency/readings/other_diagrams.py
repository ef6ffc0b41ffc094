"""Reading the Mermaid diagrams that go line by line: of classes, of sequences and of entities."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.mermaid import Draft, Edge, Node, label_lines
from drafter.document.page import Text
from drafter.patterns import regex

__all__ = ["read_classes", "read_entities", "read_sequence"]

_LINE = regex(r"[^\n]*")
_NAMESPACE = regex(r"namespace\s+([^\s{]+)\s*\{")
_CLASS = regex(r'class\s+(`[^`]+`|[\w.-]+)(?:~[^~]*~)?(?:\[\s*"([^"]*)"\s*\])?(?::::\w+)?\s*(?:<<\w+>>\s*)?(\{?)')
_RELATION = regex(
    r"""(?P<a>`[^`]+`|[\w.]+(?:~\w+~)?)\s*(?:"[^"]*"\s*)?
      (?P<link><\|?(?:--|\.\.)\|?>?|[*o]?(?:--|\.\.)(?:\|>|>|[*o](?!\w))?|\(\)--|--\(\))
      \s*(?:"[^"]*"\s*)?(?P<b>`[^`]+`|[\w.]+)?""",
    re.VERBOSE,
)
_PARTICIPANT = regex(r"(?:create\s+)?(participant|actor)\s+([^\n@]+?)(?:\s+as\s+(.+?))?\s*$")
_MESSAGE = regex(r"([^\s:>+-][^:>\n]*?)\s*(<<)?--?(?:>>|>|x|\))\s*[+-]?\s*([^:\n]*?)\s*(?::|$)")
_OPENS = regex(r"(?:loop|alt|opt|par|par_over|critical|break|rect|box)\b")
_END = regex(r"end\s*$")
_ENTITY = regex(r'("[^"]+"|[\w-]+)(?:\s*\[\s*"?([^"\]]*)"?\s*\])?\s*(\{)?\s*$')
_RELATIONSHIP = regex(
    r'("[^"]+"|[\w-]+)\s+(?:\|o|\|\||\}o|\}\|)(?:--|\.\.)(?:o\||\|\||o\{|\|\{)\s*("[^"]+"|[\w-]+)?\s*(?::|$)'
)


def read_classes(draft: Draft, at: int) -> None:
    """Read the classes, namespaces and relations of a class diagram."""
    bodies: list[Text] = []
    for start, line in _lines(draft, at):
        if line == "}":
            if bodies:
                bodies.pop()
            elif not draft.close():
                draft.fail("a brace closes nothing", start)
        elif not bodies and (opened := _class_line(draft, start, line)):
            bodies.append(opened)
    for place in bodies:
        draft.fail(f"the class {place.words} has no closing brace", place.start - draft.start, place.end - draft.start)
    draft.finish("namespace", "closing brace")


def read_sequence(draft: Draft, at: int) -> None:
    """Read the participants, messages and blocks of a sequence diagram."""
    blocks: list[tuple[int, str]] = []
    for start, line in _lines(draft, at):
        if match := _PARTICIPANT.match(line):
            group = 3 if match[3] else 2
            place = draft.text(start + match.start(group), start + match.end(group))
            _add(draft, match[2].strip(), place, labelled=True, shape=match[1])
        elif _OPENS.match(line):
            blocks.append((start, line.split()[0]))
        elif _END.match(line):
            if not blocks:
                draft.fail("an end closes no block", start)
            else:
                blocks.pop()
        elif not line.lower().startswith("note") and (match := _MESSAGE.match(line)):
            source, target = match[1].strip(), match[3].strip()
            if not target:
                draft.fail("a message has no receiver", start)
                continue
            first, last = ((start + match.start(group), start + match.end(group)) for group in (1, 3))
            _add(draft, source, draft.text(*first), labelled=False)
            _add(draft, target, draft.text(*last), labelled=False)
            draft.edges.append(Edge(source, target, line[match.end() :].strip(), bool(match[2]), draft.text(*last)))
    for start, word in blocks:
        draft.fail(f"the {word} block has no end", start)


def read_entities(draft: Draft, at: int) -> None:
    """Read the entities and relationships of an entity-relationship diagram."""
    body: tuple[int, str] | None = None
    for start, line in _lines(draft, at):
        if body is not None:
            body = None if line == "}" else body
        elif line == "}":
            draft.fail("a brace closes nothing", start)
        elif match := _RELATIONSHIP.match(line):
            _relationship(draft, start, match)
        elif match := _ENTITY.match(line):
            group = 2 if match[2] else 1
            _add(
                draft,
                match[1].strip('"'),
                draft.text(start + match.start(group), start + match.end(group)),
                labelled=True,
            )
            body = (start, match[1]) if match[3] else None
    if body is not None:
        draft.fail(f"the entity {body[1]} has no closing brace", body[0])


def _lines(draft: Draft, at: int) -> Iterator[tuple[int, str]]:
    """Yield the lines with their offsets, without blanks around them and without comments."""
    for match in _LINE.finditer(draft.source, at):
        line = match[0].strip()
        if line and not line.startswith("%%"):
            yield match.start() + len(match[0]) - len(match[0].lstrip()), line


def _add(draft: Draft, identifier: str, place: Text, *, labelled: bool, shape: str = "") -> None:
    first, below = label_lines(place)
    draft.add(Node(identifier, first, below, shape, labelled))


def _class_line(draft: Draft, start: int, line: str) -> Text | None:
    """Read a line outside the bodies of classes; return the class whose body it opens."""
    if match := _NAMESPACE.match(line):
        draft.open(match[1], draft.text(start + match.start(1), start + match.end(1)))
        if line.endswith("}"):
            draft.close()
    elif match := _CLASS.match(line):
        group = 2 if match[2] else 1
        place = draft.text(start + match.start(group), start + match.end(group))
        _add(draft, match[1].strip("`"), place, labelled=True)
        if line[match.end() :].startswith("["):
            draft.fail(f"the label of {match[1]} is not closed", start, start + len(line))
        return place if match[3] and not line.endswith("}") else None
    elif (match := _RELATION.match(line)) and not line.startswith("note"):
        _relation(draft, start, match)
    return None


def _relation(draft: Draft, start: int, match: re.Match[str]) -> None:
    if not match["b"]:
        draft.fail("a relation has no end", start)
        return
    ends = []
    for group in ("a", "b"):
        place = draft.text(start + match.start(group), start + match.end(group))
        _add(draft, match[group].strip("`"), place, labelled=False)
        ends.append((match[group].strip("`"), place))
    is_backward = match["link"].startswith("<") and not match["link"].endswith(">")
    (source, _), (target, place) = reversed(ends) if is_backward else ends
    draft.edges.append(Edge(source, target, "", both_ways=False, at=place))


def _relationship(draft: Draft, start: int, match: re.Match[str]) -> None:
    if not match[2]:
        draft.fail("a relationship has no second entity", start)
        return
    places = [draft.text(start + match.start(group), start + match.end(group)) for group in (1, 2)]
    names = [match[group].strip('"') for group in (1, 2)]
    for name, place in zip(names, places, strict=True):
        _add(draft, name, place, labelled=False)
    draft.edges.append(Edge(names[0], names[1], "", both_ways=True, at=places[1]))

"""Reading a Mermaid flowchart: nodes, arrows and subgraphs."""

import re

from drafter.consistency.readings.mermaid import Draft, Edge, Node, label_lines
from drafter.document.page import Text
from drafter.patterns import regex

__all__ = ["read_flowchart"]

_BLANK = regex(r"(?:[\s;]|%%[^\n]*)+")
_LINE = regex(r"[^\n]*")
_OTHER = regex(
    r"(?:direction\s+(?:TB|TD|BT|RL|LR)|classDef|class|style|linkStyle|click|accTitle|accDescr)\b(?!\s*(?:-|=|[\[({>]))"
)
_SUBGRAPH = regex(r"subgraph\b[ \t]*")
_TITLED = regex(r'([\w.-]+)[ \t]*\[\s*("?)([^\n\]"]*)\2\s*\]|"([^"\n]*)"|([^\n;"\[\]]+)')
_END = regex(r"end\b(?=[ \t]*(?:;|\n|$|%%))")
_ID = regex(r"\w+(?:[./](?=\w)\w+|-(?![-.])\w+)*")
_OPENINGS = regex(r"\(\(\(|\(\(|\(\[|\(|\[\[|\[\(|\[/|\[\\|\[|\{\{|\{|>")
_CLOSINGS = {
    "(((": (")))",), "((": ("))",), "([": ("])",), "(": (")",), "[[": ("]]",), "[(": (")]",),
    "[/": ("/]", "\\]"), "[\\": ("\\]", "/]"), "[": ("]",), "{{": ("}}",), "{": ("}",), ">": ("]",),
}  # fmt: skip
_QUOTED = regex(r'\s*"([^"]*)"\s*')
_BARE = regex(r"""[^\[\](){}"]*""")
_ATTRIBUTES = regex(r"@\{([^}]*)\}")
_LABEL_ATTRIBUTE = regex(r'\blabel:\s*"([^"]*)"')
_STYLE = regex(r":::([\w,-]+)")
_LINK = regex(
    r"""[ \t]*(?:\w+@(?=[-=<xo~]))?(?P<left>[<xo](?=--|==|-\.))?
      (?: (?P<plain>-{2,}(?:[->]|[xo](?!\w))|={2,}(?:[=>]|[xo](?!\w))|-\.+-(?:>|[xo](?!\w))?|~{3,})
        | (?:--|==|-\.)(?P<text>[ \t]*(?:"[^"]*"|[^\n|"]*?)[ \t]*)(?P<close>-{2,}[->xo]|={2,}[=>xo]|\.+-[>xo]?)
      )
      \s*(?:\|(?P<label>[^|]*)\|)?\s*""",
    re.VERBOSE,
)
_NO_LINK = regex(r"[ \t]*(?:->|=>|-(?=\s*\w+[ \t]*[\[({\n])|—+>|→)")
_AND = regex(r"\s*&\s*")


def read_flowchart(draft: Draft, at: int) -> None:
    """Read the statements of a flowchart, from behind its first line."""
    while at < len(draft.source) and draft.fault is None:
        if blank := _BLANK.match(draft.source, at):
            at = blank.end()
        elif match := _OTHER.match(draft.source, at):
            at = _line_end(draft, match.end())
        elif match := _SUBGRAPH.match(draft.source, at):
            at = _subgraph(draft, match.end())
        elif match := _END.match(draft.source, at):
            if not draft.close():
                draft.fail("an end closes no subgraph", at, match.end())
            at = match.end()
        else:
            at = _chain(draft, at)
    if draft.fault is None:
        draft.finish("subgraph", "end")


def _line_end(draft: Draft, at: int) -> int:
    line = _LINE.match(draft.source, at)
    return line.end() if line else len(draft.source)


def _subgraph(draft: Draft, at: int) -> int:
    title = _TITLED.match(draft.source, at)
    if title is None:
        draft.open("", draft.text(at, at))
        return _line_end(draft, at)
    if not title[1] and draft.source[title.end() : title.end() + 1] == "[":
        draft.fail("the title of a subgraph is not closed", at, _line_end(draft, at))
    group = 3 if title[1] else 4 if title[4] is not None else 5
    first, _ = label_lines(draft.text(*title.span(group)))
    draft.open(title[1] or first.words, first)
    return _line_end(draft, title.end())


def _chain(draft: Draft, at: int) -> int:
    """Read `a --> b & c --> d` and return where it ends."""
    ends, reached = _nodes(draft, at)
    if not ends:
        if draft.fault is None and _LINK.match(draft.source, at):
            draft.fail("an arrow has no beginning", at)
        return _line_end(draft, at)
    while draft.fault is None and (link := _LINK.match(draft.source, reached)):
        targets, after = _nodes(draft, link.end())
        if not targets:
            draft.fail("an arrow has no end", at, link.end())
            break
        label = (link["label"] or link["text"] or "").strip(' "\t\n')
        draft.edges += [
            Edge(source, target, label, _is_both_ways(link), place)
            for source, _ in ends
            for target, place in targets
            if "~" not in (link["plain"] or "")
        ]
        ends, reached = targets, after
    if draft.fault is None and _NO_LINK.match(draft.source, reached):
        draft.fail("an arrow is none that a flowchart knows", at)
    return _line_end(draft, reached) if draft.source[reached : reached + 1] not in {";", "\n", ""} else reached


def _is_both_ways(link: re.Match[str]) -> bool:
    """Tell whether an arrow has two heads, or none."""
    return bool(link["left"]) or (link["plain"] or link["close"])[-1] not in ">xo"


def _nodes(draft: Draft, at: int) -> tuple[list[tuple[str, Text]], int]:
    """Return the nodes that stand here, joined by `&`, and where they end."""
    found: list[tuple[str, Text]] = []
    while match := _ID.match(draft.source, at):
        if match[0] == "end":
            draft.fail("the word end names a node, which Mermaid takes for the end of a subgraph", *match.span())
            return found, match.end()
        place = draft.text(*match.span())
        at = _shape(draft, match[0], place, match.end())
        found.append((match[0], place))
        if draft.fault or not (joined := _AND.match(draft.source, at)):
            break
        at = joined.end()
    return found, at


def _shape(draft: Draft, identifier: str, place: Text, at: int) -> int:
    """Read the brackets and the label behind a node's identifier."""
    label, shape = None, ""
    if attributes := _ATTRIBUTES.match(draft.source, at):
        if named := _LABEL_ATTRIBUTE.search(draft.source, *attributes.span()):
            label = draft.text(*named.span(1))
        at = attributes.end()
    elif opening := _OPENINGS.match(draft.source, at):
        shape = opening[0]
        label, at = _label(draft, identifier, shape, opening.end())
    style = _STYLE.match(draft.source, at)
    first, below = label_lines(label) if label else (place, Text("", "", place.end))
    draft.add(Node(identifier, first, below, shape, label is not None, style[1] if style else ""))
    return style.end() if style else at


def _label(draft: Draft, identifier: str, shape: str, at: int) -> tuple[Text, int]:
    quoted = _QUOTED.match(draft.source, at)
    span = quoted.span(1) if quoted else _BARE.match(draft.source, at).span()  # type: ignore[union-attr]
    end = quoted.end() if quoted else span[1]
    for closing in _CLOSINGS[shape]:
        if quoted and draft.source.startswith(closing, end):
            return draft.text(*span), end + len(closing)
        begin = end - len(closing) + 1
        if not quoted and (found := draft.source.find(closing, max(begin, at), end + len(closing))) >= 0:
            return draft.text(at, found), found + len(closing)
    draft.fail(f"the bracket or quotation mark of {identifier} is not closed, or its label needs quotation marks", at)
    return draft.text(*span), end

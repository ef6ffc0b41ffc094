"""Reading Mermaid diagrams: nodes, arrows and groups, and what Mermaid refuses."""

import pytest

from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.mermaid import Diagram
from drafter.markdown.parse import parse


def read(*lines: str) -> Diagram:
    source = "\n".join(("### 3.1 High-Level Architecture", "", "```mermaid", *lines, "```", ""))
    page = parse(f"## 3. Architecture Design\n\n{source}")
    (diagram,) = page.once(diagrams)
    for node in diagram.nodes.values():
        assert page.text[node.name.start : node.name.end] == node.name.raw
    return diagram


def names(diagram: Diagram) -> list[str]:
    return [node.name.words for node in diagram.nodes.values()]


def arrows(diagram: Diagram) -> list[str]:
    return [f"{edge.source}>{edge.target}" for edge in diagram.edges]


@pytest.mark.parametrize(
    ("statement", "name", "below"),
    [
        ("a[Web App]", "Web App", ""),
        ('a["Web App<br/>Python 3"]', "Web App", "Python 3"),
        ("a[(Database)]", "Database", ""),
        ("a([Member])", "Member", ""),
        ("a((Start))", "Start", ""),
        ("a(((Stop)))", "Stop", ""),
        ("a{Is it lent?}", "Is it lent?", ""),
        ("a{{Prepare}}", "Prepare", ""),
        ("a[/Input/]", "Input", ""),
        ("a[[Queue]]:::external", "Queue", ""),
        ("a>Flag]", "Flag", ""),
        ('a["Q#38;A #quot;desk#quot;"]', 'Q&A "desk"', ""),
        ('a["`**Web** App`"]', "Web App", ""),
        ('a@{ shape: cyl, label: "Database" }', "Database", ""),
        ("a", "a", ""),
    ],
)
def test_a_label_is_read_in_every_shape(statement: str, name: str, below: str) -> None:
    diagram = read("flowchart TB", f"  {statement}")
    assert diagram.fault is None
    assert [(node.name.words, node.below.words) for node in diagram.nodes.values()] == [(name, below)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("a --> b", ["a>b"]),
        ("a-->b-->c", ["a>b", "b>c"]),
        ("a & b --> c & d", ["a>c", "a>d", "b>c", "b>d"]),
        ("a -->|reads| b", ["a>b"]),
        ("a -- reads --> b", ["a>b"]),
        ('a -- "reads, and - writes" --> b', ["a>b"]),
        ("a -.-> b", ["a>b"]),
        ("a -. later .-> b", ["a>b"]),
        ("a ==> b; b --- c", ["a>b", "b>c"]),
        ("a <--> b", ["a>b"]),
        ("a --x b --o c", ["a>b", "b>c"]),
        ("web-app --> data-base", ["web-app>data-base"]),
        ("a ~~~ b", []),
        ("a e1@--> b", ["a>b"]),
        ('a["x --> y"] --> b', ["a>b"]),
        ("a --> b %% not here --> c", ["a>b"]),
    ],
)
def test_arrows_are_read_in_every_form(statement: str, found: list[str]) -> None:
    diagram = read("graph LR", statement)
    assert (diagram.fault, arrows(diagram)) == (None, found)


def test_subgraphs_know_what_is_in_them() -> None:
    diagram = read(
        "flowchart TB", 'subgraph outer["The cloud"]', "  direction LR", "  subgraph Inner part", "    a[Web] --> b",
        "  end", "end", "c --> outer",
    )  # fmt: skip
    assert diagram.fault is None
    assert [(group.name.words, group.members) for group in diagram.groups] == [
        ("Inner part", ("a", "b")),
        ("The cloud", ("Inner part", "a", "b")),
    ]
    assert diagram.inside("outer") == ("Inner part", "a", "b")


def test_directives_comments_and_styles_are_no_nodes() -> None:
    diagram = read(
        "---", "title: Lending", "---", "%%{init: {'theme': 'neutral'}}%%", "flowchart TB", "%% the parts", "a[Web]",
        "classDef external stroke:#333", "class a external", "style a fill:#fff", "linkStyle 0 stroke:red",
        'click a "https://example.org"',
    )  # fmt: skip
    assert (diagram.fault, names(diagram)) == (None, ["Web"])


def test_a_class_diagram_has_classes_namespaces_and_relations() -> None:
    diagram = read(
        "classDiagram", "direction TB", "namespace Lending {", '  class n1["Loan Book"] {', "    +lend(tool) bool",
        "  }", "  class Tool~T~", "}", 'n1 "1" --> "*" Tool : lends', "Tool <|-- Drill", "Tool : +name",
        "<<interface>> Tool", 'note for n1 "a --> b"',
    )  # fmt: skip
    assert (diagram.fault, names(diagram)) == (None, ["Loan Book", "Tool", "Drill"])
    assert arrows(diagram) == ["n1>Tool", "Drill>Tool"]
    assert [(group.name.words, group.members) for group in diagram.groups] == [("Lending", ("n1", "Tool"))]


def test_a_sequence_diagram_has_participants_and_messages() -> None:
    diagram = read(
        "sequenceDiagram", "autonumber", "actor M as Member", "participant Web App", "M->>Web App: lend",
        "alt it is free", "Web App-->>-M: yes", "else it is lent", "Web App--xM: no",
        "end", "Note over M,Web App: it ->> ends",
    )  # fmt: skip
    assert (diagram.fault, names(diagram)) == (None, ["Member", "Web App"])
    assert arrows(diagram) == ["M>Web App", "Web App>M", "Web App>M"]


def test_an_entity_diagram_has_entities() -> None:
    diagram = read("erDiagram", "MEMBER ||--o{ LOAN : has", "LOAN {", "  uuid id PK", "}", 'TOOL["Tool of ours"]')
    assert (diagram.fault, names(diagram)) == (None, ["MEMBER", "LOAN", "Tool of ours"])


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([""], "it is empty"),
        (["flowchrt TB", "a --> b"], "flowchrt is no kind of diagram"),
        (["flowchart TB", 'a["Web App'], "the bracket or quotation mark of a is not closed"),
        (["flowchart TB", 'a["Web App"', "b --> a"], "the bracket or quotation mark of a is not closed"),
        (["flowchart TB", "a[Web App", "b[Database]"], "the bracket or quotation mark of a is not closed"),
        (["flowchart TB", "a[Web App (new)]"], "its label needs quotation marks"),
        (["flowchart TB", "a[Web App", ""], "the bracket or quotation mark of a is not closed"),
        (["flowchart TB", "a -->"], "an arrow has no end"),
        (["flowchart TB", "a --> ", "", "b[Web] --> c -->|x|"], "an arrow has no end"),
        (["flowchart TB", "--> b"], "an arrow has no beginning"),
        (["flowchart TB", "a -> b"], "an arrow is none that a flowchart knows"),
        (["flowchart TB", "a --> end"], "the word end names a node"),
        (["flowchart TB", "subgraph s[Cloud]", "a --> b"], "the subgraph Cloud has no end"),
        (["flowchart TB", "a --> b", "end"], "an end closes no subgraph"),
        (["classDiagram", "namespace Lending {", "class Loan"], "the namespace Lending has no closing brace"),
        (["classDiagram", "class Loan {", "+lend()"], "the class Loan has no closing brace"),
        (["classDiagram", "class Loan", "}"], "a brace closes nothing"),
        (["classDiagram", "Loan -->"], "a relation has no end"),
        (["sequenceDiagram", "A->>B: x", "loop daily", "B->>A: y"], "the loop block has no end"),
        (["sequenceDiagram", "A->>: x"], "a message has no receiver"),
        (["sequenceDiagram", "A->>B: x", "end"], "an end closes no block"),
        (["erDiagram", "A ||--o{"], "a relationship has no second entity"),
        (["erDiagram", "A {", "uuid id"], "the entity A has no closing brace"),
    ],
)
def test_what_mermaid_refuses_is_a_fault(lines: list[str], problem: str) -> None:
    fault = read(*lines).fault
    assert fault is not None
    assert problem in fault.problem


@pytest.mark.parametrize("kind", ["pie title Loans", "stateDiagram-v2", "xychart-beta", "C4Context", "mindmap"])
def test_other_kinds_are_left_alone(kind: str) -> None:
    diagram = read(kind, "  anything [( at --> all")
    assert (diagram.fault, diagram.nodes) == (None, {})

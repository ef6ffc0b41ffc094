"""Mermaid diagrams from typed nodes and edges.

Identifiers are generated and every name from outside is a quoted, escaped label, so that no name can break
a diagram or add to it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from drafter.derive.identifiers import camel_case, one_line, pascal_case, unique
from drafter.document.blocks import Code
from drafter.document.outline import Component, Outline
from drafter.document.sections.data_design import DataStep

__all__ = ["architecture", "data_flow", "infrastructure", "modules"]

_SHAPES = {
    "role": ("([", "])"),
    "interface": ("(", ")"),
    "store": ("[(", ")]"),
    "cache": ("[(", ")]"),
    "broker": ("[[", "]]"),
}
"""Mermaid's brackets by kind of node; a rectangle for the others."""

_DASHED = "classDef external stroke-dasharray: 5 5"
_CALLED = ("http", "command", "function")
"""Kinds of operations that somebody calls; events and jobs start by themselves."""


def architecture(outline: Outline) -> Code:
    """Return a flowchart of roles, components and their dependencies.

    A role uses the components that offer something to call; without any, those of kind interface; without
    any, the first component. A role with a component's name is that component.
    """
    nodes = _Nodes([*_drawn(outline), *(_Node(role.name, "role") for role in outline.roles)])
    entries = _entries(outline)
    uses = [
        f"{nodes.id(role.name)} --> {nodes.id(entry)}"
        for role in outline.roles
        for entry in entries
        if nodes.id(role.name) != nodes.id(entry)
    ]
    return _code("flowchart TB", [*nodes.lines(), *uses, *_dependencies(outline, nodes), *nodes.styles()])


def data_flow(steps: Sequence[DataStep], components: Sequence[Component] = ()) -> Code:
    """Return a flowchart of numbered hops of data; `components` give the nodes their shapes.

    A source that is not in `components` and that nothing flows to is drawn as a role.
    """
    kinds = {step.source.casefold(): "role" for step in steps}
    kinds |= {step.target.casefold(): "service" for step in steps}
    kinds |= {component.name.casefold(): component.kind for component in components}
    names = (name for step in steps for name in (step.source, step.target))
    nodes = _Nodes(_Node(name, kinds[name.casefold()]) for name in names)
    edges = [
        f'{nodes.id(step.source)} -->|"{_label(f"({number}) {step.data}")}"| {nodes.id(step.target)}'
        for number, step in enumerate(steps, start=1)
    ]
    return _code("flowchart LR", [*nodes.lines(), *edges, *nodes.styles()])


def infrastructure(outline: Outline, hosting: Mapping[str, str]) -> Code:
    """Return a flowchart of components and dependencies, grouped by where the components run.

    `hosting` maps a component's name to a kind of hosting; components without one stand outside all groups.
    """
    nodes = _Nodes(_drawn(outline))
    kinds = dict.fromkeys(hosting[c.name] for c in outline.components if c.name in hosting)
    lines = [nodes.line(c.name) for c in outline.components if c.name not in hosting]
    for number, kind in enumerate(kinds, start=1):
        hosted = [nodes.line(c.name) for c in outline.components if hosting.get(c.name) == kind]
        title = _label(kind[:1].upper() + kind[1:])
        lines += [f'subgraph h{number}["{title}"]', *(f"  {line}" for line in hosted), "end"]
    return _code("flowchart TB", [*lines, *_dependencies(outline, nodes), *nodes.styles()])


def modules(outline: Outline, modules: Mapping[str, tuple[str, ...]]) -> Code:
    """Return a class diagram: a namespace for each component that has modules, and their dependencies.

    A component's first module stands for it: it has the component's operations as methods, and the arrows.
    A note gives a component's name where the namespace, in ASCII, cannot.
    """
    shown = [component for component in outline.components if modules.get(component.name)]
    first: dict[str, str] = {}
    lines = ["direction TB"]
    names = unique((component.name for component in shown), pascal_case)
    count = 0
    for component in shown:
        lines.append(f"namespace {names[component.name]} {{")
        for module in modules[component.name]:
            count += 1
            methods = [] if component.name in first else _methods(outline, component.name)
            first.setdefault(component.name, f"n{count}")
            lines += _class(f"n{count}", module, methods)
        lines.append("}")
    lines += [
        f"{first[component.name]} --> {first[dependency]}"
        for component in shown
        for dependency in component.depends_on
        if dependency in first
    ]
    lines += [f'note for {first[c.name]} "{_label(c.name)}"' for c in shown if not c.name.isascii()]
    return _code("classDiagram", lines)


class _Node(NamedTuple):
    name: str
    kind: str
    technology: str = ""


class _Nodes:
    """The nodes of a flowchart; the first of several with the same name, but for case, is drawn."""

    def __init__(self, nodes: Iterable[_Node]) -> None:
        self._nodes: dict[str, _Node] = {}
        for node in nodes:
            self._nodes.setdefault(node.name.casefold(), node)
        self._ids = {name: f"n{number}" for number, name in enumerate(self._nodes, start=1)}

    def id(self, name: str) -> str:
        """Return a node's identifier in the diagram."""
        return self._ids[name.casefold()]

    def line(self, name: str) -> str:
        """Return the line that draws a node, with its technology in the label's second line."""
        node = self._nodes[name.casefold()]
        left, right = _SHAPES.get(node.kind, ("[", "]"))
        label = "<br/>".join(_label(text) for text in (node.name, node.technology) if text)
        return f'{self.id(name)}{left}"{label or _label("")}"{right}'

    def lines(self) -> list[str]:
        """Return the lines that draw all nodes."""
        return [self.line(name) for name in self._nodes]

    def styles(self) -> list[str]:
        """Return the lines that draw external systems dashed."""
        external = [self._ids[name] for name, node in self._nodes.items() if node.kind == "external system"]
        return [_DASHED, f"class {','.join(external)} external"] if external else []


def _drawn(outline: Outline) -> list[_Node]:
    return [_Node(c.name, c.kind, one_line(c.technology)) for c in outline.components]


def _entries(outline: Outline) -> list[str]:
    offering = {operation.component for operation in outline.operations if operation.kind in _CALLED}
    interfaces = {component.name for component in outline.components if component.kind == "interface"}
    entries = offering or interfaces or {outline.components[0].name}
    return [component.name for component in outline.components if component.name in entries]


def _dependencies(outline: Outline, nodes: _Nodes) -> list[str]:
    return [
        f"{nodes.id(component.name)} --> {nodes.id(dependency)}"
        for component in outline.components
        for dependency in dict.fromkeys(component.depends_on)
    ]


def _methods(outline: Outline, component: str) -> list[str]:
    names = [operation.name for operation in outline.operations if operation.component == component]
    return list(unique(names, camel_case).values())


def _class(identifier: str, module: str, methods: Sequence[str]) -> list[str]:
    head = f'  class {identifier}["{_label(module)}"]'
    return [f"{head} {{", *(f"    +{method}()" for method in methods), "  }"] if methods else [head]


def _code(head: str, lines: Iterable[str]) -> Code:
    return Code(language="mermaid", text="\n".join([head, *(f"  {line}" for line in lines)]))


def _label(text: str) -> str:
    """Return the text as it stands between a label's quotes.

    Mermaid's own `#NN;` codes stand for everything with a meaning in its grammars, directives, entity
    encoding, Markdown labels or HTML. A list's mark at the start would read "Unsupported markdown".
    """
    line = one_line(text) or "(unnamed)"
    start = re.match(r"[0-9]+[.)]|[-+=]", line)
    mark = start.end() - 1 if start else -1
    return "".join(
        f"#{ord(character)};" if index == mark or _is_special(character) else character
        for index, character in enumerate(line)
    )


def _is_special(character: str) -> bool:
    if character.isascii():
        return not character.isalnum() and character not in " .,()/-_+'?!="
    return character in "\ufb02\xb0\xb6"  # Mermaid's own stand-ins while it encodes `#NN;`

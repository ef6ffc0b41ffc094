import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.derive.diagrams import architecture, data_flow, infrastructure, modules
from drafter.derive.identifiers import one_line
from drafter.document.blocks import Code
from drafter.document.outline import Component, Operation, Outline, Role
from drafter.document.sections.data_design import DataStep
from tests.derive.strategies import HOSTILE, data_steps, names, outlines

merman = pytest.importorskip("merman", reason="merman has no wheel for this platform")

MERMAID = Path(__file__).parent / "mermaid"
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def renderer() -> Any:
    return merman.Merman()


def accepted(renderer: Any, code: Code) -> bool:
    assert code.language == "mermaid"
    verdict = renderer.validate(code.text, None)
    assert verdict.valid, f"{verdict.error}\n{code.text}"
    return True


def named(name: str, component: str = "API", kind: str = "http") -> Operation:
    return Operation.model_validate({"name": name, "kind": kind, "summary": "", "component": component})


def shop(**changes: object) -> Outline:
    outline = Outline(
        title="Shop",
        kind="web service",
        interfaces=("http",),
        storage="relational",
        components=(
            Component(name="API", kind="interface", responsibility="", technology="Go 1.22", depends_on=("Orders",)),
            Component(name="Orders", kind="service", responsibility="", depends_on=("Store", "Queue", "Payments")),
            Component(name="Store", kind="store", responsibility="", technology="PostgreSQL"),
            Component(name="Queue", kind="broker", responsibility=""),
            Component(name="Payments", kind="external system", responsibility=""),
        ),
        operations=(named("Create order"), named("Order paid", "Orders", "event")),
        roles=(Role(name="Customer"), Role(name="payments")),
    )
    return outline.model_copy(update=changes)


def hostile(offset: int) -> Outline:
    """An outline of which every name is hostile."""
    chosen = [HOSTILE[(offset + index) % len(HOSTILE)] for index in range(5)]
    distinct = list({name.casefold(): name for name in chosen}.values())
    kinds = ("interface", "store", "broker", "external system", "service")
    components = [
        Component.model_validate(
            {
                "name": name,
                "kind": kinds[i],
                "responsibility": "",
                "technology": name,
                "depends_on": distinct[:i],
            }
        )
        for i, name in enumerate(distinct)
    ]
    return shop(
        components=tuple(components),
        operations=tuple(named(name, name) for name in distinct),
        roles=tuple(Role(name=f"{name} role"[:60]) for name in distinct),
    )


def all_four(outline: Outline) -> list[Code]:
    names = [component.name for component in outline.components]
    steps = [DataStep(source=names[0], target=name, data=f"data {name}"[:80].strip()) for name in names]
    return [
        architecture(outline),
        data_flow(steps, outline.components),
        infrastructure(outline, {name: name for name in names[1:]}),
        modules(outline, {name: (name, "Second") for name in names}),
    ]


def test_an_architecture_shows_roles_components_and_dependencies() -> None:
    assert architecture(shop()).text.splitlines() == [
        "flowchart TB",
        '  n1("API<br/>Go 1.22")',
        '  n2["Orders"]',
        '  n3[("Store<br/>PostgreSQL")]',
        '  n4[["Queue"]]',
        '  n5["Payments"]',
        '  n6(["Customer"])',
        "  n6 --> n1",
        "  n5 --> n1",
        "  n1 --> n2",
        "  n2 --> n3",
        "  n2 --> n4",
        "  n2 --> n5",
        "  classDef external stroke-dasharray: 5 5",
        "  class n5 external",
    ]


def test_roles_use_interfaces_when_nothing_is_offered_and_else_the_first_component() -> None:
    outline = shop(operations=(), roles=(Role(name="Customer"),))
    assert "n6 --> n1" in architecture(outline).text
    alone = shop(operations=(), components=(Component(name="Job", kind="worker", responsibility=""),))
    assert "n2 --> n1" in architecture(alone).text


def test_modules_stand_in_their_components_namespaces() -> None:
    shown = {"API": ("Router", "Handler"), "Orders": ("OrderBook",), "Store": ()}
    assert modules(shop(), shown).text.splitlines() == [
        "classDiagram",
        "  direction TB",
        "  namespace Api {",
        '    class n1["Router"] {',
        "      +createOrder()",
        "    }",
        '    class n2["Handler"]',
        "  }",
        "  namespace Orders {",
        '    class n3["OrderBook"] {',
        "      +orderPaid()",
        "    }",
        "  }",
        "  n1 --> n3",
    ]


def test_data_flows_in_numbered_steps() -> None:
    steps = [
        DataStep(source="Customer", target="API", data="order form"),
        DataStep(source="API", target="Store", data="valid order"),
    ]
    assert data_flow(steps, shop().components).text.splitlines() == [
        "flowchart LR",
        '  n1(["Customer"])',
        '  n2("API")',
        '  n3[("Store")]',
        '  n1 -->|"(1) order form"| n2',
        '  n2 -->|"(2) valid order"| n3',
    ]


def test_infrastructure_groups_components_by_hosting() -> None:
    hosting = {"API": "container", "Orders": "container", "Store": "managed service"}
    assert infrastructure(shop(), hosting).text.splitlines()[:10] == [
        "flowchart TB",
        '  n4[["Queue"]]',
        '  n5["Payments"]',
        '  subgraph h1["Container"]',
        '    n1("API<br/>Go 1.22")',
        '    n2["Orders"]',
        "  end",
        '  subgraph h2["Managed service"]',
        '    n3[("Store<br/>PostgreSQL")]',
        "  end",
    ]


def test_what_means_something_to_mermaid_is_encoded() -> None:
    outline = shop(components=(Component(name='1. a"; %%{b}%% `c` <d>', kind="service", responsibility=""),))
    assert '"1#46; a#34;#59; #37;#37;#123;b#125;#37;#37; #96;c#96; #60;d#62;"' in architecture(outline).text


@slow
@given(data=st.data())
def test_every_diagram_of_every_outline_is_accepted(data: st.DataObject, renderer: Any) -> None:
    outline = data.draw(outlines())
    components = [component.name for component in outline.components]
    hosting = data.draw(st.dictionaries(st.sampled_from(components), names))
    inside = data.draw(st.dictionaries(st.sampled_from(components), st.lists(names, max_size=3).map(tuple)))
    steps = data.draw(data_steps(outline))
    assert accepted(renderer, architecture(outline))
    assert accepted(renderer, infrastructure(outline, hosting))
    assert accepted(renderer, modules(outline, inside))
    assert accepted(renderer, data_flow(steps))
    assert accepted(renderer, data_flow(steps, outline.components))


@slow
@given(outline=outlines())
def test_a_name_adds_no_node_and_no_edge_and_reads_as_it_was(outline: Outline, renderer: Any) -> None:
    text = infrastructure(outline, {}).text
    parsed = json.loads(renderer.parse_json(text, None))
    labels = [label.split("<br/>")[0] for label in re.findall(r'"([^"]*)"', text)]
    decoded = [re.sub(r"#([0-9]+);", lambda code: chr(int(code[1])), label) for label in labels]
    assert decoded == [one_line(component.name) or "(unnamed)" for component in outline.components]
    assert len(parsed["nodes"]) == len(outline.components)
    assert len(parsed["edges"]) == sum(len(set(c.depends_on)) for c in outline.components)


@pytest.mark.parametrize("offset", range(0, len(HOSTILE), 3))
def test_no_directive_link_or_raw_html_gets_through(offset: int) -> None:
    for code in all_four(hostile(offset)):
        assert "%%" not in code.text
        assert "<" not in code.text.replace("<br/>", "")
        assert not re.search(r"(?m)^\s*(click|href|callback|link|linkStyle|style)\b", code.text)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.skipif(not (MERMAID / "node_modules").is_dir(), reason="run: npm ci --prefix tests/derive/mermaid")
def test_mermaid_itself_accepts_hostile_diagrams() -> None:
    diagrams = [code.text for offset in range(0, len(HOSTILE), 5) for code in all_four(hostile(offset))] + [
        code.text for code in [*all_four(shop()), modules(shop(), {})]
    ]
    broken = 'flowchart TB\n  n1["a" b"]'
    answer = subprocess.run(
        ["node", "parse.mjs"],
        cwd=MERMAID, input=json.dumps([*diagrams, broken]), capture_output=True, text=True, check=True,
    )  # fmt: skip
    *verdicts, refused = json.loads(answer.stdout)
    assert refused
    assert [(text, verdict) for text, verdict in zip(diagrams, verdicts, strict=True) if verdict] == []

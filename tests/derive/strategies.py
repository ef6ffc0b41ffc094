"""Outlines and answers with names that no one would choose, and some that try to break out."""

from hypothesis import strategies as st

from drafter.document.outline import Component, Entity, Operation, Outline, Role
from drafter.document.sections.api_design import ErrorCase
from drafter.document.sections.data_design import DataStep, EntityNotes, Relation

__all__ = ["HOSTILE", "data_steps", "entity_notes", "errors", "names", "outlines"]

HOSTILE = (
    'A"]; click n1 "https://example.org"', "end", "subgraph", "graph TD", "class", "Class",
    "namespace", "note", "%%{init: {'theme': 'dark'}}%%", "%% comment", "---", "a --> b", "a;b",
    "#quot;", "#35;", "&lt;b&gt;", "`code`", "<script>alert(1)</script>", "[x](y)", "{a}", "(b)",
    "|c|", "a\nb", "\t", "\u202eright to left", "مرحبا", "\u200b", "😀 emoji", "👩\u200d👩\u200d👧",
    "订单", "客户", "Größe", "1. first", "- item", "* item", "# heading", "> quote",
    "style x fill:#f00;", "classDef a fill:#f00;", "fa:fa-car", "$$x^2$$", "a\\b", "~T~",
    "<<interface>>", "ﬂ°°35¶ß", ":::x", "__init__", "'; DROP TABLE users; --", '"x"', "order",
    "Order", "ORDER", "Order 2", "Orders", "user", "group", "table", "select", "Problem",
    "Problem Input", "Order Input", "ID", "yes", "null", "1e3", "x" * 60, "{{ template }}", "${a}",
    "linkStyle", "direction", "o", "default", "\x00\x1b[31m",
)  # fmt: skip

_PATHS = (
    "/orders", "/orders/{id}", "/orders/{order_id}", "orders/", "/a b/{x}/{x}", "/{}/{", "/x?y={z}#f", "",
    "https://example.org/a/{b}", "/:id", "/<int:id>", "/../..", "/%zz", "/订/{单}", "//", "/{a}{b}", "/\n\"'",
)  # fmt: skip

_WORDS = (
    "email", "name", "total", "id", "order_id", "user_id", "select", "order", "end_", "created_at", "rowid",
)  # fmt: skip
_TYPES = (
    "uuid", "string", "text", "integer", "bigint", "decimal", "boolean", "date", "timestamp", "json", "bytes"
)  # fmt: skip

names = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(("Link Store", "API", "Worker", "Click", "Customer", "Invoice")),
    st.text(min_size=1, max_size=20),
).map(lambda name: name[:60])


def _distinct(maximum: int, minimum: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(names, min_size=minimum, max_size=maximum, unique_by=str.casefold)


_KINDS = st.sampled_from(("interface", "service", "worker", "store", "cache", "broker", "module", "external system"))


@st.composite
def outlines(draw: st.DrawFn, dialect: str | None = None) -> Outline:
    components = draw(_distinct(6, minimum=1))
    entities = draw(_distinct(6))
    operations = draw(_distinct(6))
    dialects = st.sampled_from(("postgres", "mysql", "sqlite", "tsql", "oracle"))
    return Outline.model_validate(
        {
            "title": draw(names),
            "kind": "web service",
            "interfaces": ("http",),
            "storage": "relational",
            "sql_dialect": dialect or draw(dialects),
            "components": [draw(_component(name, components)) for name in components],
            "entities": [Entity(name=name, description="") for name in entities],
            "operations": [draw(_operation(name, components, entities)) for name in operations],
            "roles": [Role(name=name) for name in draw(_distinct(3))],
        }
    )


@st.composite
def _component(draw: st.DrawFn, name: str, components: list[str]) -> Component:
    others = [other for other in components if other != name]
    return Component.model_validate(
        {
            "name": name,
            "kind": draw(_KINDS),
            "responsibility": draw(names),
            "technology": draw(st.just("") | names),
            "depends_on": draw(st.lists(st.sampled_from(others), max_size=3)) if others else (),
        }
    )


@st.composite
def _operation(draw: st.DrawFn, name: str, components: list[str], entities: list[str]) -> Operation:
    return Operation.model_validate(
        {
            "name": name,
            "kind": draw(st.sampled_from(("http", "http", "http", "event", "command", "job", "function"))),
            "summary": draw(names),
            "component": draw(st.sampled_from(components)),
            "entity": draw(st.sampled_from(["", *entities])),
            "method": draw(st.sampled_from(("GET", "POST", "PUT", "PATCH", "DELETE", ""))),
            "path": draw(st.sampled_from(_PATHS) | st.text(max_size=20)),
            "returns": draw(st.sampled_from(("one", "many", "nothing"))),
        }
    )


@st.composite
def entity_notes(draw: st.DrawFn, outline: Outline) -> dict[str, EntityNotes]:
    """Notes for most of the entities; relations may also contradict each other."""
    entities = [entity.name for entity in outline.entities]
    attribute = st.builds(
        lambda name, kind, flag: f"{name}: {kind}{flag}",
        st.sampled_from(_WORDS),
        st.sampled_from(_TYPES),
        st.sampled_from(("", " unique", " optional")),
    )
    relation = st.builds(
        Relation,
        kind=st.sampled_from(("belongs to", "has one", "has many")),
        entity=st.sampled_from([*entities, "nobody"]),
    )
    notes = st.builds(
        EntityNotes,
        attributes=st.lists(attribute, min_size=2, max_size=7).map(tuple),
        relations=st.lists(relation, max_size=2).map(tuple),
        validation=st.just("The name is not empty."),
    )
    return {name: draw(notes) for name in entities if draw(st.integers(0, 9))}


def data_steps(outline: Outline) -> st.SearchStrategy[list[DataStep]]:
    components = [component.name for component in outline.components]
    actors = [*components, *(role.name for role in outline.roles)]
    data = names.map(lambda name: f"data {name.strip()}"[:80])
    step = st.builds(DataStep, source=st.sampled_from(actors), target=st.sampled_from(components), data=data)
    return st.lists(step, min_size=1, max_size=7)


errors = st.lists(
    st.builds(
        ErrorCase,
        status=st.sampled_from(
            ("400", "401", "403", "404", "409", "410", "413", "415", "422", "429", "500", "502", "503")
        ),
        when=names.map(lambda name: f"This happens with: {name}"),
    ),
    max_size=6,
)

import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML

from drafter.derive.openapi import contract
from drafter.derive.operations import (
    errors_for,
    parameters_of,
    path_of,
    paths,
    request_text,
    response_text,
    schema_names,
)
from drafter.document.outline import Component, Entity, Operation, Outline
from drafter.document.sections.api_design import ErrorCase
from drafter.document.sections.data_design import EntityNotes
from tests.derive.strategies import entity_notes, errors, outlines

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ERRORS = tuple(
    ErrorCase.model_validate({"status": status, "when": "When it happens."})
    for status in ("400", "401", "403", "404", "409", "415", "422", "429", "500")
)
NOTES = {
    "Order": EntityNotes(
        attributes=("total: decimal", "note: text optional"),
        relations=(),
        validation="The total is positive.",
    )
}


def operation(name: str, method: str, path: str, entity: str = "Order", returns: str = "one") -> Operation:
    return Operation.model_validate(
        {
            "name": name,
            "kind": "http",
            "summary": f"{name} now",
            "component": "API",
            "entity": entity,
            "method": method,
            "path": path,
            "returns": returns,
        }
    )


def shop(*operations: Operation, entities: tuple[str, ...] = ("Order", "Item")) -> Outline:
    return Outline(
        title="Shop",
        kind="web service",
        interfaces=("http",),
        storage="relational",
        components=(Component(name="API", kind="interface", responsibility=""),),
        entities=tuple(Entity(name=name, description="") for name in entities),
        operations=operations,
    )


def read(text: str, version: tuple[int, int] = (1, 2)) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    return json.loads(json.dumps(reader.load(StringIO(text))))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/orders", "/orders"),
        ("orders/", "/orders"),
        ("/orders/{id}", "/orders/{id}"),
        ("GET /orders", "/orders"),
        ("https://example.org/orders/{id}?full=1", "/orders/{id}"),
        ("/orders/:id/items/<int:item>", "/orders/{id}/items/{item}"),
        ("/a/{id}/b/{id}", "/a/{id}/b/{id_2}"),
        ("/a/{}/{order id}", "/a/{id}/{orderid}"),
        ("/a b//c#d", "/ab/c"),
        ("/a/{b", "/a/b"),
        ("/../.", "/do-it"),
        ("/订", "/%E8%AE%A2"),
        ("", "/do-it"),
        ("/actions:run", "/actions:run"),
    ],
)
def test_paths_are_normalised(path: str, expected: str) -> None:
    assert path_of(operation("Do it", "GET", path)) == expected


@pytest.mark.parametrize(
    ("method", "path", "returns", "request_", "response"),
    [
        ("POST", "/orders", "one", "`OrderInput`", "201 `Order`"),
        ("POST", "/customers/{id}/orders", "one", "`OrderInput`", "201 `Order`"),
        ("POST", "/orders/{id}/cancel", "one", "none", "200 `Order`"),
        ("POST", "/orders", "nothing", "`OrderInput`", "204 no content"),
        ("GET", "/orders", "many", "none", "200 list of `Order`"),
        ("GET", "/orders/{id}", "one", "none", "200 `Order`"),
        ("PUT", "/orders/{id}", "one", "`OrderInput`", "200 `Order`"),
        ("PATCH", "/orders/{id}", "nothing", "`OrderInput`", "204 no content"),
        ("DELETE", "/orders/{id}", "nothing", "none", "204 no content"),
    ],
)
def test_requests_and_responses_name_the_contracts_schemas(
    method: str, path: str, returns: str, request_: str, response: str
) -> None:
    tested = operation("Do it", method, path, returns=returns)
    outline = shop(tested)
    assert (request_text(tested, outline), response_text(tested, outline)) == (request_, response)
    described = read(contract(outline, NOTES, (), {}, "1.0").text)["paths"][path][method.lower()]
    assert ("requestBody" in described) == (request_ != "none")
    assert next(iter(described["responses"])) == response[:3]


def test_an_operation_without_entity_has_no_schemas() -> None:
    tested = operation("Ping", "POST", "/ping", entity="")
    assert (request_text(tested, shop(tested)), response_text(tested, shop(tested))) == ("none", "200")


@pytest.mark.parametrize(
    ("method", "path", "roles", "expected"),
    [
        ("GET", "/orders", (), ["429", "500"]),
        ("GET", "/orders", ("Clerk",), ["401", "403", "429", "500"]),
        ("GET", "/orders/{id}", (), ["400", "404", "422", "429", "500"]),
        ("POST", "/orders", (), ["400", "409", "415", "422", "429", "500"]),
        ("DELETE", "/orders/{id}", (), ["400", "404", "409", "422", "429", "500"]),
    ],
)
def test_an_operation_has_the_errors_that_can_happen(
    method: str, path: str, roles: tuple[str, ...], expected: list[str]
) -> None:
    assert [e.status for e in errors_for(operation("Do it", method, path), ERRORS, roles)] == expected


def test_one_method_and_path_is_described_once_under_its_first_spelling() -> None:
    first = operation("Get order", "GET", "/orders/{id}")
    second = operation("Show order", "GET", "/orders/{order_id}/")
    outline = shop(first, second)
    assert set(paths(outline).values()) == {"/orders/{id}"}
    described = read(contract(outline, NOTES, (), {"Show order": ("Clerk",)}, "1").text)["paths"]
    assert list(described) == ["/orders/{id}"]
    assert described["/orders/{id}"]["get"]["summary"] == "Get order now; Show order now"
    assert described["/orders/{id}"]["get"]["x-roles"] == ["Clerk"]


def test_a_security_scheme_is_there_when_an_operation_is_restricted() -> None:
    tested = operation("Get order", "GET", "/orders/{id}")
    restricted = read(contract(shop(tested), NOTES, (), {"Get order": ("Clerk",)}, "1").text)
    assert restricted["paths"]["/orders/{id}"]["get"]["security"] == [{"bearerAuth": []}]
    assert "bearerAuth" in restricted["components"]["securitySchemes"]
    assert "securitySchemes" not in read(contract(shop(tested), NOTES, (), {"Get order": ()}, "1").text)["components"]


def test_an_entitys_schema_has_types_and_what_is_required() -> None:
    schemas = read(contract(shop(operation("Add", "POST", "/orders")), NOTES, (), {}, "1").text)["components"][
        "schemas"
    ]
    assert schemas["Order"]["required"] == ["id", "total"]
    assert schemas["OrderInput"] == {
        "type": "object",
        "required": ["total"],
        "properties": {"total": {"type": "number"}, "note": {"type": "string"}},
    }


def test_names_that_collide_have_schemas_of_their_own() -> None:
    names = schema_names(shop(entities=("Order", "order!", "Order Input", "Problem")))
    made = [name for pair in names.values() for name in (pair.full, pair.input)]
    assert len({*made, "Problem"}) == 9


@slow
@given(data=st.data())
def test_any_contract_is_valid_and_agrees_with_the_table(data: st.DataObject) -> None:
    outline = data.draw(outlines())
    notes = data.draw(entity_notes(outline))
    roles = st.lists(st.sampled_from(["Clerk", "yes", "a: b"]), max_size=2).map(tuple)
    permissions = {o.name: data.draw(roles) for o in outline.operations}
    text = contract(outline, notes, data.draw(errors), permissions, "1.0").text
    document = read(text)
    assert read(text, (1, 1)) == document
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    for endpoint in outline.endpoints:
        path = paths(outline)[endpoint.name]
        described = document["paths"][path][(endpoint.method or "GET").lower()]
        assert [p["name"] for p in described.get("parameters", [])] == list(parameters_of(path))
        assert len(set(parameters_of(path))) == len(parameters_of(path))

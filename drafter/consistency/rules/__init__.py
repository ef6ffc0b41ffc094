"""The rules, one file a family."""

from drafter.consistency.rule import rules_of
from drafter.consistency.rules import (
    api,
    contract,
    data,
    diagrams,
    mentions,
    names,
    properties,
    references,
    relations,
    schema,
    structure,
    targets,
)

__all__ = ["RULES"]

RULES = rules_of(
    api,
    contract,
    data,
    diagrams,
    mentions,
    names,
    properties,
    references,
    relations,
    schema,
    structure,
    targets,
)

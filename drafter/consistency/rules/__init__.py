"""The rules, one file a family."""

from drafter.consistency.rule import rules_of
from drafter.consistency.rules import (
    acronyms,
    api,
    choices,
    consequences,
    contract,
    data,
    decisions,
    diagrams,
    form,
    grounding,
    mentions,
    names,
    numbers,
    properties,
    records,
    references,
    relations,
    schema,
    structure,
    tables,
    targets,
    text,
)

__all__ = ["RULES"]

RULES = rules_of(
    acronyms,
    api,
    choices,
    consequences,
    contract,
    data,
    decisions,
    diagrams,
    form,
    grounding,
    mentions,
    names,
    numbers,
    properties,
    records,
    references,
    relations,
    schema,
    structure,
    tables,
    targets,
    text,
)

"""The operators that rules are measured with and not written against."""

from bench.mutations.held_out import (
    acronyms,
    api,
    choices,
    contract,
    counts,
    data,
    grounding,
    layout,
    names,
    numbers,
    parts,
    pointers,
    records,
    references,
    structure,
    terms,
    text,
    wording,
)
from bench.mutations.mutation import Operator

__all__ = ["HELD_OUT"]

HELD_OUT: tuple[Operator, ...] = (
    *structure.OPERATORS,
    *layout.OPERATORS,
    *names.OPERATORS,
    *parts.OPERATORS,
    *references.OPERATORS,
    *pointers.OPERATORS,
    *data.OPERATORS,
    *records.OPERATORS,
    *api.OPERATORS,
    *contract.OPERATORS,
    *numbers.OPERATORS,
    *counts.OPERATORS,
    *grounding.OPERATORS,
    *choices.OPERATORS,
    *text.OPERATORS,
    *wording.OPERATORS,
    *acronyms.OPERATORS,
    *terms.OPERATORS,
)

"""The operators that rules are measured with and not written against."""

from bench.mutations.held_out import (
    choices,
    contract,
    counts,
    layout,
    parts,
    pointers,
    records,
    terms,
    wording,
)
from bench.mutations.mutation import Operator

__all__ = ["HELD_OUT"]

HELD_OUT: tuple[Operator, ...] = (
    *layout.OPERATORS,
    *parts.OPERATORS,
    *pointers.OPERATORS,
    *records.OPERATORS,
    *contract.OPERATORS,
    *counts.OPERATORS,
    *choices.OPERATORS,
    *wording.OPERATORS,
    *terms.OPERATORS,
)

"""The operators that rules are measured with and not written against."""

from bench.mutations.held_out import data_and_api, names_and_references, numbers_and_grounding, structure_and_text
from bench.mutations.mutation import Operator

__all__ = ["HELD_OUT"]

HELD_OUT: tuple[Operator, ...] = (
    *structure_and_text.OPERATORS,
    *names_and_references.OPERATORS,
    *data_and_api.OPERATORS,
    *numbers_and_grounding.OPERATORS,
)

"""The operators that rules are measured with and not written against."""

from bench.mutations.held_out import acronyms, api, data, grounding, names, numbers, references, structure, text
from bench.mutations.mutation import Operator

__all__ = ["HELD_OUT"]

HELD_OUT: tuple[Operator, ...] = (
    *structure.OPERATORS,
    *names.OPERATORS,
    *references.OPERATORS,
    *data.OPERATORS,
    *api.OPERATORS,
    *numbers.OPERATORS,
    *grounding.OPERATORS,
    *text.OPERATORS,
    *acronyms.OPERATORS,
)

"""The operators that rules may be written against."""

from bench.mutations.known import acronyms, api, data, grounding, names, numbers, references, structure, text
from bench.mutations.mutation import Operator

__all__ = ["KNOWN"]

KNOWN: tuple[Operator, ...] = (
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

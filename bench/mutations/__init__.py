"""Measure how many planted defects `drafter check` finds.

Every operator plants one defect in a document that it can be found from. They are independent of the
rules: they edit the Markdown text and know nothing of how drafter reads it.
"""

from bench.mutations.held_out import HELD_OUT
from bench.mutations.known import KNOWN
from bench.mutations.mutation import Mutation, Operator

__all__ = ["HELD_OUT", "KNOWN", "OPERATORS", "Mutation", "Operator"]

OPERATORS: tuple[Operator, ...] = (*KNOWN, *HELD_OUT)

"""What a document states, read back from it: the opposite of assembly, whoever edited or wrote the document."""

from drafter.derive.stated.answers import stated_answers
from drafter.derive.stated.outline import stated_outline
from drafter.derive.stated.rederived import rederived

__all__ = ["rederived", "stated_answers", "stated_outline"]

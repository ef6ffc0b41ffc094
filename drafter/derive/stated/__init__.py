"""What a document states, read back from it: the opposite of assembly, whoever edited or wrote the document."""

from drafter.derive.stated.outline import stated_outline

__all__ = ["stated_outline"]

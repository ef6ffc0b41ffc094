"""The rules, one file a family."""

from drafter.consistency.rule import rules_of
from drafter.consistency.rules import diagrams, mentions, names, references, structure

__all__ = ["RULES"]

RULES = rules_of(diagrams, mentions, names, references, structure)

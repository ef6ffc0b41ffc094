"""What a document states, read back from it: the opposite of assembly, whoever edited or wrote the document."""

from drafter.derive.stated.answers import FIELDS_OF_PARTS, stated_answers
from drafter.derive.stated.outline import renames, stated_outline
from drafter.derive.stated.records import stated_contract_version, stated_records
from drafter.derive.stated.rederived import rederived

__all__ = [
    "FIELDS_OF_PARTS",
    "rederived",
    "renames",
    "stated_answers",
    "stated_contract_version",
    "stated_outline",
    "stated_records",
]

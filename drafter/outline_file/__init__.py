"""The outline as a YAML file that a person edits, and back.

Everything in it is text, whatever YAML's own types would make of it: `1.10`, `yes` and `2024-01-01` are read
as they are written, and an empty value or a plain `null` means that the key is left out.
"""

from drafter.outline_file.reading import from_yaml
from drafter.outline_file.writing import to_yaml

__all__ = ["from_yaml", "to_yaml"]

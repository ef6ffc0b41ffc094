"""Prompts are files; this finds them in an installed wheel or in a checkout, and fills them."""

from functools import cache
from importlib import resources
from pathlib import Path
from string import Template

__all__ = ["filled", "placeholders"]


def filled(name: str, **values: str) -> str:
    """Return the prompt file `name` (`sections/api_design`) with its `$placeholders` filled once.

    Raises KeyError for a placeholder without a value and ValueError for a value without a placeholder.
    """
    if superfluous := values.keys() - placeholders(name):
        raise ValueError(f"the prompt {name} has no place for {sorted(superfluous)}")
    return _template(name).substitute(values).strip()


def placeholders(name: str) -> frozenset[str]:
    """Return the placeholders of a prompt file."""
    return frozenset(_template(name).get_identifiers())


@cache
def _template(name: str) -> Template:
    packaged = resources.files("drafter") / "prompts"
    folder = packaged if packaged.is_dir() else Path(__file__).parents[1] / "prompts"
    return Template((folder / f"{name}.md").read_text(encoding="utf-8"))

"""What options and `drafter.toml` together ask of a check: which rules, and what makes it fail."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

from drafter.cli.options import current_folder
from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.selection import Selection, beginnings
from drafter.document.finding import SEVERITIES, Finding, Level
from drafter.errors import ConfigurationError
from drafter.frozen import frozen
from drafter.settings_file import settings_file

__all__ = ["Plan", "plan"]


@frozen
class Plan:
    """Which findings are looked for, and which make the check fail."""

    selection: Selection
    per_file: tuple[tuple[str, tuple[str, ...]], ...]
    """A pattern and the beginnings of codes that are ignored in the files that it fits."""
    folder: Path
    """Which the patterns start from."""
    level: Level

    def codes(self, document: str) -> frozenset[str]:
        """Return the codes that are looked for in a document."""
        name = _relative(document, self.folder)
        ignored = tuple(
            one
            for pattern, codes in self.per_file
            if fnmatch(name, pattern) or _is_name(name, pattern)
            for one in codes
        )
        return frozenset(
            rule.code for rule in CATALOGUE if rule.code in self.selection and not rule.code.startswith(ignored)
        )

    def fails(self, finding: Finding) -> bool:
        """Tell whether a finding makes the check fail."""
        return self.level != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.level)


@frozen
class _Stated:
    """The table `[check]` of `drafter.toml`, empty without one."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: Level | None = None
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plan(select: Sequence[str] | None, ignore: Sequence[str] | None, fail_on: Level | None) -> Plan:
    """Return the plan; an option takes the place of the key that has its name.

    Raises UsageError, or ConfigurationError, for a code that no rule has.
    """
    folder = current_folder()
    file = settings_file(folder)
    settings = _Stated()
    if file is not None:
        configuration = import_module("drafter.configuration")  # it loads pydantic
        settings = _Stated(**dict(configuration.read_settings(folder, {}).check))

    def chosen(given: Sequence[str] | None, stated: Sequence[str], key: str) -> tuple[str, ...]:
        if given is not None:
            return beginnings(",".join(given).split(","), CATALOGUE)
        return beginnings(stated, CATALOGUE, f"{file}: check.{key}: ", ConfigurationError)

    selection = Selection(chosen(select, settings.select or (), "select"), chosen(ignore, settings.ignore, "ignore"))
    per_file = tuple(
        (pattern, chosen(None, codes, "per-file-ignores")) for pattern, codes in settings.per_file_ignores.items()
    )
    return Plan(selection, per_file, file.parent if file else folder, fail_on or settings.fail_on or "error")


def _relative(document: str, folder: Path) -> str:
    try:
        return os.path.relpath(os.path.realpath(document), os.path.realpath(folder)).replace(os.sep, "/")
    except ValueError:  # on another drive
        return document


def _is_name(name: str, pattern: str) -> bool:
    return "/" not in pattern and fnmatch(name.rpartition("/")[2], pattern)

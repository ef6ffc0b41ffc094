"""The rows of earlier runs, so that a table can be measured in several sittings."""

import json
from collections.abc import Sequence
from pathlib import Path

from bench.table.row import Row

__all__ = ["keep", "kept"]


def kept(path: Path) -> dict[str, tuple[Row, ...]]:
    """Return the rows in a file by the measures' ids; none where there is no file."""
    if not path.exists():
        return {}
    return {id_: tuple(Row(**row) for row in rows) for id_, rows in json.loads(path.read_text("utf-8")).items()}


def keep(path: Path, id_: str, rows: Sequence[Row]) -> None:
    """Write the rows of a measure to a file, in place of those that it has of it."""
    everything = {name: [row._asdict() for row in found] for name, found in {**kept(path), id_: rows}.items()}
    path.write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n", "utf-8")

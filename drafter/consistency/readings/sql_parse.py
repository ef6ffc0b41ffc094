"""Whether a statement that is out of the ordinary parses in some dialect of SQL."""

import importlib
import logging
import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import OSA

__all__ = ["fault_of"]

_DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle")
_OTHERS = ("clickhouse", "snowflake", "bigquery", "duckdb", "spark", "redshift")
_JUDGED = frozenset({"TABLE", "INDEX", "UNIQUE"})
"""What the parser knows well; other statements differ too much between vendors."""
_VERBS = frozenset(
    """
    CREATE ALTER DROP INSERT UPDATE DELETE SELECT WITH GRANT REVOKE COMMENT SET USE BEGIN COMMIT START TRUNCATE
    DO CALL EXEC EXECUTE DECLARE DELIMITER END IF PRAGMA ANALYZE VACUUM EXPLAIN REFRESH SHOW MERGE REPLACE
    RENAME LOCK PRINT COPY LOAD CLUSTER REINDEX SECURITY ENABLE DISABLE GO
    """.split()  # noqa: SIM905
)
_TARGETS = ("TABLE", "INDEX", "UNIQUE")
_LONGEST = 20_000
"""Characters of a statement; no table of a document is longer."""


def fault_of(sql: str, first: Sequence[str]) -> tuple[int, int] | None:
    """Return the span within a statement that no dialect expects there; None when some dialect takes it.

    `first` holds its first words in upper case. Statements other than those about tables and indexes are taken.
    """
    verb, target = (*first, "", "")[:2]
    if verb in _VERBS and _is_misspelt(target) and verb in {"CREATE", "ALTER", "DROP"}:
        at = re.search(rf"\b{target}\b", sql, re.IGNORECASE)
        return at.span() if at else (0, len(verb))
    is_judged = verb in {"CREATE", "ALTER"} and target in _JUDGED
    if len(sql) > _LONGEST or (verb in _VERBS and not is_judged) or not verb:
        return None
    if verb not in _VERBS:
        near = min(("CREATE", "ALTER"), key=lambda known: OSA.distance(known, verb))
        return (0, len(verb)) if OSA.distance(near, verb) <= 2 else None
    parser = importlib.import_module("sqlglot")
    found = [_fault(parser, sql, dialect) for dialect in _DIALECTS]
    if any(fault is None for fault in found):
        return None
    if any(_fault(parser, sql, dialect) is None for dialect in _OTHERS):
        return None
    return found[0]


def _is_misspelt(target: str) -> bool:
    return len(target) > 3 and target not in _TARGETS and any(OSA.distance(target, name) == 1 for name in _TARGETS)


def _fault(parser: Any, sql: str, dialect: str) -> tuple[int, int] | None:
    """Return the span that one dialect does not expect."""
    logger = logging.getLogger("sqlglot")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        parser.parse(sql, read=dialect)
    except parser.errors.SqlglotError as error:
        return _span(sql, getattr(error, "errors", None) or [{}])
    except RecursionError:
        return None
    finally:
        logger.disabled = was_disabled
    return None


def _span(sql: str, errors: Sequence[dict[str, Any]]) -> tuple[int, int]:
    verb = 0, len(sql.split(maxsplit=1)[0])
    line, column, word = (errors[0].get(name) for name in ("line", "col", "highlight"))
    if not line or not column or not word:
        return verb
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", sql))]
    end = starts[min(line, len(starts)) - 1] + column
    start = max(end - len(word), 0)
    found = sql.find(word, max(start - 2, 0), end + 2)
    return (found, found + len(word)) if found >= 0 and word.strip() else verb

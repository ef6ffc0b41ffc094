"""A drafted document in which the rules find nothing, and the same one spoilt."""

from pathlib import Path

__all__ = ["SOUND", "SPOILT"]

_DRAFTED = Path(__file__).parents[1] / "fixtures/documents/url_shortener.md"

SOUND = (
    _DRAFTED.read_text("utf-8")
    .replace("    slug VARCHAR(255) NOT NULL,", "    slug VARCHAR(255) NOT NULL UNIQUE,", 1)
    .replace("## 13. Decisions", "The framework is FastAPI.\n\n## 13. Decisions", 1)
)
"""As drafted, but that a slug is unique in the schema too, and that what was chosen is used."""
SPOILT = SOUND.replace("| Python | Database |", "| Python | Databse |", 1).replace("### 9.3 Infra", "### 9.3 The Infra")
"""It has a dependency on nothing in line 140 (REF101), and another heading than the template's (STR104)."""

"""Write docs/rules.md: what each rule of `drafter check` means."""

from pathlib import Path

from drafter.consistency.catalogue import CATALOGUE
from drafter.report.rules import rules_as_markdown

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def page_text() -> str:
    """Return the page as it is committed."""
    return rules_as_markdown(CATALOGUE)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page_text(), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()

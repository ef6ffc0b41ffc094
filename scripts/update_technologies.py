"""Write drafter/facts/data/technologies.json from an unpacked @specfy/stack-analyser and our own list.

    python scripts/update_technologies.py PACKAGE

`technology_overrides.json` beside this file says how the package's types become categories, which entries
to drop, and what to change: `name` (canonical), `category`, `dialect`, `match` (how the name itself is
found) and further spellings under the way in which they are found:

- `any`: in any case;
- `exact`: in this case only;
- `context`: in this case only, and with evidence beside it that a technology is meant.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_TARGET = _HERE.parent / "drafter" / "facts" / "data" / "technologies.json"
_ENTRY = re.compile(r"\{ key: '([^']+)', name: (?:'([^']*)'|\"([^\"]*)\"), type: '([^']+)' \}")
_WAYS = ("any", "exact", "context")


def main(package: Path) -> None:
    """Read the package, apply the overrides, write the list."""
    overrides = json.loads((_HERE / "technology_overrides.json").read_text(encoding="utf-8"))
    manifest = json.loads((package / "package.json").read_text(encoding="utf-8"))
    source = (package / "dist" / "common" / "techs.generated.js").read_text(encoding="utf-8")
    entries = {key: (single or double, kind) for key, single, double, kind in _ENTRY.findall(source)}
    if unknown := (set(overrides["changes"]) | set(overrides["drop"])) - set(entries):
        sys.exit(f"technology_overrides.json names keys that the package does not have: {sorted(unknown)}")
    found: dict[str, dict[str, Any]] = {}
    for key, (name, kind) in entries.items():
        category = overrides["categories"][kind]
        if category is None or key in overrides["drop"]:
            continue
        change = overrides["changes"].get(key, {})
        entry = _technology({"name": name, "category": category, **change})
        found.setdefault(entry["name"], entry)
    for addition in overrides["additions"]:
        found[addition["name"]] = _technology(addition)
    technologies = sorted(found.values(), key=lambda entry: entry["name"].lower())
    header = {
        "source": f"{manifest['name']} {manifest['version']}, changed and extended",
        "homepage": manifest["homepage"],
        "licence": manifest["license"],
        "notice": " ".join((package / "LICENSE").read_text(encoding="utf-8").split()),
    }
    rows = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in technologies)
    head = json.dumps(header, ensure_ascii=False, indent=1)[:-2]
    _TARGET.write_text(f'{head},\n "technologies": [\n{rows}\n]}}\n', encoding="utf-8")
    print(f"{_TARGET}: {len(technologies)} technologies")


def _technology(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with its spellings in one mapping, each with the way in which it is found."""
    spellings = {entry["name"]: entry.get("match", "any")}
    for way in _WAYS:
        spellings.update(dict.fromkeys(entry.get(way, ()), way))
    result = {"name": entry["name"], "category": entry["category"], "spellings": spellings}
    if "dialect" in entry:
        result["dialect"] = entry["dialect"]
    return result


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write schemas/sections/: the JSON Schema of each section's answer, before it is narrowed to names."""

import json
from pathlib import Path

from pydantic import BaseModel

from drafter.document.sections import SECTIONS

FOLDER = Path(__file__).parents[1] / "schemas" / "sections"


def schema_text(model: type[BaseModel]) -> str:
    """Return a model's JSON Schema as it is committed."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all schemas."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in SECTIONS:
        path = FOLDER / f"{kind.key}.schema.json"
        path.write_text(schema_text(kind.answer), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()

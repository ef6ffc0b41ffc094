"""A chain of langchain that drafts one section after the other, with all that stands so far in the prompt.

python -m bench.table.chain FORMS BRIEF BASE_URL DOCUMENT

FORMS is JSON: by title, in order, the JSON Schema of what is asked for.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.fault_server import MODEL

__all__ = ["main"]

_SYSTEM = """\
You are a senior engineer and write a Technical Design Document for the project in the brief below, section by \
section, as JSON. Be specific, stay true to the brief, and say nothing that contradicts the sections that are written.

# Brief

{brief}"""
_HUMAN = """\
# The document so far

{document}

# Task

Write this section: {title}."""
_PROMPT = ChatPromptTemplate([("system", _SYSTEM), ("human", _HUMAN)])


def main(forms: Path, brief: Path, base_url: str, output: Path) -> None:
    """Write the document."""
    llm = ChatOpenAI(model=MODEL, base_url=base_url, api_key=SecretStr("none"), temperature=0)
    document = ""
    for title, form in json.loads(forms.read_text("utf-8")).items():
        schema = {"title": "section", "description": title, **form}
        chain = _PROMPT | llm.with_structured_output(schema, method="json_schema")
        answer = chain.invoke({"brief": brief.read_text("utf-8"), "document": document, "title": title})
        document += f"## {title}\n\n" + "\n".join(_lines(answer, 0)) + "\n\n"
    output.write_text(document, "utf-8")


def _lines(value: Any, depth: int) -> Iterator[str]:
    """Yield an answer as a list in Markdown."""
    indent = "  " * depth
    match value:
        case dict():
            for name, inner in value.items():
                if isinstance(inner, dict | list):
                    yield f"{indent}- **{name}**:"
                    yield from _lines(inner, depth + 1)
                else:
                    yield f"{indent}- **{name}**: {inner}"
        case list():
            for inner in value:
                yield from _lines(inner, depth)
        case _:
            yield f"{indent}- {value}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))

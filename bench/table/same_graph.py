"""The graph of a draft in LangGraph: a node a question, as its documentation builds parallel branches.

python -m bench.table.same_graph FILE BASE_URL JOBS

The file holds the questions as JSON, by name: messages and form. The answers go nowhere: what each needs of the others
is in its words already.
"""

import asyncio
import json
import operator
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypedDict

from langchain_openai import ChatOpenAI
from langgraph.graph import END, START, StateGraph
from pydantic import SecretStr

from bench.table.graph import NEEDS, OUTLINE
from tests.fault_server import MODEL

__all__ = ["main"]


class State(TypedDict):
    """What the nodes write: an answer each."""

    answers: Annotated[dict[str, Any], operator.or_]


def main(questions: Path, base_url: str, jobs: int) -> None:
    """Ask all questions, so many at once."""
    by_name = json.loads(questions.read_text("utf-8"))
    llm = ChatOpenAI(model=MODEL, base_url=base_url, api_key=SecretStr("none"), temperature=0, max_retries=0)
    graph = StateGraph(State)
    for name, question in by_name.items():
        graph.add_node(name, _node(llm, name, question))
    outline = [name for name in by_name if name in OUTLINE]
    graph.add_edge(START, "profile")
    for name in outline[1:]:
        graph.add_edge(list(NEEDS[name]), name)
    for name in by_name:
        if name not in OUTLINE:
            graph.add_edge([one for one in outline if one not in {"profile", "parts"}], name)
            graph.add_edge(name, END)
    asyncio.run(graph.compile().ainvoke({"answers": {}}, {"max_concurrency": jobs}))


def _node(llm: ChatOpenAI, name: str, question: dict[str, Any]) -> Callable[[State], Awaitable[State]]:
    form = question["response_format"]["json_schema"]
    structured = llm.with_structured_output(
        {"title": form["name"], "description": "An answer.", **form["schema"]}, method="json_schema"
    )

    async def answer(_: State) -> State:
        return {"answers": {name: await structured.ainvoke(question["messages"])}}

    return answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

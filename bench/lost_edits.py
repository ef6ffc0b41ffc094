"""What becomes of edits by hand when a section is drafted again: drafter's merge beside a model that gets the file.

    python -m bench.lost_edits [--scripts 10000] [--edits 10] [--out FILE]

First, edit scripts by chance are crossed with redrafts by chance, and lines of the user that are neither in the merged
text nor within a conflict are counted. Then the local model gets an edited section with the instruction to write it
anew, and what comes back takes its place, as when somebody asks a chat for it; the same answer is also merged.
"""

from pathlib import Path
from random import Random
from typing import Annotated

import typer
from openai import OpenAI

from drafter.llm.local import LocalEndpoint, model_file, serve
from drafter.merge import merge, spliced
from tests.merge.edits import SECTIONS, Edit, edited, random_edits, rivals
from tests.merge.losses import losses

__all__ = ["main"]

_LONGEST = 1_500
"""Characters of a section that the model writes in a minute."""
_SOME = 0.3
_REMARKS = (
    "The vendor confirmed this on the phone.", "Ask the security team before changing it.",
    "This holds for the pilot only.", "See the minutes of the last review.", "We tried the other way, and it failed.",
    "The operations team wants to be told first.", "Legal has to agree.", "Measured twice, on the staging environment.",
)  # fmt: skip
_INSTRUCTIONS = (
    "Be more specific about what happens when a component fails.",
    "Say more about the users.",
    "Shorten the sentences.",
    "The team now has five members.",
)
_PROMPT = """This is a section of a Technical Design Document, in Markdown.

{section}

Write the section anew. {instruction} Answer with the whole section in Markdown and nothing else.
"""


def main(
    scripts: Annotated[int, typer.Option(min=1, help="Edit scripts by chance.")] = 10_000,
    edits: Annotated[int, typer.Option(min=0, help="Edited sections that the local model gets.")] = 10,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The table; standard output without it.")] = None,
) -> None:
    """Count, and write a table."""
    lines = [
        "| regeneration | edited sections | lines by the user | lines lost | sections with a loss | changed outside |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        _by_chance(scripts),
        *(_by_model(edits) if edits else []),
    ]
    text = "\n".join([*lines, ""])
    if out is None:
        print(text)
    else:
        out.write_text(text, "utf-8")


def _by_chance(scripts: int) -> str:
    lost = written = hurt = outside = 0
    for seed in range(scripts):
        random = Random(seed)
        base = edited(random.choice(SECTIONS), random_edits(random, "base", 3))
        mine = random_edits(random, "mine", 8)
        new = [*rivals(mine[: random.randrange(4)], "mine", "new"), *random_edits(random, "new", 5)]
        ours, theirs = edited(base, mine, random.randrange(14)), edited(base, new, random.randrange(14))
        made = merge(base, ours, theirs).text()
        missing = losses(base, ours, made)
        outside += _changed_outside(random, ours, made)
        written += len(losses(base, ours, base))
        lost += len(missing)
        hurt += bool(missing)
    return f"| merged, edits and drafts by chance | {scripts:,} | {written:,} | {lost} | {hurt} | {outside} |"


def _changed_outside(random: Random, ours: str, made: str) -> bool:
    """Tell whether a byte of what stands around a section changes when the merged text takes its place."""
    before, after = (edited(random.choice(SECTIONS), random_edits(random, "far", 2)) for _ in range(2))
    before += "\r\n" if random.random() < _SOME else "\n"
    after = f"\n{after}" if random.random() < _SOME else f"{after}  "
    whole = spliced(before + ours + after, (len(before), len(before) + len(ours)), made)
    return not (whole.startswith(before) and whole.endswith(after))


def _by_model(edits: int) -> list[str]:
    random = Random(1)
    short = [section for section in SECTIONS if len(section) <= _LONGEST and "```" not in section]
    lost, hurt, written = {"": 0, "merged": 0}, {"": 0, "merged": 0}, 0
    with serve(model_file(None), on_wait=lambda: None) as endpoint:
        for number in range(edits):
            base = random.choice(short)
            ours = edited(base, _remarks(random, base))
            theirs = _written_anew(endpoint, ours, _INSTRUCTIONS[number % len(_INSTRUCTIONS)])
            written += len(losses(base, ours, base))
            for how, text in (("", theirs), ("merged", merge(base, ours, theirs).text())):
                missing = losses(base, ours, text)
                lost[how] += len(missing)
                hurt[how] += bool(missing)
    return [
        f"| the local model writes the section back | {edits} | {written} | {lost['']} | {hurt['']} | |",
        f"| the same answers, merged | {edits} | {written} | {lost['merged']} | {hurt['merged']} | |",
    ]


def _remarks(random: Random, section: str) -> list[Edit]:
    """Return three remarks by hand: lines of their own, or in a list that is there."""
    lines = section.split("\n")
    places = [index for index, line in enumerate(lines) if line.startswith(("- ", "| ")) or not line.strip()][1:]
    made = []
    for remark in random.sample(_REMARKS, 3):
        at = random.choice(places)
        text = f"- {remark}" if lines[at].startswith("- ") else remark
        made.append(Edit("insert" if lines[at].startswith("- ") else "insert block", at, 0, text))
    return made


def _written_anew(endpoint: LocalEndpoint, section: str, instruction: str) -> str:
    client = OpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=3600)
    answer = client.chat.completions.create(
        model=endpoint.model,
        messages=[{"role": "user", "content": _PROMPT.format(section=section, instruction=instruction)}],
        temperature=0,
        seed=1,
        max_tokens=700,
    )
    text = answer.choices[0].message.content or ""
    inside = text.strip().removeprefix("```markdown").removesuffix("```").strip()
    return f"{inside}\n"


if __name__ == "__main__":
    typer.run(main)

"""Defects of structure, sentences and acronyms."""

from random import Random

from bench.mutations.mutation import Mutation, cell_changed, drop, insert, operator, paragraph, pick, splice
from bench.mutations.page import Page, mentions

__all__ = ["OPERATORS"]


@operator("structure", "held out")
def remove_subsection_heading(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, [heading for heading in page.headings if heading.level == 3 and heading.number])
    if heading is None:
        return None
    return drop(page, heading.index, heading.index + 2, f"removed the heading of {heading.number}", heading.name)


@operator("structure", "held out")
def remove_contents_entry(page: Page, random: Random) -> Mutation | None:
    entries = [index for index, line in enumerate(page.lines) if "](#" in line and index < page.span("1").start]
    index = pick(random, entries)
    if index is None:
        return None
    name = page.lines[index].partition("[")[2].partition("]")[0]
    return drop(page, index, index + 1, f"removed {name} from the contents", name)


@operator("structure", "held out")
def empty_subsection(page: Page, random: Random) -> Mutation | None:
    """Nothing stands below a heading, of which no assumption or question is noted."""
    parts = [heading for heading in page.headings if heading.level == 3 and page.applies(heading.number)]
    whole = [part for part in parts if not any(page.lines[n].startswith("**") for n in page.body(part))]
    heading = pick(random, whole)
    if heading is None:
        return None
    body = page.body(heading)
    mutation = splice(page, body.start, body.stop, [""], f"emptied {heading.number}", heading.name)
    return Mutation(mutation.text, (heading.index + 2,), mutation.did, mutation.words)


@operator("structure", "held out")
def rename_table_column(page: Page, random: Random) -> Mutation | None:
    """A table has another column than the template asks for."""
    columns = {"4.1": "Dependencies", "6.1": "Response", "11.1": "Frequency", "13": "Consequences", "3.3": "Purpose"}
    places = [
        (index, number)
        for number, name in columns.items()
        for index in page.span(number)
        if page.lines[index].startswith("|") and f"| {name} |" in page.lines[index]
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, number = place
    name = columns[number]
    line = page.lines[index].replace(f"| {name} |", "| Remarks |")
    return splice(page, index, index + 1, [line], f"renamed the column {name} of {number}", name, "Remarks")


@operator("structure", "held out")
def leave_label_empty(page: Page, random: Random) -> Mutation | None:
    parts = ("3.4", "7.3", "8.2", "10.1")
    bullet = pick(random, [bullet for part in parts for bullet in page.bullets(page.span(part))])
    if bullet is None:
        return None
    line = f"- **{bullet.label}**:"
    return splice(page, bullet.index, bullet.index + 1, [line], f"left {bullet.label} empty", bullet.label)


@operator("structure", "held out")
def drop_assumption_entry(page: Page, random: Random) -> Mutation | None:
    """One of two or more assumptions is no longer listed, while the text marks it."""
    places = [
        (index, entry)
        for index in page.prose()
        if (entry := page.lines[index]).startswith("- ")
        and "(assumed)" in page.text
        and entry[2:3].isdigit()
        and ", " in entry
        and "proposed by" not in entry
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, entry = place
    kept, _, dropped = entry.rpartition(", ")
    return splice(page, index, index + 1, [kept], f"dropped the assumption {dropped}", dropped, "assumed")


@operator("text", "held out")
def double_word(page: Page, random: Random) -> Mutation | None:
    places = [
        (index, word) for index in page.paragraphs() for word in (" the ", " to ", " of ") if word in page.lines[index]
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, word = place
    line = page.lines[index].replace(word, word + word.lstrip(), 1)
    return splice(page, index, index + 1, [line], f"wrote “{word.strip()}” twice", f"{word.strip()} {word.strip()}")


@operator("text", "held out")
def leave_assistant_phrase(page: Page, random: Random) -> Mutation | None:
    phrase = random.choice(
        [
            "Sure, here is the revised section:",
            "As an AI language model, I cannot know the details of your environment.",
            "I hope this helps! Let me know if you would like me to expand on any point.",
        ]
    )
    return paragraph(
        page,
        random,
        ("2.2", "5.4", "8.3", "9.2", "11.3"),
        phrase,
        "left a phrase of a chat",
        " ".join(phrase.split()[:3]),
    )


@operator("text", "held out")
def empty_cell(page: Page, random: Random) -> Mutation | None:
    rows = [row for number in ("1.3", "4.1", "6.1", "11.1", "13") for row in page.table(number)]
    row = pick(random, rows)
    if row is None:
        return None
    return cell_changed(page, row, 1, "", f"emptied the second cell of {row.cells[0]}", row.cells[0].strip("`"))


@operator("acronyms", "held out")
def second_acronym_meaning(page: Page, random: Random) -> Mutation | None:
    """An acronym of the glossary is spelt out differently in the text."""
    meanings = {
        "TLS": "Transaction Log Service",
        "QA": "Queue Administrator",
        "CPU": "Central Policy Unit",
        "REST": "Remote Event Storage Tier",
    }
    term = pick(random, [row.cells[0] for row in page.table("1.4") if row.cells[0] in meanings])
    if term is None:
        return None
    sentence = f"The {meanings[term]} ({term}) is looked after by the same team."
    return paragraph(page, random, ("9.2", "10.2", "12.1"), sentence, f"gave {term} a second meaning", term)


@operator("acronyms", "held out")
def second_glossary_definition(page: Page, random: Random) -> Mutation | None:
    rows = page.table("1.4")
    outside = [index for index in range(len(page.lines)) if index not in page.span("1.4")]
    row = pick(random, [row for row in rows if mentions(page, row.cells[0], outside)])
    if row is None:
        return None
    term = row.cells[0]
    line = f"| {term} | The monthly report to the auditors. |"
    return insert(page, rows[-1].index + 1, [line], f"defined {term} a second time, differently", term)


OPERATORS = (
    remove_subsection_heading,
    remove_contents_entry,
    empty_subsection,
    rename_table_column,
    leave_label_empty,
    drop_assumption_entry,
    double_word,
    leave_assistant_phrase,
    empty_cell,
    second_acronym_meaning,
    second_glossary_definition,
)

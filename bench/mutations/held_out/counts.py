"""Slips in counts, ranges, sums and dates."""

import re
from datetime import date, timedelta
from random import Random

from bench.mutations.mutation import Mutation, contradiction, insert, operator, paragraph, pick, splice
from bench.mutations.page import Page

__all__ = ["OPERATORS"]

_PARTS = ("8.3", "9.2", "10.3", "11.3", "12.1")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@operator("numbers", "held out")
def miscount_list(page: Page, random: Random) -> Mutation | None:
    """The sentence before a list says that it has more items than there are."""
    places = [
        (index, match[0], length)
        for index in page.prose()
        if (match := re.search(r"[Tt]hese conditions(?=.*:$)", page.lines[index]))
        and 0 < (length := _items_after(page, index)) < 9
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, announced, length = place
    count = _COUNTS[length - 1 + random.randint(3, 4)]
    these, _, things = announced.partition(" ")
    line = page.lines[index].replace(announced, f"{these} {count} {things}", 1)
    return splice(page, index, index + 1, [line], f"announced {count} {things} for {length}", count)


def _items_after(page: Page, index: int) -> int:
    """How many items the list after a line and a blank line has."""
    after = (n for n in range(index + 2, len(page.lines)) if not page.lines[n].startswith("- "))
    return next(after, len(page.lines)) - index - 2


@operator("numbers", "held out")
def invert_range(page: Page, random: Random) -> Mutation | None:
    """A range begins with its greater end; times of day may, since they can pass midnight."""
    places = [
        (index, match)
        for index in page.prose()
        if not re.match(r"- [\d.]+: ", page.lines[index])
        for match in re.finditer(r"between (\d+(?:\.\d+)?k?) and (\d+(?:\.\d+)?k?)(?![\d:])", page.lines[index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    new = f"between {match[2]} and {match[1]}"
    line = page.lines[index][: match.start()] + new + page.lines[index][match.end() :]
    return splice(page, index, index + 1, [line], f"wrote {new}", new)


@operator("numbers", "held out")
def run_in_other_number_of_copies(page: Page, random: Random) -> Mutation | None:
    against = [index for index in page.prose(page.span("9.2")) if "two copies (assumed)" in page.lines[index]]
    if not against:
        return None
    sentence = "The system runs in five copies at all times."
    return contradiction(page, random, ("8.3", "12.1"), sentence, against[:1], "ran five copies", "five copies")


def _last_entry(page: Page) -> tuple[int, str, date] | None:
    """The line, version and date of the last entry in the change log."""
    matches = (
        (index, re.match(r"- \*\*(v\d+\.\d+), (\d{4}-\d\d-\d\d)\*\*: ", page.lines[index])) for index in page.span("E")
    )
    found = [(index, match[1], date.fromisoformat(match[2])) for index, match in matches if match]
    return found[-1] if found else None


@operator("numbers", "held out")
def date_older_version_later(page: Page, random: Random) -> Mutation | None:
    """The change log has a version below the first one, with a later date."""
    last = _last_entry(page)
    if last is None or "v0.9" in page.text:
        return None
    index, version, written = last
    day = (written + timedelta(days=random.randint(9, 60))).isoformat()
    line = f"- **v0.9, {day}**: Outline for the first meeting."
    return insert(page, index + 1, [line], f"dated v0.9 after {version}", "v0.9", day)


@operator("numbers", "held out")
def log_version_twice(page: Page, random: Random) -> Mutation | None:
    """The change log has the same version for another date and another change."""
    last = _last_entry(page)
    if last is None:
        return None
    index, version, written = last
    day = (written - timedelta(days=random.randint(9, 60))).isoformat()
    line = f"- **{version}, {day}**: Section 9 written anew."
    return insert(page, index + 1, [line], f"logged {version} twice", version, day)


@operator("numbers", "held out")
def shares_above_whole(page: Page, random: Random) -> Mutation | None:
    """The parts of a whole add up to more than it."""
    shares = random.choice([(60, 30, 25), (45, 40, 35), (80, 15, 10)])
    first, second, third = (f"{share} %" for share in shares)
    sentence = f"Of the whole work, {first} is reading, {second} is checking and {third} is writing."
    did = f"divided a whole into {sum(shares)} %"
    return paragraph(page, random, _PARTS, sentence, did, first, second, third)


@operator("numbers", "held out")
def sum_of_other_parts(page: Page, random: Random) -> Mutation | None:
    steps, total = random.choice([((5, 10, 15), 45), ((2, 8, 20), 50), ((10, 20, 30), 90)])
    listed = f"{steps[0]}, {steps[1]} and {steps[2]} minutes"
    sentence = f"A deployment has three stages of {listed}, so that it takes {total} minutes in all."
    return paragraph(page, random, _PARTS, sentence, f"added {listed} up to {total}", f"{total} minutes", listed)


@operator("numbers", "held out")
def end_period_before_start(page: Page, random: Random) -> Mutation | None:
    start = date(2027, random.randint(5, 9), random.randint(1, 28))
    end = start - timedelta(days=random.randint(20, 60))
    sentence = f"The pilot runs from {start.isoformat()} to {end.isoformat()}."
    did = f"ended the pilot on {end}, before it starts on {start}"
    return paragraph(page, random, ("10.3", "11.3"), sentence, did, start.isoformat(), end.isoformat())


@operator("numbers", "held out")
def name_wrong_weekday(page: Page, random: Random) -> Mutation | None:
    day = date(2027, random.randint(2, 11), random.randint(1, 28))
    wrong = (day + timedelta(days=random.randint(1, 6))).strftime("%A")
    sentence = f"The design is reviewed on {wrong}, {day.isoformat()}."
    return paragraph(page, random, ("10.3", "11.3"), sentence, f"called {day} a {wrong}", wrong, day.isoformat())


@operator("numbers", "held out")
def peak_below_average(page: Page, random: Random) -> Mutation | None:
    average = random.choice([400, 90, 1500])
    peak = f"{average // 3} records per second at its peak"
    sentence = f"The system handles {average} records per second on average and {peak}."
    return paragraph(page, random, _PARTS, sentence, f"had a peak below the average of {average}", peak, str(average))


@operator("numbers", "held out")
def deploy_at_other_frequency(page: Page, random: Random) -> Mutation | None:
    """11.1 deploys to production every day."""
    against = [row.index for row in page.table("11.1") if (row.cells[0], row.cells[-1]) == ("Production", "Daily")]
    if not against:
        return None
    sentence = "New versions go to production once a quarter."
    return contradiction(page, random, ("9.3", "11.3"), sentence, against, "deployed once a quarter", "quarter")


OPERATORS = (
    miscount_list,
    invert_range,
    run_in_other_number_of_copies,
    date_older_version_later,
    log_version_twice,
    shares_above_whole,
    sum_of_other_parts,
    end_period_before_start,
    name_wrong_weekday,
    peak_below_average,
    deploy_at_other_frequency,
)

"""Defects of numbers, units, versions and dates."""

import re
from datetime import date, timedelta
from random import Random

from bench.mutations.mutation import Mutation, operator, paragraph, pick, replace_lines, reword, splice
from bench.mutations.page import Page
from bench.mutations.places import components
from bench.mutations.quantities import Quantity, other_number, quantities, restated

__all__ = ["OPERATORS"]


@operator("numbers", "known")
def change_target_number(page: Page, random: Random) -> Mutation | None:
    """A target of 8.1 has another number where it is said again."""
    quantity = pick(random, restated(page))
    if quantity is None:
        return None
    new = other_number(quantity)
    line = page.lines[quantity.index]
    changed = line[: quantity.start] + new + line[quantity.start + len(quantity.number) :]
    did = f"changed {quantity.number} {quantity.unit} to {new} {quantity.unit}"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, new)


_OTHER_UNITS = {
    "ms": "s",
    "second": "minute",
    "seconds": "minutes",
    "minute": "hour",
    "minutes": "hours",
    "hours": "days",
    "days": "weeks",
    "months": "years",
    "years": "months",
    "MB": "GB",
    "GB": "MB",
    "per second": "per minute",
    "a day": "an hour",
}


@operator("numbers", "known")
def change_target_unit(page: Page, random: Random) -> Mutation | None:
    quantity = pick(random, [quantity for quantity in restated(page) if quantity.unit in _OTHER_UNITS])
    if quantity is None:
        return None
    unit = _OTHER_UNITS[quantity.unit]
    line = page.lines[quantity.index]
    changed = line[: quantity.stop - len(quantity.unit)] + unit + line[quantity.stop :]
    did = f"changed {quantity.number} {quantity.unit} to {quantity.number} {unit}"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, f"{quantity.number} {unit}")


def _change_log(page: Page) -> list[int]:
    return [index for index in page.span("E") if re.search(r"v\d+\.\d+, \d{4}-\d\d-\d\d", page.lines[index])]


@operator("numbers", "known")
def version_mismatch(page: Page, random: Random) -> Mutation | None:
    """The document has a version that its change log does not know."""
    index = next((n for n, line in enumerate(page.lines[: page.span("1").start]) if "**Version**" in line), None)
    if index is None or not _change_log(page):
        return None
    version = f"v{random.randint(2, 9)}.{random.randint(1, 9)}"
    line = f"- **Version**: {version}"
    return splice(page, index, index + 1, [line], f"made the document's version {version}", version)


@operator("numbers", "known")
def date_mismatch(page: Page, random: Random) -> Mutation | None:
    """The newest change is later than the document."""
    index = pick(random, _change_log(page))
    if index is None:
        return None
    old = re.findall(r"\d{4}-\d\d-\d\d", page.lines[index])[0]
    new = (date.fromisoformat(old) + timedelta(days=random.randint(20, 200))).isoformat()
    return reword(page, index, old, new, f"moved a change from {old} to {new}")


@operator("numbers", "known")
def change_required_number(page: Page, random: Random) -> Mutation | None:
    """A target has another number in 8.1 than everywhere else."""
    again = {(quantity.number, quantity.unit) for quantity in restated(page)}
    quantity = pick(random, [one for one in quantities(page, "8.1") if (one.number, one.unit) in again])
    if quantity is None:
        return None
    new = other_number(quantity)
    line = page.lines[quantity.index]
    changed = line[: quantity.start] + new + line[quantity.start + len(quantity.number) :]
    did = f"changed {quantity.number} {quantity.unit} to {new} in 8.1"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, new, quantity.number)


@operator("numbers", "known")
def second_target(page: Page, random: Random) -> Mutation | None:
    """Prose states another target than the only one that 8.1 has of its kind."""
    bullets = page.bullets(page.span("8.1"))
    found = [
        (label, quantity)
        for label in ("Latency", "Availability", "Retention", "Freshness")
        if len(own := [bullet for bullet in bullets if label in bullet.label]) == 1
        and len(within := [one for one in quantities(page, "8.1") if one.index == own[0].index]) == 1
        for quantity in within
    ]
    choice = pick(random, found)
    if choice is None:
        return None
    label, quantity = choice
    new = f"{other_number(quantity)} {quantity.unit}"
    sentence = f"The target for {label.lower()} is {new}, as agreed with operations."
    did = f"stated {label.lower()} as {new} beside {quantity.number} {quantity.unit}"
    return paragraph(page, random, ("8.3", "9.2", "12.1"), sentence, did, new, label)


@operator("numbers", "known")
def wrong_error_budget(page: Page, random: Random) -> Mutation | None:
    """The error budget does not follow from the availability."""
    share = pick(random, [quantity for quantity in quantities(page, "8.1") if quantity.unit in {"%", "percent"}])
    if share is None or "vailability" not in page.lines[share.index]:
        return None
    sentence = (
        f"An availability of {share.number} {share.unit} leaves an error budget of 25 hours in a month of 30 days."
    )
    return paragraph(page, random, ("8.3", "12.1"), sentence, "stated a wrong error budget", "error budget", "25 hours")


@operator("numbers", "known")
def impossible_date(page: Page, random: Random) -> Mutation | None:
    index = next((n for n, line in enumerate(page.lines[:20]) if line.startswith("- **Date**")), None)
    if index is None:
        return None
    new = random.choice(["2026-02-30", "2026-13-05", "15/01/26"])
    return splice(page, index, index + 1, [f"- **Date**: {new}"], f"dated the document {new}", new)


@operator("numbers", "known")
def record_after_document(page: Page, random: Random) -> Mutation | None:
    """A record of appendix A has a date later than the document's."""
    pattern = re.compile(r"- \*\*ADR-.*, (\d{4}-\d\d-\d\d)")
    places = [(index, match[1]) for index in page.span("A") if (match := pattern.fullmatch(page.lines[index]))]
    place = pick(random, places)
    if place is None:
        return None
    index, old = place
    new = (date.fromisoformat(old) + timedelta(days=random.randint(40, 300))).isoformat()
    return reword(page, index, old, new, f"dated a record {new}")


@operator("numbers", "known")
def release_before_document(page: Page, random: Random) -> Mutation | None:
    """The draft plans a release on a day that was long over when it was written."""
    dates = (re.fullmatch(r"- \*\*Date\*\*: (\d{4}-\d\d-\d\d)", line) for line in page.lines[:20])
    written = next((match[1] for match in dates if match), None)
    if written is None:
        return None
    day = (date.fromisoformat(written) - timedelta(days=random.randint(200, 500))).isoformat()
    sentence = f"The first release will go live on {day}."
    return paragraph(page, random, ("2.2", "11.2", "11.3"), sentence, f"planned a release on {day}", day)


def _latencies(page: Page) -> list[Quantity]:
    """The times that are latency targets of 8.1."""
    labelled = {bullet.index for bullet in page.bullets(page.span("8.1")) if "Latency" in bullet.label}
    units = {"ms", "second", "seconds", "minute", "minutes"}
    return [one for one in quantities(page, "8.1") if one.index in labelled and one.unit in units]


@operator("numbers", "known")
def share_above_hundred(page: Page, random: Random) -> Mutation | None:
    """A share of something is larger than all of it, wherever it is said."""
    shares = [one for part in ("8.1", "12.3") for one in quantities(page, part) if one.unit in {"%", "percent"}]
    of_processors = {one.number for one in shares if "CPU" in page.lines[one.index]}
    share = pick(random, [one for one in shares if one.number not in of_processors])
    if share is None:
        return None
    new = f"{float(share.number) + 100:g}"
    pattern = re.compile(rf"(?<![\w.,]){re.escape(share.number)}(?= ?{re.escape(share.unit)})")
    changed = {index: pattern.sub(new, line) for index, line in enumerate(page.lines) if pattern.search(line)}
    return replace_lines(page, changed, f"made {share.number} {share.unit} {new} {share.unit}", new)


@operator("numbers", "known")
def invert_length_bounds(page: Page, random: Random) -> Mutation | None:
    """The least length is larger than the greatest."""
    places = [
        (bullet, name)
        for heading in page.below("5.1")
        for attributes in page.bullets(page.body(heading))
        if attributes.label == "Attributes"
        for name in re.findall(r"`(\w+)` string", attributes.value)
        for bullet in page.bullets(page.body(heading))
        if bullet.label == "Validations" and bullet.value.endswith(".")
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name = place
    bounds = random.choice(["at least 200 and at most 20", "between 255 and 3"])
    line = f"{page.lines[bullet.index]} The length of {name} must be {bounds} characters."
    did = f"made the length of {name} {bounds}"
    return splice(page, bullet.index, bullet.index + 1, [line], did, bounds)


@operator("numbers", "known")
def latency_in_bytes(page: Page, random: Random) -> Mutation | None:
    """A time has the unit of a size, wherever it is said."""
    latency = pick(random, _latencies(page))
    if latency is None:
        return None
    old = page.lines[latency.index][latency.start : latency.stop]
    new = f"{latency.number} GB"
    changed = {
        index: page.lines[index].replace(old, new)
        for part in ("2.3", "8.1", "12.3", "C")
        for index in page.span(part)
        if old in page.lines[index] and re.search(r"Latency|Fast responses", page.lines[index])
    }
    return replace_lines(page, changed, f"made the latency {old} {new}", new)


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@operator("numbers", "known")
def miscount_components(page: Page, random: Random) -> Mutation | None:
    count = len(components(page))
    if not 0 < count < len(_WORDS) - 1:
        return None
    word = random.choice([_WORDS[count], _WORDS[count + 1]])
    sentence = f"The system consists of {word} components, each of which 4.1 describes."
    return paragraph(page, random, ("2.2", "9.2", "8.3"), sentence, f"counted {word} components", f"{word} components")


_SMALLER = {
    "seconds": (1000, "milliseconds"),
    "minutes": (60, "seconds"),
    "hours": (60, "minutes"),
    "days": (24, "hours"),
    "weeks": (7, "days"),
    "years": (12, "months"),
}


@operator("numbers", "known")
def wrong_conversion(page: Page, random: Random) -> Mutation | None:
    """A target of 8.1 has a wrong value in another unit behind it."""
    quantity = pick(random, [one for one in quantities(page, "8.1") if one.unit in _SMALLER])
    if quantity is None:
        return None
    factor, unit = _SMALLER[quantity.unit]
    wrong = float(quantity.number.replace(",", "")) * factor * 1.5
    said = f"{wrong:,.0f} {unit}"
    line = page.lines[quantity.index]
    changed = f"{line[: quantity.stop]} ({said}){line[quantity.stop :]}"
    did = f"converted {quantity.number} {quantity.unit} to {said}"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, said)


@operator("numbers", "known")
def median_above_target(page: Page, random: Random) -> Mutation | None:
    """Half of all cases miss a target that is said to be met."""
    latency = pick(random, _latencies(page))
    if latency is None:
        return None
    longer = f"{other_number(latency)} {latency.unit}"
    sentence = f"By our estimate, half of all cases take longer than {longer}, so that the latency of 8.1 is met."
    return paragraph(page, random, ("2.2", "8.3"), sentence, f"met the latency with a median of {longer}", longer)


@operator("numbers", "known")
def closed_against_availability(page: Page, random: Random) -> Mutation | None:
    """What is shut down each night is not available for the required share of the month."""
    required = any("vailability" in bullet.label for bullet in page.bullets(page.span("8.1")))
    component = pick(random, components(page))
    if not required or component is None:
        return None
    sentence = f"For maintenance, the {component.name} is shut down every night from 01:00 to 04:00."
    did = f"shut {component.name} down every night"
    return paragraph(page, random, ("8.3", "9.2", "11.2"), sentence, did, "maintenance", "availability")


OPERATORS = (
    change_target_number,
    change_target_unit,
    version_mismatch,
    date_mismatch,
    change_required_number,
    second_target,
    wrong_error_budget,
    impossible_date,
    record_after_document,
    release_before_document,
    share_above_hundred,
    invert_length_bounds,
    latency_in_bytes,
    miscount_components,
    wrong_conversion,
    median_above_target,
    closed_against_availability,
)

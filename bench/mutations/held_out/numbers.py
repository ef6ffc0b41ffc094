"""Defects of shares, bounds, units, counts, conversions and dates."""

import re
from random import Random

from bench.mutations.mutation import Mutation, operator, paragraph, pick, replace_lines, splice
from bench.mutations.page import Page
from bench.mutations.places import components
from bench.mutations.quantities import Quantity, other_number, quantities

__all__ = ["OPERATORS"]


def _latencies(page: Page) -> list[Quantity]:
    """The times that are latency targets of 8.1."""
    labelled = {bullet.index for bullet in page.bullets(page.span("8.1")) if "Latency" in bullet.label}
    units = {"ms", "second", "seconds", "minute", "minutes"}
    return [one for one in quantities(page, "8.1") if one.index in labelled and one.unit in units]


@operator("numbers", "held out")
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


@operator("numbers", "held out")
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


@operator("numbers", "held out")
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


@operator("numbers", "held out")
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


@operator("numbers", "held out")
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


@operator("numbers", "held out")
def median_above_target(page: Page, random: Random) -> Mutation | None:
    """Half of all cases miss a target that is said to be met."""
    latency = pick(random, _latencies(page))
    if latency is None:
        return None
    longer = f"{other_number(latency)} {latency.unit}"
    sentence = f"By our estimate, half of all cases take longer than {longer}, so that the latency of 8.1 is met."
    return paragraph(page, random, ("2.2", "8.3"), sentence, f"met the latency with a median of {longer}", longer)


@operator("numbers", "held out")
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
    share_above_hundred,
    invert_length_bounds,
    latency_in_bytes,
    miscount_components,
    wrong_conversion,
    median_above_target,
    closed_against_availability,
)

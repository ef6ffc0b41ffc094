"""Numbers with their units and what bounds them."""

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from typing import Literal

from drafter.document.brief import Dimension, Quantity
from drafter.facts.passage import Passage
from drafter.facts.quantity_patterns import (
    AFTER,
    BEFORE,
    CJK_NUMBER,
    COMMA_LANGUAGE,
    NEGATION,
    NOT_PLURAL,
    NOT_QUANTITIES,
    NOUN,
    NUMBER,
    OF_THINGS,
    PER,
    PER_THING,
    PERCENTILE,
    PERIODS,
    POINT_LANGUAGE,
    RANGE,
    STOP,
    UNIT,
)
from drafter.facts.units import DATA, FACTORS, NUMBER_WORDS, RATE_UNITS, RATIOS, TIME
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["quantities"]

Bound = Literal["at most", "at least", "exactly"]
_PRECISION = Context(prec=12)
"""Enough to compare; a rate a second is often a periodic fraction."""
_GROUP = regex(r"[.,]\d{3}")
"""Where a comma or a point may part thousands, which depends on the language."""
_ONE = frozenset({"one", "ein", "eine", "einen", "einer", "einem"})


@frozen
class _Measure:
    """A unit that was read behind a number."""

    end: int
    unit: str
    dimension: Dimension
    scale: Decimal = Decimal(1)


def quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Return the numbers with units, and bounded bare numbers, in order.

    A range is its upper end, at most. Versions, ids, clock times, telephone numbers, years and numbers of
    steps or articles are no quantities; blank dates and versions with `Passage.without` first.
    """
    words = NOT_QUANTITIES.sub(lambda match: "\0" * len(match[0]), passage.words)
    comma = bool(_GROUP.search(words)) and len(COMMA_LANGUAGE.findall(words)) > len(POINT_LANGUAGE.findall(words))
    found: list[Quantity] = []
    reached = 0
    for match in _numbers(words):
        if match.start() < reached:
            continue
        if fact := _quantity(passage, words, match, reached, comma=comma):
            found.append(fact)
            reached = fact.end - passage.statement.start
    return tuple(found)


def _numbers(words: str) -> Iterator[re.Match[str]]:
    if words.isascii():
        return NUMBER.finditer(words)
    return iter(sorted([*NUMBER.finditer(words), *CJK_NUMBER.finditer(words)], key=lambda match: match.start()))


def _quantity(passage: Passage, words: str, match: re.Match[str], reached: int, *, comma: bool) -> Quantity | None:
    """Return what is measured by the number at `match`, None when it is not a quantity."""
    before = BEFORE.search(words[max(reached, match.start() - 60) : match.start()])
    start = match.start() - (len(before[0]) if before else 0)
    bound: Bound = "exactly"
    if before and (before["most"] or before["least"]):
        denied = NEGATION.search(words[max(reached, match.start() - 110) : match.start() - len(before[0])])
        bound = "at most" if bool(before["most"]) != bool(denied) else "at least"
    number, end, value = match, match.end(), _value(match, comma=comma)
    if match["digits"] and (upper := RANGE.match(words, end)):
        upper_value = _value(upper, comma=comma)
        if upper_value > value and (_is_range(upper[0], before)):
            end, value, bound = upper.end(), upper_value, "at most"
    repeats = bool(before and (before["every"] or "").lower() in {"every", "alle"})
    is_bounded = bound != "exactly" or repeats
    measure = _measure(words, end, number, is_bounded=is_bounded)
    if measure is None or _is_year(number, measure, is_bounded=is_bounded):
        return None
    if before and (before["least"] or "").lower() in {"over", "über"} and measure.dimension == "time":
        bound = "exactly"
    after = AFTER.match(words, measure.end)
    if after and bound == "exactly":
        bound = "at most" if after["most"] else "at least"
    end = after.end() if after else measure.end
    if percentile := PERCENTILE.match(words, end):
        end = percentile.end()
    return Quantity(
        **passage.place(start, end),
        value=value,
        unit=measure.unit,
        dimension=measure.dimension,
        base_value=_PRECISION.multiply(value, measure.scale),
        bound=bound,
    )


def _is_range(joined: str, before: re.Match[str] | None) -> bool:
    """Return whether "A and B" is a range: only after "between"."""
    is_and = re.match(r"\s?(?:and|und)\b", joined, re.IGNORECASE)
    return not is_and or bool(before and (before["every"] or "").lower() in {"between", "zwischen"})


def _value(match: re.Match[str], *, comma: bool) -> Decimal:
    """Return the number with separators and factor resolved."""
    if digits := match["digits"]:
        number = _decimal(digits, comma=comma)
    else:
        word = match["word"].lower()
        special = {"once": Decimal(1), "twice": Decimal(2), "a": Decimal(1), "an": Decimal(1)}
        number = special.get(word, Decimal(NUMBER_WORDS.get(word, 0))) or Decimal("0.5")
    if not match["factor"]:
        return number
    value = number * FACTORS[match["factor"].lower()]
    whole = value.to_integral_value()
    return whole if value == whole else value


def _decimal(digits: str, *, comma: bool) -> Decimal:
    """Return the number that these digits and separators write; `comma` marks decimals in the text."""
    if digits.isdecimal():
        return Decimal(digits)
    plain = re.sub(r"['’\u00a0\u202f ]", "", digits)
    points, commas = plain.count("."), plain.count(",")
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", plain) is not None
    if (points and commas) or (points + commas > 1 and not grouped):
        decimal = max(plain.rfind("."), plain.rfind(","))
        return Decimal(re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :])
    separator = "." if points else ","
    if grouped and (points + commas > 1 or (separator == ".") == comma):
        return Decimal(re.sub(r"[.,]", "", plain))
    return Decimal(plain.replace(",", "."))


def _measure(words: str, end: int, number: re.Match[str], *, is_bounded: bool) -> _Measure | None:
    """Return the unit behind a number; None when there is none and it is not bounded."""
    word = (number["word"] or "").lower()
    if word in {"once", "twice"}:
        per = PER.match(words, end)
        return _per(per, "times", Decimal(1)) if per else None
    if number["currency"]:
        until = _price_end(words, end)
        return _Measure(until, _spaced(number["currency"] + words[end:until]), "money")
    unit = UNIT.match(words, end)
    if unit and (measure := _known(words, end, unit, number, is_bounded=is_bounded)):
        return measure
    return _things(words, end, number, is_bounded=is_bounded)


def _things(words: str, end: int, number: re.Match[str], *, is_bounded: bool) -> _Measure | None:
    """Return the count of things, or their rate, behind a number that has no known unit."""
    word = (number["word"] or "").lower()
    is_article = word in {"a", "an"} or word.startswith("half") or (word in _ONE and not is_bounded)
    if is_article and not number["factor"]:
        return None
    counted = _counted(words, end, is_word=bool(word) and not is_bounded and not number["factor"])
    if counted:
        return counted
    if per := PER.match(words, end):
        return _per(per, "", Decimal(1))
    is_grouped = re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", number["digits"] or "") is not None
    is_bare = not word and not re.match(r"[\w.:/-]*\w", words[end : end + 8])
    return _Measure(end, "", "count") if is_bare and (is_bounded or is_grouped) else None


def _known(words: str, end: int, unit: re.Match[str], number: re.Match[str], *, is_bounded: bool) -> _Measure | None:
    """Return the measure of a unit that the tables know; None for what only looks like one."""
    kind = unit.lastgroup or ""
    name = unit[kind].lower()
    written = _spaced(unit[0].lstrip(" -\u00a0"))
    match kind:
        case "ratio":
            return _Measure(unit.end(), written, "ratio", RATIOS[_spaced(name)])
        case "rate":
            return _Measure(unit.end(), written, "rate", RATE_UNITS[name])
        case "money":
            until = _price_end(words, unit.end())
            return _Measure(until, _spaced(words[end:until].lstrip(" -\u00a0")), "money")
        case "data":
            return _data(words, unit, written)
    is_article = (number["word"] or "").lower() in {"a", "an", *_ONE - {"one"}}
    if (is_article and not is_bounded) or (len(name) == 1 and unit[kind].isupper()):
        return None
    return _Measure(unit.end(), written, "time", TIME[name])


def _data(words: str, unit: re.Match[str], written: str) -> _Measure | None:
    """Return an amount of data, or its rate: "10 GB/day", "10 GB of logs a day"."""
    if unit["data"] in {"b", "pb"}:
        return None
    per = PER.match(words, unit.end())
    if per is None and (things := OF_THINGS.match(words, unit.end())):
        per = PER.match(words, things.end())
    scale = DATA[unit["data"].lower()]
    return _per(per, written, scale) if per else _Measure(unit.end(), written, "data", scale)


def _price_end(words: str, end: int) -> int:
    """Return where a price ends that may go on "a month" or "per call"."""
    per = PER.match(words, end) or PER_THING.match(words, end)
    return per.end() if per else end


def _per(per: re.Match[str], unit: str, scale: Decimal) -> _Measure:
    name = per["per"].lower()
    seconds = TIME[PERIODS.get(name, name)]
    return _Measure(per.end(), _spaced(unit + per[0]), "rate", scale / seconds)


def _counted(words: str, end: int, *, is_word: bool) -> _Measure | None:
    """Return the count of the noun behind a number, or its rate: up to four words, to the first plural."""
    nouns: list[tuple[int, str]] = []
    position = end
    while len(nouns) < 4 and (match := NOUN.match(words, position)):
        if match["noun"].lower() in STOP:
            break
        nouns.append((match.end(), match["noun"].lower()))
        position = match.end()
        following = NOUN.match(words, position)
        goes_on = following and following["noun"][0].islower() and _is_plural(following["noun"])
        if _is_plural(match["noun"]) or (match["noun"][0].isupper() and not goes_on):
            break
    if not nouns:
        return None
    chosen = nouns[-1] if _is_plural(nouns[-1][1]) or words[nouns[-1][0] - len(nouns[-1][1])].isupper() else nouns[0]
    if is_word and not (_is_plural(chosen[1]) or words[chosen[0] - len(chosen[1])].isupper()):
        return None
    unit = _spaced(words[end : chosen[0]])
    if "/" in unit and (slashed := PER.match(words, end + words[end : chosen[0]].rfind("/"))):
        return _per(slashed, unit.rsplit("/", 1)[0], Decimal(1))
    if per := PER.match(words, chosen[0]):
        return _per(per, unit, Decimal(1))
    return _Measure(chosen[0], unit, "count")


def _is_plural(noun: str) -> bool:
    return len(noun) > 3 and noun.endswith("s") and not noun.lower().endswith(NOT_PLURAL)


def _is_year(number: re.Match[str], measure: _Measure, *, is_bounded: bool) -> bool:
    digits = number["digits"] or ""
    is_four = len(digits) == 4 and digits.isdigit() and 2015 <= int(digits) < 2050
    return is_four and measure.dimension == "count" and not is_bounded and not number["factor"]


def _spaced(unit: str) -> str:
    return " ".join(unit.replace("\0", " ").split())

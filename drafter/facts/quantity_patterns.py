"""The patterns of numbers, bounds and units, in English and German with the commonest of other languages."""

import re

from drafter.facts.units import CURRENCIES, DATA, FACTORS, NUMBER_WORDS, RATE_UNITS, TIME, TIME_NAMES
from drafter.patterns import regex

__all__ = [
    "AFTER",
    "BEFORE",
    "CJK_NUMBER",
    "COMMA_LANGUAGE",
    "NEGATION",
    "NOT_PLURAL",
    "NOT_QUANTITIES",
    "NOUN",
    "NUMBER",
    "OF_THINGS",
    "PER",
    "PERCENTILE",
    "PERIODS",
    "PER_THING",
    "POINT_LANGUAGE",
    "RANGE",
    "STOP",
    "UNIT",
]


def _either(names: list[str] | tuple[str, ...] | frozenset[str] | dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _spaces(names: str) -> str:
    return names.replace(" ", r"\s+")


NOT_QUANTITIES = regex(
    r"""(?:(?<![^\W\d_])|(?=[\#(§]))  # nowhere else can one begin; this makes the search fast
      (?: (?<!\w)\+\d[\d ()/-]{6,20}\d | \b\d{3}[-.]\d{3}[-.]\d{4}\b
      | \(\d{2,5}\)\s?\d[\d -]{4,12}\d  # telephone
      | \b24\s?/\s?7\b
      | \b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?|\s?Uhr\b)? | \b\d{1,2}\s?(?:[ap]m\b|Uhr\b|o'clock\b)
      | (?<![\w.])v\d+(?:\.\d+)*
        | (?<![\w.])\d+(?:\.\d+){2,}(?![\d%])                                # versions, addresses
      | \b[A-Za-z]{1,12}-\d+(?:-\d+)*\b | \#\d+ | §+\s?\d+ | \b[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{4,})+\b    # ids
      | (?<![\w.])\d{1,3}/\d{1,3}(?![\w/])
      | \b(?:phase|step|article|articles|art\.?|section|chapter|rfc|iso|iec|pep|adr|http|status|code
        |port|ports|level|tier
          |sprint|version|release|layer|option|appendix|table|figure|fig\.|line|page|room|floor|no\.|nr\.|schritt|kapitel
          |artikel|abs\.|abschnitt|klasse|stufe|din|en|nist|week|kw|item|rule|goal|ticket|issue|issues|pr|day|question)
          \s?[:#]?\s?\d[\d.]*(?:[a-z]\b)?(?!\s?%)
      | (?:(?<=\bin\s)|(?<=\bby\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bof\s)|(?<=\bseit\s)
        |(?<=\bbis\s))(?:19|20)\d\d\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,6})?(?!\d)|\d{1,15}(?:[.,]\d{1,12})?"
NUMBER = regex(
    rf"""(?<![\w.,§#/-])(?:(?P<currency>{_either(CURRENCIES)})\s?(?=\d))?
         (?:(?P<digits>{_DIGITS})|(?P<word>{_either(NUMBER_WORDS)}|half\san?|an?(?=\s+(?:{_either(TIME_NAMES)}|{_either(FACTORS)})\b)|once|twice)\b(?!-))
         (?:\s{{0,3}}(?P<factor>{_either(FACTORS)})(?![^\W\d_])\.?)?
      """,
    re.VERBOSE | re.IGNORECASE,
)
CJK_NUMBER = regex(rf"(?<=[\u2e80-\u9fff])(?P<currency>)?(?:(?P<digits>{_DIGITS})(?P<word>)?)\s?(?P<factor>[万亿億])?")
RANGE = regex(
    rf"\s?(?:-|–|—|to|bis|and|und|或|至|到|~)\s?(?P<currency>[€$£¥])?(?P<digits>{_DIGITS})(?:\s{{0,3}}(?P<factor>{_either(FACTORS)})(?![^\W\d_]))?",
    re.IGNORECASE,
)
UNIT = regex(
    rf"""(?:[\s\u00a0]{{1,4}}|-)?(?: (?P<ratio>%|‰|×|x(?![\w-])|(?:percent|per\scent|pct|prozent)\b)
            | (?P<rate>(?:{_either(list(RATE_UNITS))})(?!\w))
            | (?P<money>(?:{_either(CURRENCIES)})(?![^\W\d_]))
            | (?:(?:business|working|calendar
              |consecutive)\s)?(?P<time>(?:{_either(TIME_NAMES)})(?![A-Za-zÀ-ɏ_]))
            | (?P<data>(?:{_either(list(DATA))})(?!\w)) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
PER = regex(
    rf"""(?:\s?/\s?|\s+(?:(?:per|an?|each|every|pro|par|por|je|im|am|in\s+an?)\s+)|\s(?=(?:daily|hourly|weekly|monthly|täglich)\b))
         (?P<per>{_either(frozenset(TIME))}|daily|hourly|weekly|monthly|yearly|täglich)(?![A-Za-zÀ-ɏ_])""",
    re.VERBOSE | re.IGNORECASE,
)
PER_THING = regex(r"\s+(?:per|pro|par|por)\s+[^\W\d_][\w-]{0,30}")
PERIODS = {
    "daily": "day",
    "hourly": "hour",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "täglich": "day",
}
NOUN = regex(r"[ \u00a0]*(?P<noun>°[CF]?(?!\w)|(?<=[ \u00a0])[^\W\d_][\w'’/-]{0,40})")
OF_THINGS = regex(
    r"\s+(?:of|an|de)\s+[^\W\d_][\w-]{0,30}(?:\s[^\W\d_][\w-]{0,30})??"
    r"(?=\s?/|\s+(?:per|an?|each|every|pro|im|am|daily)\b)"
)

_MOST = (
    r"no more than|not more than|no longer than|no later than|not exceed(?:ing)?|shorter than"
    r"|smaller than|lower than|less than"
    r"|fewer than|faster than|at most|at the most|up to|maximum(?: of)?|max\.?(?: of)?|maximal"
    r"|höchstens|weniger als|bis zu"
    r"|innerhalb von|innerhalb|unter|in under|under|below|within|capped at|limit(?:ed)? (?:of|to)"
    r"|stays? under|au plus"
    r"|moins de|como máximo|menos de|<=?|≤|不超过|最多|小于|少于|低于"
)
_LEAST = (
    r"no less than|not less than|no fewer than|at least|minimum(?: of)?|min\.?(?: of)?|more than"
    r"|greater than|longer than|larger than"
    r"|exceed(?:s|ing)?|above|over|mindestens|wenigstens|mehr als|über|au moins|plus de|al menos"
    r"|más de|>=?|≥|至少|不少于|超过|大于"
)
NEGATION = regex(r"(?:\b(?:never|not|cannot|nie|niemals|nicht)\b|n['’]t\b)[^.,;:!?]{0,60}$", re.IGNORECASE)
"""Before a bound it turns the bound round: "never longer than 5 s", "must not drop below 99 %"."""
_APPROX = (
    r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|nearly|almost|etwa"
    r"|rund|environ|~|≈|约|大约)"
)
BEFORE = regex(
    rf"""(?P<tail>\bp\d{{2}}(?:\.\d+)?\s+(?:(?:latency|response\stime)\s+)?(?:(?:of|is|:|must\sbe|should\sbe)\s+)?)?
         (?:(?:(?<![A-Za-zÀ-ɏ])(?P<most>{_spaces(_MOST)})|(?<![A-Za-zÀ-ɏ])(?P<least>{_spaces(_LEAST)})|(?<![\w])(?P<every>every|alle|between|zwischen))\s*(?:(?<!\w)(?:the|an?|den|die|der)\s+)?)?
         (?:(?<!\w){_APPROX}\s*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
AFTER = regex(
    r"""(?P<most>\s?(?:,\s)?(?:or|oder)\s(?:less|fewer|faster|sooner|below|weniger|schneller)\b
          |\s(?:max(?:imum)?|at\smost|tops|maximal)\b|\s?(?:以内|以下|未満))
      | (?P<least>\s?(?:,\s)?(?:or|oder)\s(?:more|better|higher|above|longer|mehr|besser)\b
          |\s(?:min(?:imum)?|at\sleast)(?![\w]) | \+(?!\w) | \s?以上)
    """,
    re.VERBOSE | re.IGNORECASE,
)
PERCENTILE = regex(r"\s?(?:\(|at\s(?:the\s)?|,\s)?\(?p\d{2}(?:\.\d+)?\b\)?", re.IGNORECASE)
STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "but", "can", "did", "do", "for", "from", "had", "has",
    "have", "if", "in", "into", "is", "it", "may", "more", "most", "must", "no", "nor", "not", "of", "off",
    "on", "or", "our", "out", "over", "per", "shall", "should", "since", "so", "than", "that", "the",
    "then", "there", "these", "they", "this", "those", "to", "until", "up", "via", "was", "we", "were",
    "when", "where", "which", "while", "who", "will", "with", "would", "you", "your", "only", "each",
    "every", "ones", "und", "oder", "der", "die", "das", "des", "dem", "den", "ist", "sind", "mit", "von",
    "bis", "für", "auf", "zu", "im", "am", "pro", "je", "als", "nach", "sowie", "et", "de", "la", "le",
    "les", "y", "o",
})  # fmt: skip
NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
COMMA_LANGUAGE = regex(
    r"\b(?:und|der|die|nicht|für|mit|les|des|est|pour|los|las|para|het|een|della|não)\b", re.IGNORECASE
)
POINT_LANGUAGE = regex(r"\b(?:the|and|of|with|for|is|to)\b", re.IGNORECASE)

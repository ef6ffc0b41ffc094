"""What units mean: their dimension, and how many seconds, bytes or shares one of them is."""

from decimal import Decimal

__all__ = ["CURRENCIES", "DATA", "FACTORS", "NUMBER_WORDS", "RATE_UNITS", "RATIOS", "TIME", "TIME_NAMES"]

_SECONDS = {
    "0.000000001": "ns nanosecond nanoseconds",
    "0.000001": "µs μs us microsecond microseconds",
    "0.001": "ms msec msecs millisecond milliseconds millisekunde millisekunden millisecondes 毫秒",
    "1": "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos 秒",
    "60": "min mins minute minutes minuten minuto minutos 分钟 分間",
    "3600": "h hr hrs hour hours stunde stunden heure heures hora horas 小时 時間",
    "86400": "d day days tag tage tagen jour jours día días dia dias 天 日間",
    "604800": "week weeks woche wochen semaine semaines semana semanas 周 週間",
    "2592000": "month months monat monate monaten mois mes meses 个月 か月 ヶ月",
    "7776000": "quarter quarters quartal quartale quartalen",
    "31536000": "year years yr yrs jahr jahre jahren année années ans año años",
}
"""A month is 30 days, a year 365: good enough for comparing, which is all that they are used for."""
_BYTES = {
    1: "b byte bytes",
    1000: "kb kilobyte kilobytes",
    1000**2: "mb megabyte megabytes",
    1000**3: "gb gigabyte gigabytes",
    1000**4: "tb terabyte terabytes",
    1000**5: "pb petabyte petabytes",
    1024: "kib",
    1024**2: "mib",
    1024**3: "gib",
    1024**4: "tib",
}

TIME = {name: Decimal(seconds) for seconds, names in _SECONDS.items() for name in names.split()}
"""Seconds by unit, in lower case."""
TIME_NAMES = frozenset(TIME) - {"quarter", "quarters"}
DATA = {name: Decimal(count) for count, names in _BYTES.items() for name in names.split()}
"""Bytes by unit, in lower case."""
RATIOS = {
    "%": Decimal("0.01"), "percent": Decimal("0.01"), "pct": Decimal("0.01"), "prozent": Decimal("0.01"),
    "per cent": Decimal("0.01"), "‰": Decimal("0.001"), "×": Decimal(1), "x": Decimal(1),
}  # fmt: skip
"""Shares of 1 by unit; "3x" is the share 3."""
RATE_UNITS = {
    "rps": Decimal(1), "qps": Decimal(1), "tps": Decimal(1), "iops": Decimal(1), "fps": Decimal(1),
    "hz": Decimal(1), "khz": Decimal(1000), "rpm": 1 / Decimal(60),
    "bps": Decimal("0.125"), "kbps": Decimal(125), "kbit/s": Decimal(125), "mbps": Decimal(125000),
    "mbit/s": Decimal(125000), "gbps": Decimal(125000000), "gbit/s": Decimal(125000000),
}  # fmt: skip
"""Things (or bytes) a second by unit, in lower case."""
CURRENCIES = (
    "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pounds", "chf", "jpy", "yen", "cny", "rmb",
    "inr", "brl",
    "cad", "aud", "sek", "nok", "dkk", "pln", "czk", "cent", "cents", "€", "$", "£", "¥", "₹", "us$",
)  # fmt: skip
FACTORS = {
    "k": 1000, "thousand": 1000, "tausend": 1000, "tsd": 1000, "mille": 1000, "mil": 1000,
    "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "millions": 10**6, "millionen": 10**6,
    "millones": 10**6,
    "bn": 10**9, "b": 10**9, "billion": 10**9, "mrd": 10**9, "milliarde": 10**9, "milliarden": 10**9,
    "hundred": 100, "dozen": 12, "万": 10**4, "亿": 10**8, "億": 10**8,
}  # fmt: skip
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
    "ein": 1, "eine": 1, "einen": 1, "einer": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4,
    "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip

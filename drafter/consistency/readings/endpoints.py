"""The endpoints of 6.1: methods, paths, what is sent and what is answered."""

import re
from collections.abc import Iterator

from drafter.document.page import Page, Table, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Endpoint", "endpoints", "endpoints_in", "schemas_in"]

_METHODS = "GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH"
_METHOD = regex(rf"\b(?:{_METHODS})\b", re.IGNORECASE)
_PAIR = regex(rf"\b({_METHODS})\s+`?\s*((?:https?://[^\s/`]+)?/[^\s`;,)|]*)")
_PATH = regex(r"(?:https?://[^\s/`|]+)?(/[^\s`|,;]*)")
_STATUS = regex(r"(?<![\w.])[1-5]\d\d(?![\w.])")
_CODE = regex(r"`([^`\n]{1,80})`")
_SCHEMA = regex(r"[A-Z][A-Za-z0-9]{1,60}")
_TITLES = {
    "path": ("Endpoint", "Path", "URL", "Route", "URI", "Endpunkt", "Pfad"),
    "method": ("Method", "HTTP Method", "Verb", "Methode", "HTTP-Methode"),
    "request": ("Request", "Request Body", "Body", "Anfrage", "Request Schema"),
    "response": ("Response", "Response Body", "Returns", "Antwort", "Response Schema"),
}


@frozen
class Endpoint:
    """An endpoint."""

    method: Text
    """In upper case as words."""
    path: Text
    """Without host and query, as words."""
    request: Text
    response: Text

    @property
    def name(self) -> str:
        """`GET /links/{id}`."""
        return f"{self.method.words} {self.path.words}"

    @property
    def successes(self) -> tuple[str, ...]:
        """The statuses below 400 that its response names."""
        return tuple(status for status in _STATUS.findall(self.response.words) if status < "400")


def endpoints(page: Page) -> tuple[Endpoint, ...]:
    """Return the endpoints of the tables of 6.1, else of its lists."""
    part = page.part("6.1")
    found = [endpoint for table in part.tables for endpoint in _rows(table)] if part else []
    if not found and part:
        found = [endpoint for text in part.texts for endpoint in endpoints_in(text)]
    return tuple(found)


def endpoints_in(text: Text) -> Iterator[Endpoint]:
    """Yield what a text names in the form `GET /links/{id}`."""
    for match in _PAIR.finditer(text.raw):
        nothing = Text("", "", text.start + match.end())
        method = Text(match[1], match[1], text.start + match.start(1))
        yield Endpoint(method, _bare_path(match[2], text.start + match.start(2)), nothing, nothing)


def schemas_in(text: Text) -> tuple[Text, ...]:
    """Return the schemas that a cell names: "`OrderInput`", "201 list of `Order`"."""
    names = []
    for match in _CODE.finditer(text.raw):
        name = re.sub(r"\[\]$|^(?:List|Array)<(.*)>$", r"\1", match[1].strip())
        if _SCHEMA.fullmatch(name) and not name.isupper():
            names.append(Text(name, name, text.start + match.start(1) + match[1].find(name)))
    return tuple(names)


def _rows(table: Table) -> Iterator[Endpoint]:
    columns = {name: _column(table, titles) for name, titles in _TITLES.items()}
    if columns["path"] < 0 and columns["method"] < 0 and len(table.header) >= 5:
        columns = {"path": 0, "method": 1, "request": 3, "response": 4}
    for row in table.rows:
        cells = {name: row[index] if index >= 0 else Text("", "", row[0].start) for name, index in columns.items()}
        pairs = list(endpoints_in(cells["path"])) or list(endpoints_in(cells["method"]))
        if pairs:
            for pair in pairs:
                yield Endpoint(pair.method, pair.path, cells["request"], cells["response"])
            continue
        path = _PATH.search(cells["path"].raw)
        for method in _METHOD.finditer(cells["method"].raw) if path else ():
            name = Text(method[0].upper(), method[0], cells["method"].start + method.start())
            place = _bare_path(path[0], cells["path"].start + path.start()) if path else cells["path"]
            yield Endpoint(name, place, cells["request"], cells["response"])


def _bare_path(raw: str, start: int) -> Text:
    host = re.match(r"https?://[^/]*", raw)
    at = host.end() if host else 0
    path = raw[at:].rstrip(".:*")
    return Text(re.split(r"[?#]", path.replace("\\", ""), maxsplit=1)[0], path, start + at)


def _column(table: Table, titles: tuple[str, ...]) -> int:
    return max((table.column(title) for title in titles), default=-1)

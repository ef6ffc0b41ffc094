"""Requests and answers that HTTP does not know: bodies, phrases of statuses, connections without encryption."""

import re
from collections.abc import Iterator
from http import HTTPStatus

from drafter.consistency.readings.contract import contracts
from drafter.consistency.readings.endpoints import endpoints, schemas_in
from drafter.consistency.readings.lines import lines_in, with_pieces
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["body_of_get", "open_connection", "other_phrase", "other_response"]

_PHRASES = {status.phrase: status.value for status in HTTPStatus if status.value >= HTTPStatus.OK} | {
    "Content Too Large": 413, "Payload Too Large": 413, "Request Entity Too Large": 413, "URI Too Long": 414,
    "Unprocessable Content": 422, "Unprocessable Entity": 422, "Internal Error": 500, "Moved Temporarily": 302,
    "Permission Denied": 403,
}  # fmt: skip
_BY_PHRASE = {phrase.casefold(): code for phrase, code in _PHRASES.items()}
_BY_NAME = {re.sub(r"\W", "", phrase).casefold(): code for phrase, code in _PHRASES.items()}
_ERRORS = HTTPStatus.BAD_REQUEST
_ANY_PHRASE = "|".join(sorted(map(re.escape, _PHRASES), key=len, reverse=True))
_STATED = re.compile(rf"(?P<code>[2-5](?<![\w.,].)\d\d)(?:`?\s+[(–-]?\s?|:\s|\s?\()(?P<phrase>{_ANY_PHRASE})(?!\w)")
_STATUS = regex(r"[2-5]\d\d(?:$|[`:(])")
_CODE = regex(r"`?([45]\d\d)`?")
_NAME_ENDS = regex(r"(?:error|response|problem|fault|failure)+$")
_READS = frozenset({"GET", "HEAD"})
_QUERY = regex(r"query|param|filter|search|criteria|header", re.IGNORECASE)
_OBJECT = regex(r"\{\s*[\"']")
_PLAIN = regex(
    r"\bhttp://(?!localhost\b|127\.|0\.0\.0\.0|\[::1\]|\{|host\.docker\.internal|[\w.-]+\.(?:local|localhost|test)\b)"
    r"[^\s`)|,;\"'<>]*[^\s`)|,;\"'<>.]"
)
_ENCRYPTS = regex(r"\bTLS\b|\bHTTPS\b|\bSSL\b|encrypt|verschlüssel", re.IGNORECASE)
_EXCEPTS = regex(r"\bexcept|\bonly (?:external|public)|\bterminat|ausgenommen|außer\b|\bplain\b", re.IGNORECASE)


@rule("API111", "warning")
def body_of_get(page: Page) -> Iterator[Problem]:
    """An operation that only reads is sent a body.

    HTTP gives a body of GET no meaning: proxies drop it, and many clients cannot send it.

    Bad: | `/loans` | GET | Lists loans. | `LoanInput` | 200 list of `Loan` |
    Good: | `/loans` | GET | Lists loans. | none | 200 list of `Loan` |
    Fix: send what it needs in the path or the query, or use POST.
    """
    for endpoint in page.once(endpoints):
        if endpoint.method.words.upper() in _READS:
            bodies = [text for text in schemas_in(endpoint.request) if not _QUERY.search(text.words)]
            if bodies or _OBJECT.search(endpoint.request.words):
                at = bodies[0] if bodies else endpoint.request
                yield Problem(f"{endpoint.name} is sent a body, and only reads", at, (endpoint.method,))
    for _, operation in page.once(contracts).operations:
        if operation.method.words in _READS and "requestBody" in operation.value.keys:
            message = f"{operation.name} is sent a body, and only reads"
            yield Problem(message, operation.value.keys["requestBody"], (operation.method,))


@rule("API112", "error")
def other_phrase(page: Page) -> Iterator[Problem]:
    """A status is called by the phrase of another one.

    Clients are built for one of the two.

    Bad: 404 Bad Request
    Good: 404 Not Found
    Fix: correct the number or the phrase.
    """
    for line in with_pieces(page, _STATUS):
        for match in _STATED.finditer(line.text.words):
            is_status = line.section == 6 or int(match["code"]) >= _ERRORS
            meant = _BY_PHRASE[match["phrase"].casefold()]
            if is_status and meant != int(match["code"]):
                yield Problem(f"{match['code']} is not {match['phrase']}, which is {meant}", line.text.part(match[0]))
    for line in lines_in(page, "6.3"):
        code = _CODE.fullmatch(line.label.words)
        meant = _BY_PHRASE.get(line.text.words.rstrip(".").casefold(), 0) if code else 0
        if code and meant and meant != int(code[1]):
            yield Problem(f"{code[1]} is not {line.text.words}, which is {meant}", line.text, (line.label,))


@rule("API113", "error")
def other_response(page: Page) -> Iterator[Problem]:
    """A status in the contract leads to the response of another status.

    Generated clients and the documentation show the wrong error.

    Bad: `"404":` with `$ref: '#/components/responses/Forbidden'`
    Good: `"404":` with `$ref: '#/components/responses/NotFound'`
    Fix: name the response of this status, or correct the status.
    """
    for _, operation in page.once(contracts).operations:
        responses = operation.value["responses"]
        for status, at in responses.keys.items():
            if not _CODE.fullmatch(status):
                continue
            reference, description = responses[status]["$ref"], responses[status]["description"]
            meant = _named(reference.words.rpartition("/")[2]) or _named(description.words)
            if meant >= _ERRORS and meant != int(status):
                said = reference or description
                message = f"{status} of {operation.name} leads to {said.words.rpartition('/')[2]}, which is {meant}"
                yield Problem(message, said.text, (at,))


def _named(name: str) -> int:
    """Return the status of which a name is the phrase; 0 for another name."""
    folded = re.sub(r"\W|_", "", name).casefold()
    return _BY_NAME.get(folded) or _BY_NAME.get(_NAME_ENDS.sub("", folded)) or 0


@rule("API114", "warning")
def open_connection(page: Page) -> Iterator[Problem]:
    """The interface is reached without encryption, and 7.3 says that connections are encrypted.

    What the document promises is not what clients are told to use.

    Bad: `url: http://api.example.org`, and “All connections use TLS.” in 7.3
    Good: `url: https://api.example.org`
    Fix: write https, or say in 7.3 which connections are not encrypted.
    """
    if "http://" not in page.text:
        return
    security = [line.text for line in lines_in(page, "7.3") if not line.is_label]
    said = next((text for text in security if _ENCRYPTS.search(text.words)), None)
    if said is None or any(_EXCEPTS.search(text.words) for text in security):
        return
    for contract in page.once(contracts).found:
        for server in contract.root["servers"].items:
            if match := _PLAIN.match(server["url"].words):
                yield Problem(f"{match[0]} is not encrypted, and 7.3 says that it is", server["url"].text, (said,))
    for line in lines_in(page, "6.1"):
        for match in _PLAIN.finditer(line.text.raw):
            at = Text(match[0], match[0], line.text.start + match.start())
            yield Problem(f"{match[0]} is not encrypted, and 7.3 says that it is", at, (said,))

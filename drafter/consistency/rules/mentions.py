"""Names in running text that the document's lists do not have."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.environments import environments, is_environment
from drafter.consistency.readings.introduced import introduced
from drafter.consistency.readings.lines import pieces_of_words, running_text, with_words
from drafter.consistency.readings.names import Names, component_names, key
from drafter.consistency.readings.roles import authorized_roles, roles_with_access, stakeholders
from drafter.consistency.readings.spellings import misspelt_keys
from drafter.consistency.readings.technologies import technologies_of
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import any_of, regex

__all__ = ["access_of_unknown_role", "deployed_unknown", "drifted_name", "unknown_mention", "unknown_role"]

_ALIKE = (
    frozenset({"Service", "Server", "Module", "Component", "System", "Application", "Backend"}),
    frozenset({"Database", "Store", "Storage", "Datastore"}),
    frozenset({"Queue", "Broker", "Bus"}),
    frozenset({"Worker", "Job", "Processor", "Handler"}),
    frozenset({"Frontend", "UI", "Interface", "Client", "Dashboard"}),
)
"""Last words that are often exchanged for one another."""
_CAPITALISED_BEFORE = regex(r"\b(?!(?:The|A|An|Our|This|Its|Each|Every|When|If|Der|Die|Das)\b)[A-Z][\w-]*\s$")
_KINDS = frozenset({"Service", "Database", "Queue", "Worker", "Gateway", "Broker", "Scheduler", "Server"})
_CAPITALISED = regex(r"\b[A-Z][a-z][\w-]*$")
_WORD = regex(r"\w+")
_MOST_BEFORE = 4
"""Words of a name before its kind."""
_OPENING = regex(
    r"^(?:The|An?|Our|This|These|Its|Each|Every|When|If|In|On|For|From|To|With|By|And|Both|All|Any|One|Deploy|Use|Uses"
    r"|Rollback|Roll|Restart|Start|Stop|Install|Update|Der|Die|Das|Ein|Eine)\s+"
)
_GENERAL = regex(
    r"^(?:Domain|Application|Web|Key Management|Domain Name|Managed|Internal|Message|Messaging|API|SQL|Shared|Primary"
    r"|External|Amazon|AWS|Azure|Google|Microsoft|IBM|Oracle|Apache|Cloud|Cloudflare|Kubernetes|Single|Load|Relational"
    r"|Customer|Public|Mail|Email|Error)\s+\w+$|Level|Amazon|AWS|Azure|Google|Microsoft|Management Service"
)
_MENTIONING = frozenset(
    {"2.2", "3.2", "3.3", "3.4", "4.2", "5.4", "7.1", "7.2", "7.3", "7.4", "8.2", "8.3", "9.2", "9.3", "10.1", "10.2"}
    | {"10.3", "11.2", "11.3", "12.1", "12.2", "12.3"}
)
"""Parts that speak of the system as it will be."""
_LAST_OF_THE_BODY = 13
_DEPLOYED = regex(
    r"\b(?:deploy|roll out|roll back|rollback|install|release|restart|start|update|upgrade|scale)(?:s|ed|ing)?\s+"
    r"(?:the\s+)?((?-i:[A-Z])[\w-]*(?:\s+(?-i:[A-Z])[\w-]*){0,4})",
    re.IGNORECASE,
)
_EVERYBODY = regex(
    r"^(?:all|any|every|each|no|none|public|anonymous|nobody|authenticated|internal|system)", re.IGNORECASE
)
_ONLY = regex(r"\s+only$", re.IGNORECASE)


@rule("NAM108", "warning")
def drifted_name(page: Page) -> Iterator[Problem]:
    """A component has another last word in the text than in 4.1.

    A reader asks whether that is a second component.

    Bad: The Redirect Server answers within 50 ms.
    Good: The Redirect Service answers within 50 ms.
    Fix: use the name that 4.1 gives.
    """
    meant = {
        f"{head} {word}": component.name
        for component in page.once(components)
        for head, _, last in [component.name.words.rpartition(" ")]
        for group in _ALIKE
        for word in sorted(group - {last})
        if head and last in group
    }
    known, text_words, whole = page.once(introduced), page.once(pieces_of_words), page.once(running_text)
    shown = (words for words in meant if text_words.keys() >= set(_WORD.findall(words)) and words in whole)
    variants = {words: meant[words] for words in sorted(shown) if not known.find_exactly(words)}
    if not variants:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, variants))})(?![\w-])")
    seen: set[str] = set()
    for line in with_words(page, {_WORD.findall(words)[-1] for words in variants}):
        text = line.text
        for match in pattern.finditer(text.words):
            if match[0] not in seen and not _CAPITALISED_BEFORE.search(text.words, 0, match.start()):
                seen.add(match[0])
                name = variants[match[0]]
                yield Problem(f"{match[0]} seems to be what 4.1 calls {name.words}", text.part(match[0]), (name,))


@rule("NAM110", "warning")
def unknown_role(page: Page) -> Iterator[Problem]:
    """7.2 gives rights to a role that the document does not introduce.

    Nobody knows who that is; most often it is a known role under another name.

    Bad: - **Lend a tool**: Volunteers, while 1.3 has Members and Wardens
    Good: - **Lend a tool**: Members
    Fix: use the name that 1.3 gives, or introduce the role there.
    """
    actors = [
        node.name
        for diagram in page.once(diagrams)
        for node in diagram.nodes.values()
        if node.shape in {"([", "((", "actor"}
    ]
    people = Names.of((*page.once(stakeholders), *actors))
    others = page.once(introduced)
    roles = page.once(authorized_roles)
    if not any(people.find(role.words) for role in roles):
        return
    seen: set[str] = set()
    for role in roles:
        words = _ONLY.sub("", role.words)
        is_known = people.find(words) or others.find(words) or _EVERYBODY.match(words)
        if not is_known and words[:1].isupper() and key(words) not in seen:
            seen.add(key(words))
            yield Problem(f"7.2 gives rights to {words}, whom no other part introduces", role, tuple(actors[:3]))


@rule("NAM118", "warning")
def access_of_unknown_role(page: Page) -> Iterator[Problem]:
    """11.1 gives access to a role that 1.3 does not list, while it lists nearly all others.

    Nobody knows who that is; most often it is a known role under another name.

    Bad: “Members, Helpers” in 11.1, while 1.3 has Members and Volunteers
    Good: “Members, Volunteers”
    Fix: use the name that 1.3 gives, or introduce the role there.
    """
    people, others = Names.of(page.once(stakeholders)), page.once(introduced)
    first: dict[str, Text] = {}
    for role in page.once(roles_with_access):
        first.setdefault(key(role.words), role)
    known = [role for role in first.values() if people.find(role.words)]
    unknown = [
        role
        for role in first.values()
        if not others.find(role.words) and not _EVERYBODY.match(role.words) and role.words[:1].isupper()
    ]
    for role in unknown if len(known) > len(unknown) else ():
        if key(role.words) not in page.once(misspelt_keys):
            yield Problem(f"11.1 gives access to {role.words}, whom 1.3 does not list", role, tuple(known[:3]))


@rule("NAM113", "warning")
def deployed_unknown(page: Page) -> Iterator[Problem]:
    """11.2 or 11.3 deploys something that 4.1 does not list.

    Either the component was renamed, or its description is missing.

    Bad: 1. Deploy the Forwarding Service to the cluster.
    Good: 1. Deploy the Redirect Service to the cluster.
    Fix: name the component as 4.1 does, or add its row.
    """
    names, others = page.once(component_names), page.once(introduced)
    found = [text.part(words) for text, words in page.once(_deployed)]
    if not any(names.within(name.words) for name in found):
        return
    stages = Names.of(page.once(environments))
    seen: set[str] = set(page.once(misspelt_keys))
    for name in found:
        words = name.words
        is_stage = is_environment(words) or stages.find(words)
        if (
            not (is_stage or names.within(words) or others.find(words) or technologies_of(words))
            and key(words) not in seen
        ):
            seen.add(key(words))
            yield Problem(f"{words} is deployed, but 4.1 does not list it", name)


@rule("NAM114", "warning")
def unknown_mention(page: Page) -> Iterator[Problem]:
    """The text names a service, database or the like that no list of the document has.

    A reader cannot tell whether it is a component under another name, or a system outside.

    Bad: The Forwarding Service looks the link up.
    Good: The Redirect Service looks the link up.
    Fix: use the name of 4.1, or introduce the other system in 1.4 or 3.1.
    """
    if not page.once(component_names):
        return
    known = page.once(introduced)
    own = frozenset(_tails(page)) - _KINDS
    either = sorted(_KINDS | own)
    pattern = re.compile(rf"{any_of(either)}\b(?!\s+[A-Z])")
    seen: set[str] = {*page.once(misspelt_keys), *(key(words) for _, words in page.once(_deployed))}
    judged: set[str] = set()
    read: set[tuple[str, bool]] = set()
    for line in with_words(page, (_WORD.findall(words)[0] for words in either)):
        text, is_mentioning = line.text, line.part in _MENTIONING
        if (text.words, is_mentioning) in read or not (is_mentioning or line.section >= _LAST_OF_THE_BODY):
            continue
        read.add((text.words, is_mentioning))
        for match in pattern.finditer(text.words):
            if match[0] not in own and not is_mentioning:
                continue
            words = _without_opening(f"{_names_before(text.words, match.start())}{match[0]}")
            if " " not in words or words in judged:
                continue
            judged.add(words)
            if key(words) not in seen and not _is_introduced(words, known):
                seen.add(key(words))
                yield Problem(f"{words} is named here, but no list or diagram introduces it", text.part(words))


def _names_before(words: str, end: int) -> str:
    """Return up to four capitalised words that stand before an offset, with the space behind them."""
    if not words[end - 1 : end].isspace() or words[words.rfind(" ", 0, end - 1) + 1 : end - 1].islower():
        return ""
    found: list[str] = []
    rest = words[max(end - 80, 0) : end - 1]
    while rest and len(found) < _MOST_BEFORE:
        rest, _, word = rest.rpartition(" ")
        name = None if word.islower() else _CAPITALISED.search(word)
        if name is None:
            break
        found.insert(0, name[0])
        if name.start():
            break
    return "".join(f"{name} " for name in found)


def _tails(page: Page) -> Iterator[str]:
    """Yield how the names of components of several words end: in `Job`, in `Pi 4`."""
    for component in page.once(components):
        words = component.name.words.split()
        tail = words[-2:] if words[-1].isdigit() else words[-1:]
        if len(words) > len(tail) and tail[0].istitle():
            yield " ".join(tail)


def _deployed(page: Page) -> tuple[tuple[Text, str], ...]:
    """Return the words of 11.2 and 11.3 that name what is deployed, each behind its text."""
    return tuple(
        (text, match[1])
        for number in ("11.2", "11.3")
        if (part := page.part(number))
        for text in part.texts
        for match in _DEPLOYED.finditer(text.words)
    )


def _without_opening(words: str) -> str:
    while match := _OPENING.match(words):
        words = words[match.end() :]
    return words


def _is_introduced(words: str, known: Names) -> bool:
    if known.within(words) or _GENERAL.search(words) or technologies_of(words):
        return True
    head, _, last = words.rpartition(" ")
    if known.find_exactly(head):  # "Scheduler Job": two names, one for what the other does
        return True
    exchanged = (other for group in _ALIKE if last in group for other in group)
    return any(known.find_exactly(f"{head} {other}") for other in exchanged)

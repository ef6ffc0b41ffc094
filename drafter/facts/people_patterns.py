"""The patterns of names and roles, and the words that are no names.

Their repetitions are bounded: a run of letters or blanks is not searched anew from each of its characters.
"""

import re

from drafter.patterns import regex

__all__ = [
    "ACTION",
    "ACTION_ROLE",
    "ACTS",
    "ADDRESSED",
    "APPOSED",
    "CELL",
    "IS_ROLE",
    "LABELLED",
    "MAY_NAME",
    "NAME_KEY",
    "NOT_NAMES",
    "ONE",
    "ONE_CJK",
    "PARENTHESISED",
    "PRECEDING",
    "ROLE_KEY",
    "ROLE_THEN_NAME",
    "ROLE_WORD",
    "SEPARATOR",
    "TITLED",
]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩА-ЯЁ"
_WORD = rf"(?:[OD]['’])?[{_UPPER}][^\W\d_]{{1,40}}+(?:['’-][^\W\d_]{{1,40}}+){{0,4}}"
_PARTICLE = r"(?:van|von|der|den|de|del|della|da|dos|di|du|la|le|bin|ibn|al|el|zu|ter|ten|y)"
_TITLE = r"(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr)\.?[ \t]{1,2}"
_NAME = (
    rf"(?:{_TITLE}){{0,2}}{_WORD}(?:[ \t]{{1,2}}(?:{_PARTICLE}[ \t]{{1,2}}){{0,2}}(?:{_WORD}"
    rf"|[{_UPPER}]\.)){{1,3}}"
)
_CJK_NAME = r"[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,5}(?:[ ・][\u4e00-\u9fff\u30a0-\u30ff\uac00-\ud7af]{1,6})?"

ROLE_WORD = (
    r"(?:owners?|leads?|leader|manager|engineers?|architects?|developers?|designers?|authors?|reviewers?|approvers?|contacts?|sponsor|"
    r"director|head|analysts?|officer|cto|ceo|cfo|coo|cio|ciso|dpo|pm|po|sre|qa|testers?|administrators?|admin|maintainers?|"
    r"stakeholders?|requesters?|requestor|accountable|responsible|librarian|treasurer|consultant|scientists?|coordinator|chair|"
    r"president|secretary|operator|supervisor|controller|accountant|agronomist|grower|founder|"
    r"verantwortlich(?:e|er)?|ansprechpartner(?:in)?|leiter(?:in)?|leitung|projektleit(?:ung|er|erin)|autor(?:in|en)?|"
    r"\w*verantwortliche[r]?|auftraggeber(?:in)?|\w*beauftragte[r]?|entwickler(?:in)?|architekt(?:in)?|ärzt(?:e|in)|arzt|"
    r"\w+leit(?:ung|er|erin)|geschäftsführ(?:ung|er|erin)|responsable|auteur|chef de projet|"
    r"负责人|产品经理|作者|审阅人|联系人|担当者?|責任者)"
)
_ROLE = (
    rf"(?:[^\W\d_][\w/&.-]{{0,24}}\s{{1,40}}){{0,3}}?{ROLE_WORD}(?:\s{{1,40}}(?:for|of|at|in|für|der"
    rf"|des)\s{{1,40}}[\w -]{{2,30}}?)?"
)
_LABEL_EXTRA = (
    r"(?:prepared|written|requested|reviewed|approved|owned|signed off|drafted"
    r"|submitted)\s{1,40}by|(?:point of\s{1,40})?contact(?: person)?|from|von"
)

LABELLED = regex(
    rf"(?:^|[|;.(]\s{{0,40}}+|\s{{2,40}}+)(?P<role>{_ROLE}|{_LABEL_EXTRA})\s{{0,40}}(?:\([^()]{{0,30}}\))?\s{{0,40}}(?::|：|=|\s[–—-]\s)\s{{0,40}}(?=(?P<rest>.{{1,200}}))",
    re.IGNORECASE,
)
MAY_NAME = regex(
    rf"[^\W\d_a-z][^\W\d_]{{1,40}}+(?:['’-][^\W\d_]{{1,40}}+){{0,4}}\.?[ \t]{{1,2}}(?:{_PARTICLE}[ \t]{{1,2}}){{0,2}}"
    r"(?:[OD]['’])?[^\W\d_a-z]|[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]"
)
"""Where a name may stand: a cheap look at what is worth a thorough reading."""
ONE = regex(_NAME)
ONE_CJK = regex(_CJK_NAME)
SEPARATOR = regex(
    r"\s{0,40}(?:\([^()]{0,60}\)|<?[\0]+>?)?\s{0,40}(?:,|;|/|&|、|\band\b|\bund\b|\bet\b|\by\b)\s{0,40}(?:\band\b\s{0,40})?"
)
PARENTHESISED = regex(rf"(?P<name>{_NAME})\s{{0,40}}\(\s{{0,40}}(?P<role>[^()]{{2,60}}?)\s{{0,40}}[,;)]")
APPOSED = regex(
    rf"(?P<name>{_NAME})\s{{0,40}}(?:,|\s[–—-]|:)\s{{1,40}}(?:(?:our|the|who is|is|an?|als"
    rf"|unsere?)\s{{1,40}})?(?P<role>(?i:{_ROLE}))(?=\s{{0,40}}(?:[,.;:)|–—]|$|\s(?:and|who|will|has|is)\b))"
)
IS_ROLE = regex(
    rf"(?P<name>{_NAME})\s{{1,40}}(?:is|will be|acts as|ist|wird)\s{{1,40}}(?:(?:our|the|an?|als|unsere?|die"
    rf"|der)\s{{1,40}})?(?P<role>(?i:{_ROLE}))(?=\s{{0,40}}(?:[,.;:)]|$|\s(?:and|for|of|und|on)\b))"
)
ROLE_THEN_NAME = regex(rf"(?<!\w)(?P<role>(?i:{ROLE_WORD}))\s{{0,40}}(?:,|\(|is|ist)?\s{{1,40}}(?P<name>{_NAME})")
PRECEDING = regex(r"((?:[^\W\d_][\w/&-]{1,20}\s{1,40}){0,2})$")
ACTION = regex(
    rf"(?i:\b(?P<verb>review|approv|writt?en|author|prepar|request|sponsor|own|signed\soff|led|maintain|draft|decid|support)(?:ed)?\s{{1,40}}by)\s{{1,40}}(?=(?P<rest>{_NAME}.{{0,160}}))"
)
ACTION_ROLE = {
    "review": "reviewer", "approv": "approver", "writen": "author", "written": "author", "author": "author",
    "prepar": "author", "request": "requester", "sponsor": "sponsor", "own": "owner",
    "signed off": "approver",
    "led": "lead", "maintain": "maintainer", "draft": "author", "decid": "", "support": "",
}  # fmt: skip
ACTS = regex(
    rf"(?P<name>{_NAME})\s{{1,40}}(?:owns|leads|writes|coordinates|decides|asked|said|says|wants|leitet|verantwortet)\b"
)
TITLED = regex(rf"(?P<name>(?:{_TITLE}){{1,2}}{_WORD}(?:[ \t]{{1,2}}{_WORD}){{0,2}})")
ADDRESSED = regex(rf"(?P<name>{_NAME})\s{{0,40}}[<(]?\s?\0{{5,}}")
CELL = regex(r"(?:^|; )(?P<key>[^:;]{1,40}): (?P<value>[^;]{1,120})")
NAME_KEY = regex(r"name|person|who|wer|姓名|名前|nom|nombre", re.IGNORECASE)
ROLE_KEY = regex(r"role|responsib|function|title|position|rolle|funktion|aufgabe|角色|役割|rôle", re.IGNORECASE)

NOT_NAMES = frozenset({
    "the", "a", "an", "our", "product", "project", "platform", "team", "teams", "service", "services",
    "data", "engineering", "engineer", "owner", "owners", "manager", "lead", "design", "developer",
    "architect", "customer", "customers", "payment", "payments", "order", "orders", "cloud", "operations",
    "ops", "security", "legal", "finance", "marketing", "sales", "support", "infrastructure", "backend",
    "frontend", "mobile", "web", "api", "system", "systems", "group", "department", "division", "office",
    "board", "committee", "company", "technical", "business", "quality", "release", "program", "programme",
    "portal", "dashboard", "night", "shift", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september",
    "october", "november", "december", "north", "south", "east", "west", "european", "united", "new", "san",
    "los", "main", "street", "road", "version", "phase", "goal", "goals", "non", "scope", "background",
    "summary", "context", "overview", "requirements", "users", "user", "admin", "staff", "public",
    "private", "open", "source", "software", "hardware", "network", "database", "server", "client", "app",
    "application", "pull", "request", "code", "review", "change", "advisory", "to", "be", "decided", "tbd",
    "none", "unknown", "all", "any", "each", "no", "not", "yes", "who", "what", "when", "where", "why",
    "how", "senior", "junior", "chief", "head", "director", "officer", "vice", "president", "key", "risk",
    "risks", "privacy", "general", "protection", "regulation", "act", "policy", "standard", "university",
    "hospital", "bank", "city", "council", "library", "museum", "ministry", "inc", "ltd", "gmbh", "ag",
    "corp", "llc", "die", "der", "das", "den", "und", "oder", "bei", "mit", "für", "frau", "herr", "unser",
    "unsere", "praxis", "klinik", "abteilung", "weekly", "daily", "monthly", "quarterly", "annual",
    "nightly", "must", "should", "may", "can", "we", "it", "this", "that", "these", "if", "in", "on", "at",
    "by", "for", "with", "as", "site", "reliability", "machine", "learning", "artificial", "intelligence",
    "human", "resources", "information", "technology", "google", "amazon", "microsoft", "apple", "slack",
    "steering", "working", "compliance", "accounting", "treasury", "fulfilment", "fulfillment", "warehouse",
    "logistics", "shipping", "ask", "see", "contact", "email", "call", "meet", "talk", "thanks", "dear",
    "hi", "hello", "both", "until", "after", "before", "then", "also", "storage", "analytics",
    "insights", "growth", "core", "identity", "access", "management",
})  # fmt: skip
TITLES = frozenset({"Dr", "Prof", "Mr", "Mrs", "Ms", "Frau", "Herr"})

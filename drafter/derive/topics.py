"""Questions that briefs often leave open, with the answers that owners usually choose between."""

import re
from itertools import pairwise

from drafter.document.brief import Brief
from drafter.document.outline import ProjectKind, Question
from drafter.document.value import Value

__all__ = ["TOPICS", "Topic", "open_questions", "technology_questions", "undecided_technologies"]

_SERVED: frozenset[ProjectKind] = frozenset({"web service", "event pipeline", "web application", "mobile application"})
"""Kinds of projects that run for others all the time."""
_RUN: frozenset[ProjectKind] = _SERVED | {"batch job"}


class Topic(Value):
    """A question, its usual answers, and the words by which a brief answers it."""

    question: str
    options: tuple[str, ...]
    part: str
    """The section of the template that waits for the answer."""
    kinds: frozenset[ProjectKind]
    """The kinds of projects to which it matters."""
    words: str
    """A pattern of words; a brief that holds one of them answers the question. English and German."""


TOPICS: tuple[Topic, ...] = (
    Topic(
        part="7", kinds=_SERVED,
        question="How do users and calling systems prove who they are?",
        options=("single sign-on with OpenID Connect", "API keys or service accounts", "no authentication"),
        words=r"auth|openid|sign.?[io]n|sso\b|log.?in|password|oauth|oidc|saml|token|api.?key|certificate|anmeld|passwort",
    ),
    Topic(
        part="5", kinds=_RUN,
        question="How long is data kept, and who deletes it?",
        options=("deleted after a fixed period", "kept until the owner deletes it", "archived outside the system"),
        words=r"retention|retain|delet|purge|kept|keep|archiv|expire|lösch|aufbewahr",
    ),
    Topic(
        part="9", kinds=_RUN,
        question="Where does it run?",
        options=("the platform that the team uses already", "a managed cloud service", "own machines"),
        words=r"kubernetes|cloud|aws|azure|gcp|on.?prem|server|cluster|host|docker|container|vm\b|rechenzentrum",
    ),
    Topic(
        part="8", kinds=_RUN,
        question="Which load must it carry at its peak?",
        options=("the load of today, measured", "a target agreed with the owner", "no peak is expected"),
        words=r"peak|per second|a second|/s\b|per day|a day|per hour|an hour|concurrent|spitze|pro tag",
    ),
    Topic(
        part="11", kinds=_RUN,
        question="How much data may be lost after a failure, and how long may recovery take?",
        options=("restore from a daily backup", "point-in-time recovery", "the data can be produced again"),
        words=r"backup|restore|recover|rpo|rto|disaster|sicherung|wiederherstell",
    ),
    Topic(
        part="12", kinds=_RUN,
        question="Who is called when it fails, and at which hours?",
        options=("the team that builds it, in working hours", "an on-call rotation", "a central operations team"),
        words=r"on.?call|pager|24/7|operations team|ops team|alert|support hours|bereitschaft",
    ),
    Topic(
        part="11", kinds=frozenset({"command line tool", "library"}),
        question="On which platforms and versions must it run?",
        options=("Linux only", "Linux, macOS and Windows", "the versions that the team uses today"),
        words=r"linux|windows|macos|platform|ubuntu|debian|alpine",
    ),
)  # fmt: skip


def open_questions(brief: Brief, kind: ProjectKind) -> tuple[Question, ...]:
    """Return the questions that matter to this kind of project and that the brief does not touch."""
    return tuple(
        Question(text=topic.question, options=topic.options, part=topic.part)
        for topic in TOPICS
        if kind in topic.kinds and not re.search(topic.words, brief.text, re.IGNORECASE)
    )


def undecided_technologies(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return the pairs of technologies between which the brief leaves the choice: "Rust or Go"."""
    known = [tech for tech in brief.technologies if not tech.rejected]
    return tuple(
        (one.name, other.name)
        for one, other in pairwise(sorted(known, key=lambda tech: tech.start))
        if one.category == other.category
        and re.fullmatch(r"\s*,?\s*(?:or|oder)\s+", brief.text[one.end : other.start], re.IGNORECASE)
    )


def technology_questions(brief: Brief) -> tuple[Question, ...]:
    """Return a question for each such pair."""
    return tuple(
        Question(text=f"Is it {one} or {other}? The brief leaves it open.", options=(one, other), part="4")
        for one, other in undecided_technologies(brief)
    )

"""Secrets in what would be sent stop a run before it sends anything."""

from collections.abc import Mapping

from drafter.cli.terminal import say
from drafter.errors import InputError
from drafter.facts.secrets import secrets_in

__all__ = ["refuse_secrets"]

_SHOWN = 8


def refuse_secrets(texts: Mapping[str, str], *, allowed: bool, sends: bool = True) -> None:
    """Raise InputError when one of the texts, by the names of their files, holds a secret.

    Says kind and line, never the secret. What is allowed, or would not be sent, is a warning.
    """
    places = [
        f"{name}:{found.line}: holds what looks like {found.kind}"
        for name, text in texts.items()
        for found in secrets_in(text)
    ]
    if (more := len(places) - _SHOWN) > 0:
        places[_SHOWN:] = [f"and {more} more"]
    if places and not allowed and sends:
        raise InputError(
            "\n".join(places), hint="nothing was sent; take it out, or send it all the same with --allow-secrets"
        )
    for place in places:
        say(f"drafter: warning: {place}")

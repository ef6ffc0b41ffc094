"""Small joints between names and the phrases that follow them."""

import re

__all__ = ["capitalised", "said_of"]


def said_of(name: str, text: str) -> str:
    """Return a sentence about a name from a phrase that starts with a verb; a text that has the name is one."""
    if name.casefold() in text[: len(name) + 5].casefold():
        return capitalised(text)
    text = re.sub(r"^(?:it|this) (?=\w)", "", text, flags=re.IGNORECASE)
    first = text.split(maxsplit=1)[0] if text.split() else ""
    proper = len(first) > 1 and not first[1:].islower()
    return f"{name} {text if proper else text[:1].lower() + text[1:]}"


def capitalised(text: str) -> str:
    """Return a text with its first letter in upper case; an identifier such as `order_id` stays as it is."""
    return text if re.match(r"[a-z0-9]+[_.(]\w*", text) else text[:1].upper() + text[1:]

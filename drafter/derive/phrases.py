"""Small joints between names and the phrases that follow them."""

__all__ = ["lowered"]


def lowered(text: str) -> str:
    """Return a text with its first letter in lower case, unless its first word is written in capitals."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text if len(first) > 1 and not first[1:].islower() else text[:1].lower() + text[1:]

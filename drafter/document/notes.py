"""What stands in a document where the model's text cannot, and what asks for it."""

__all__ = ["INCOMPLETE", "UNSAID", "asked_about", "is_about_untaken", "is_note", "said_already"]

INCOMPLETE = "Incomplete: the model gave no usable text."
UNSAID = "Not said in the brief."
"""For what only its author knows."""
_SAID = "This is said"
_UNTAKEN = "Where does the design take up "


def said_already(place: str) -> str:
    """Return the note for a text that stands elsewhere already: in "section 2", or "above"."""
    return f"{_SAID} {place} in this section." if place == "above" else f"{_SAID} in {place} already."


def is_note(text: str) -> bool:
    """Tell whether a text is one of these notes."""
    return text in (INCOMPLETE, UNSAID) or text.startswith(f"{_SAID} ")


def asked_about(what: str) -> str:
    """Return the question where the design takes up something that the brief says."""
    return f"{_UNTAKEN}{what}?"


def is_about_untaken(question: str) -> bool:
    """Tell whether a text is such a question."""
    return question.startswith(_UNTAKEN)

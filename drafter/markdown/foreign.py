"""What a text would bring into a document that nobody but its author may put there."""

from collections import Counter

from markdown_it import MarkdownIt

from drafter.markdown.guard import ADDRESS, violations

__all__ = ["brought_in"]


def brought_in(text: str, before: str) -> tuple[str, ...]:
    """Return what of HTML, images, headings and addresses one text in Markdown has and the other one has not.

    Links may lead where those of `before` lead. Empty for text that may stand there.
    """
    targets = _targets(before)
    known = Counter(one.what for one in violations(before, (), targets))
    found = Counter(one.what for one in violations(text, (), targets))
    foreign = list(found - known)
    words = before.split()
    foreign += [word for word in text.split() if ADDRESS.search(word) and word not in words]
    return tuple(foreign)


def _targets(text: str) -> set[str]:
    tokens = MarkdownIt("commonmark").parse(text)
    return {str(child.attrs["href"]) for token in tokens for child in token.children or [] if "href" in child.attrs}

"""Sections with any text that models can hold, and what is left of them in a rendered document."""

from collections.abc import Callable
from functools import cache
from typing import Any, get_args, get_origin

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow, Item, Paragraph, Row, Steps
from drafter.document.document import DocumentInformation
from drafter.document.outline import Question
from drafter.document.sections.base import Section, parts_of
from drafter.markdown.escape import cell, code, heading, inline, target

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MARKS = (
    "*", "**", "***", "_", "__", "`", "``", "```", "[", "]", "](", "](x)", "![", "<", ">", "<b>", "</b>", "<!--", "-->",
    "\\", "|", "\\|", "~~", "#", "# ", "## ", " #", "- ", "+ ", "* ", "1. ", "1) ", "4.1 ", "5.2 Database Schema", "> ",
    "---", "===", "&", "&amp;", "&#35;", "\n", "\n\n", "    ", "\t", " ", " ", " ", ":", ": ", ";", "; ", ".", "$",
    "http://a.example/b_c_d", "www.a.example", "a@b.example", "<http://a.example>", "[a]: b", "`code`", "` a `", "` `",
    "a", "b", "word", "snake_case", "日本", "é", "\u0661. ", "1", "\u3000", "\u200d", "\u202e", "\x00", "\u2028",
    "Not applicable: ", "incomplete:", "None.", "none", "**Assumptions**", "Open questions", "Options: ", "Options:",
    "Class/Module Diagram", "Class Module Diagrams", "**A**: ", "**A:** ", "\U00100000", "\ue000",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(_MARKS) | st.text(max_size=3), max_size=6).map("".join),
    st.text("`\\|*:;. #_-1a$(", max_size=10),
)
_LINES = st.lists(TEXTS, max_size=4).map("\n".join)
_URLS = st.sampled_from((
    "", "https://a.example/<b>?c=d&amp;e", "docs/a b.md", "docs/a.md", "javascript:x", "mailto:a@b.example", "#1-intro",
    "https://a.example/x_y_z", "www.a.example", "a\\b", "`",
))  # fmt: skip
_BLOCKS = st.one_of(
    st.builds(Paragraph, text=TEXTS),
    st.builds(
        Bullets,
        items=st.lists(st.builds(Bullet, label=TEXTS | st.just(""), text=TEXTS, url=_URLS), max_size=3).map(tuple),
    ),
    st.builds(Steps, items=st.lists(TEXTS, max_size=3).map(tuple)),
    st.builds(Code, language=st.sampled_from(("", "sql", "C++", " a b ", "`x`", "YAML")) | TEXTS, text=_LINES),
)
_FLOWS = st.builds(Flow, blocks=st.lists(_BLOCKS, max_size=4).map(tuple))
_ABSENT = st.builds(Absent, why=st.sampled_from(("does not apply", "incomplete")), reason=TEXTS)
_QUESTIONS = st.builds(Question, text=TEXTS, options=st.lists(TEXTS, max_size=3).map(tuple), part=st.just("5.2"))
INFORMATION = st.builds(DocumentInformation, **dict.fromkeys(DocumentInformation.model_fields, TEXTS))


@cache
def sections(model: type[Section]) -> st.SearchStrategy[Section]:
    """Every section that a model allows."""
    return st.builds(
        model,
        assumptions=st.lists(TEXTS, max_size=2).map(tuple),
        questions=st.lists(_QUESTIONS, max_size=2).map(tuple),
        **{name: st.one_of(*map(_values, get_args(annotation))) for name, _, annotation in parts_of(model)},
    )


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    if get_origin(annotation) is tuple:
        return st.lists(_values(get_args(annotation)[0]), max_size=3).map(tuple)
    if annotation is Flow:
        return _FLOWS
    if annotation is Absent:
        return _ABSENT
    return st.builds(annotation, **dict.fromkeys(annotation.model_fields, TEXTS))


def shown(value: Any) -> Any:
    """What a reader sees of a value of the models, in the same models."""
    match value:
        case str():
            return _text(value)
        case tuple():
            return tuple(map(shown, value))
        case Flow():
            return Flow(blocks=tuple(block for block in shown(value.blocks) if _has_content(block)))
        case Bullet():
            return _bullet(value)
        case Code():
            kept = "".join(char for char in value.language if char.isalnum() or char in " +#.-_")
            return Code(language=" ".join(kept.split()), text=code(value.text))
        case Question():
            return Question(text=_text(value.text), options=tuple(filter(None, map(_text, value.options))))
        case Row():
            return type(value)(**{name: _cell(getattr(value, name)) for name in type(value).model_fields})
    return type(value)(**{name: _field(value, name) for name in type(value).model_fields if name != "block"})


def _field(value: Any, name: str) -> Any:
    content = getattr(value, name)
    match value:
        case Absent() if name == "why":
            return content
        case Item() if name == "name":
            return _read(heading(content), heading(content), heading)
    return shown(content)


def _has_content(block: Any) -> bool:
    match block:
        case Paragraph():
            return bool(block.text)
        case Bullets() | Steps():
            return bool(block.items)
    return True


def _bullet(bullet: Bullet) -> Bullet:
    label, text, where = _text(bullet.label), bullet.text or bullet.url, target(bullet.url)
    if bullet.url and not (where and _text(text)):
        text = text if text == bullet.url else f"{text} ({bullet.url})"
    elif bullet.url:
        where = where.replace("&amp;", "&")
        return Bullet(label=label, text="" if inline(text) == inline(where) else _text(text), url=where)
    return Bullet(label=label, text=_text(text))


def _text(text: str) -> str:
    return _read(inline(text), inline(text), inline)


def _cell(text: str) -> str:
    return _read(cell(text), cell(text).replace("\\|", "|"), cell)


def _read(rendered: str, markdown: str, again: Callable[[str], str]) -> str:
    """What a parser of CommonMark makes of running text.

    An address, which is rendered as a code span, is none behind a backtick that would end it.
    """
    tokens = _PARSER.parseInline(markdown)[0].children or []
    text = "".join(f"`{token.content}`" if token.type == "code_inline" else token.content for token in tokens)
    if again(text) == rendered:
        return text
    last = max(index for index, token in enumerate(tokens) if token.type != "code_inline" and "`" in token.content)
    return "".join(
        f"`{token.content}`" if token.type == "code_inline" and index < last else token.content
        for index, token in enumerate(tokens)
    )

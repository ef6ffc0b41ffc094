import io
import os
import sys
from pathlib import Path

import pytest

from drafter.errors import InputError, InputMissing
from drafter.stages.read_brief import read_brief
from drafter.text_file import MOST_BYTES


def write(folder: Path, data: bytes) -> Path:
    path = folder / "brief.md"
    path.write_bytes(data)
    return path


def test_a_file_becomes_a_brief_with_title_statements_and_facts(tmp_path: Path) -> None:
    brief = read_brief(write(tmp_path, b"# Links\n\nUse PostgreSQL 16 for all of it.\n")).brief
    assert (brief.name, brief.title) == ("brief.md", "Links")
    assert [s.text for s in brief.statements] == ["Use PostgreSQL 16 for all of it."]
    assert [fact.kind for fact in brief.facts] == ["technology", "version"]


def test_a_stream_is_standard_input() -> None:
    reading = read_brief(io.BytesIO(b"Make an app that lends tools."))
    assert (reading.brief.name, reading.warnings) == ("standard input", ())


@pytest.mark.parametrize(
    "data",
    [
        "Größe und Maß sind zu prüfen.\r\nJa.".encode("utf-8-sig"),
        "Größe und Maß sind zu prüfen.\nJa.".encode("utf-16"),
        b"\xfe\xff" + "Größe und Maß sind zu prüfen.\nJa.".encode("utf-16-be"),
        "Größe und Maß sind zu prüfen.\rJa.".encode(),
    ],
)
def test_encodings_with_marks_and_all_line_ends_give_the_same_text(tmp_path: Path, data: bytes) -> None:
    reading = read_brief(write(tmp_path, data))
    assert reading.brief.text == "Größe und Maß sind zu prüfen.\nJa."
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "text", ["Pay {amount} of $total, 5 % off, for all.", "Ask 👩‍💻 and שלום about می‌خواهم and it."]
)
def test_braces_dollars_emoji_and_other_scripts_stay_as_they_are(tmp_path: Path, text: str) -> None:
    reading = read_brief(write(tmp_path, text.encode()))
    assert (reading.brief.text, reading.warnings) == (text, ())


def test_invisible_and_control_characters_are_removed_and_reported(tmp_path: Path) -> None:
    reading = read_brief(write(tmp_path, "One line here.\nTwo\u202e is\u200b \x1bhere too.\n".encode()))
    assert reading.brief.text == "One line here.\nTwo is here too.\n"
    (warning,) = reading.warnings
    assert f"{tmp_path / 'brief.md'}:2: removed 3 invisible or control characters" in warning
    assert "U+202E" in warning


def test_three_words_are_a_warning(tmp_path: Path) -> None:
    reading = read_brief(write(tmp_path, b"Build an app"))
    assert ["under five words" in warning for warning in reading.warnings] == [True]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\u200b\ufeff\n".encode(), "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04 ...", "office document"),
        (b"text\0text", "NUL byte at offset 4"),
        (b"ok\nab\xff", r"brief\.md:2: is not valid UTF-8 at byte 5"),
        (b"\xef\xbb\xbfab\xff", r"brief\.md:1: is not valid UTF-8 at byte 5"),
        (b"\xff\xfea", "not valid UTF-16 at byte 2"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, data: bytes, message: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(InputError, match=message) as caught:
        read_brief(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_dangling_link_are_missing_input(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nothing\.md: there is no such file"):
        read_brief(tmp_path / "nothing.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "gone.md")
    with pytest.raises(InputMissing, match=r"link\.md: is a link to .*gone\.md"):
        read_brief(tmp_path / "link.md")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_brief(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path / "pipe.md", Path("/dev/zero")):
        with pytest.raises(InputError, match="is a pipe or device"):
            read_brief(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_missing_input(tmp_path: Path) -> None:
    path = write(tmp_path, b"text")
    path.chmod(0)
    with pytest.raises(InputMissing, match="permission denied"):
        read_brief(path)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_brief(path)


def test_a_huge_stream_is_refused_after_the_bound() -> None:
    with pytest.raises(InputError, match="standard input: is larger"):
        read_brief(io.BytesIO(b"a" * (MOST_BYTES + 1)))


FLAG = "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbsct\x7f")


@pytest.mark.parametrize(
    "text",
    [
        f"Ship the chairs to {FLAG} first.",
        "Press 1\ufe0f\u20e3 or ❤️‍🔥 or 👁️‍🗨️ to go on.",
        "Call Mr 葛\U000e0100城 about the first part.",
        "The Malayalam ന്‍ ends a word, ক্‌ষ joins one.",
    ],
    ids=["a flag", "emoji", "a variant of a character", "joiners"],
)
def test_what_scripts_and_emoji_are_made_of_stays(tmp_path: Path, text: str) -> None:
    reading = read_brief(write(tmp_path, text.encode()))
    assert (reading.brief.text, reading.warnings) == (text, ())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sell \x1b[1;31mred\x1b[0m chairs to our members.", "Sell red chairs to our members."),
        ("Sell \x1b]8;;https://x.example\x1b\\red\x1b]8;;\x07 chairs to members.", "Sell red chairs to members."),
        ("Sell red\U000e0073\U000e0065\U000e006c chairs to our members.", "Sell red chairs to our members."),
        (f"Sell {FLAG[:-2]}red{FLAG[-1]} chairs to our members.", "Sell \U0001f3f4red chairs to our members."),
        ("Sell r\ufe01e\U000e0123d\ufe0f\ufe0f chairs to our members.", "Sell red chairs to our members."),
        ("Sell م\u200d\u200c\u200c\u200dی chairs to our members.", "Sell می chairs to our members."),
        ("Sell\ufff9 red\ufffa chairs\ufffb to\ufeff our\ufdd0 mem\u034fbers.", "Sell red chairs to our members."),
        ("Sell red\x9b chairs\x07 to\x7f our\x85 members.", "Sell red chairs to our\n members."),
    ],
    ids=["colours", "hyperlink", "tags", "broken flag", "selectors", "joiners", "annotation", "C1"],
)
def test_what_only_a_program_reads_is_removed(tmp_path: Path, text: str, left: str) -> None:
    reading = read_brief(write(tmp_path, text.encode()))
    assert reading.brief.text == left
    assert len(reading.warnings) == 1
    assert reading.warnings[0].isprintable()


def test_half_of_a_surrogate_pair_is_no_text(tmp_path: Path) -> None:
    for data in (b"ab\xed\xa0\x80cd", b"\xff\xfe\x00\xd8a\x00"):
        with pytest.raises(InputError, match="not valid"):
            read_brief(write(tmp_path, data))

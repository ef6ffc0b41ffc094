"""Files for bad input that git cannot hold, or that are too large for it, by the name that a case gives."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

__all__ = ["MAKERS"]


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(folder)  # a socket's path has at most 107 bytes
        try:
            listening.bind("socket")
        finally:
            os.chdir(before)


def _dangling_link(folder: Path) -> None:
    (folder / "link.md").symlink_to("gone.md")


def _link_loop(folder: Path) -> None:
    (folder / "loop.md").symlink_to("loop.md")


def _links_to_brief(folder: Path) -> None:
    (folder / "link.md").symlink_to("brief.md")
    (folder / "hard.md").hardlink_to(folder / "brief.md")


def _sparse(folder: Path) -> None:
    for name in ("huge.md", "drafter.toml"):
        with (folder / name).open("wb") as file:
            file.truncate(200_000_000)


def _without_configuration(folder: Path) -> None:
    _sparse(folder)
    (folder / "drafter.toml").unlink()


def _empty_folder(folder: Path) -> None:
    (folder / "folder").mkdir()


def _state_is_a_file(folder: Path) -> None:
    (folder / ".drafter").write_text("mine", "utf-8")


def _unreadable(folder: Path) -> None:
    """Take the rights to each file but the brief away."""
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    for path in folder.iterdir():
        if path.name not in {"brief.md", ".git"}:
            path.chmod(0)


def _read_only(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    (folder / "tdd.md").write_text("mine", "utf-8")
    (folder / "tdd.md").chmod(0o444)
    (folder / "folder").mkdir(mode=0o555)


def _large_texts(folder: Path) -> None:
    """Write texts that repeat one thing many times."""
    texts = {
        "long_line.md": "# Shop\n\n" + "orders are kept for 30 days and " * 10_000 + "\n",
        "one_word.md": "# Shop\n\nIt is a shop. " + "A" * 100_000 + "\n",
        "capitals.md": "# Shop\n\n## 2. System Overview\n\n" + "Big Order Service " * 20_000 + "\n",
        "many_lines.md": "# Shop\n\n" + "An order is kept for 30 days.\n" * 100_000,
        "deep_list.md": "# Shop\n\n" + "".join(f"{' ' * n}- item\n" for n in range(400)) + "- " * 10_000 + "a\n",
        "deep_quote.md": "# Shop\n\nIt keeps orders.\n\n" + ">" * 10_000 + " quoted\n",
        "brackets.md": "# Shop\n\nIt keeps orders.\n\n" + "[" * 20_000 + "(" * 20_000 + "\n",
        "emphasis.md": "# Shop\n\nIt keeps orders.\n\n" + "*a **b _c " * 5_000 + "\n",
        "wide_table.md": "# Shop\n\n" + "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|5 ms" * 2_000 + "|\n",
        "deep.yaml": "title: Shop\ngoal: sell\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 1_000)),
        "open_brackets.yaml": "title: " + "[" * 100_000,
        "open_keys.yaml": "".join(f"{' ' * n}a:\n" for n in range(1_000)),
        "many_values.yaml": "title: Shop\nenvironments:\n" + "- a\n" * 50_000,
        "long_value.yaml": f"title: {'x' * 1_100_000}\n",
        "deep_drafter.toml": "model = " + "[" * 15_000,
        "drafter_keys.toml": ".".join(["a"] * 9_000) + " = 1\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")


def _deep_configuration(folder: Path) -> None:
    _large_texts(folder)
    (folder / "deep_drafter.toml").rename(folder / "drafter.toml")


def _latin_1_configuration(folder: Path) -> None:
    (folder / "drafter.toml").write_bytes("model = 'Größe'\n".encode("latin-1"))


def _dotted_configuration(folder: Path) -> None:
    _large_texts(folder)
    (folder / "drafter_keys.toml").rename(folder / "drafter.toml")


MAKERS: dict[str, Callable[[Path], None]] = {
    "fifo": _fifo,
    "socket": _socket,
    "dangling link": _dangling_link,
    "link loop": _link_loop,
    "links to the brief": _links_to_brief,
    "sparse": _without_configuration,
    "sparse configuration": _sparse,
    "folder": _empty_folder,
    "state is a file": _state_is_a_file,
    "unreadable": _unreadable,
    "read-only": _read_only,
    "large texts": _large_texts,
    "deep configuration": _deep_configuration,
    "latin-1 configuration": _latin_1_configuration,
    "dotted configuration": _dotted_configuration,
}

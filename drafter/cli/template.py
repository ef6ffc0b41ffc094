"""`drafter template`: the empty document."""

import sys

from drafter.markdown import template as empty

__all__ = ["template"]


def template() -> None:
    """Print the empty Technical Design Document: every heading, table and placeholder.

    The bytes are UTF-8 with Unix line ends on every system: a document made of them compares equal.
    """
    sys.stdout.buffer.write(empty.template().encode())
    sys.stdout.buffer.flush()

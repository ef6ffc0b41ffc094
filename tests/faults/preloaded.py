"""All that the commands of these tests import, so that a run forked from a process that has it starts at once.

Nothing is run here: no thread, loop or file may be inherited.
"""

import gc

import drafter.cli.app
import drafter.cli.apply
import drafter.cli.asking_reviewer
import drafter.cli.dismiss
import drafter.cli.draft
import drafter.cli.regenerate
import drafter.cli.review
import drafter.cli.undo
import drafter.llm.chat
import drafter.llm.patience  # noqa: F401 - all are imported for those that are forked
from drafter.llm import tokens

__all__: list[str] = []

tokens.count("", "fake-model")
gc.freeze()

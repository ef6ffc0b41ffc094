"""`drafter review`: what could be better in a document, as changes that apply."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.broken_rules import report_broken
from drafter.cli.check_options import ReportOption
from drafter.cli.check_plan import plan
from drafter.cli.choosing import choose_suggestions
from drafter.cli.dismissals import dismiss_for_good, known_dismissals
from drafter.cli.inputs import ContextTokensOption
from drafter.cli.kept_reviews import best_together
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    FreshOption,
    MaxCallsOption,
    MaxCostOption,
    MaxTokensOption,
    ModelFileOption,
    ModelOption,
    TimeoutOption,
    behaviour_of,
    chosen_model,
)

"""What a review proposes, looked at before it is shown: every suggestion applies, and makes nothing worse."""

from drafter.suggestions.admitting import Admitted, admitted
from drafter.suggestions.applying import applied
from drafter.suggestions.dismissed import Dismissed, is_dismissed
from drafter.suggestions.relocating import Relocated, is_as_reviewed, relocated
from drafter.suggestions.worsening import worsening

__all__ = [
    "Admitted",
    "Dismissed",
    "Relocated",
    "admitted",
    "applied",
    "is_as_reviewed",
    "is_dismissed",
    "relocated",
    "worsening",
]

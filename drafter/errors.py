"""What can go wrong, and the exit code that says so.

    DrafterError                 70  never raised itself
    ├── RuleFailed               70  a bug in a rule; everything else was done
    ├── UsageError                2  an option that cannot be meant
    ├── InputError               65  the brief, outline or document cannot be used
    │   └── PromptTooLong        65  the brief does not fit the model's context
    ├── InputMissing             66  a file that should be read is not there
    ├── EndpointUnusable         69  no such host, path or model
    ├── OutputUnwritable         73  the document's folder cannot be written
    │   └── DocumentChanged      73  the document was changed while drafter worked on it
    ├── TryAgain                 75  temporary; running again resumes
    ├── OutputUnusable           76  the model's answer stayed unusable
    ├── PermissionRefused        77  credentials or quota refused
    ├── ConfigurationError       78  drafter.toml, or the local model is not installed
    ├── BudgetReached            79  the next call may exceed what the run may spend
    └── DocumentLocked           80  another run works on this document

Exit codes follow sysexits(3) where it has one.
"""

from typing import ClassVar

__all__ = [
    "BudgetReached",
    "ConfigurationError",
    "DocumentChanged",
    "DocumentLocked",
    "DrafterError",
    "EndpointUnusable",
    "InputError",
    "InputMissing",
    "OutputUnusable",
    "OutputUnwritable",
    "PermissionRefused",
    "PromptTooLong",
    "RuleFailed",
    "TryAgain",
    "UsageError",
]


class DrafterError(Exception):
    """A failure that is explained to the user: a message, and the next step when there is one."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class RuleFailed(DrafterError):
    """A rule that failed on a document: a bug, raised when everything else is done."""

    exit_code = 70


class UsageError(DrafterError):
    """An option or argument that cannot be meant."""

    exit_code = 2


class InputError(DrafterError):
    """A brief, outline or document that cannot be used."""

    exit_code = 65


class PromptTooLong(InputError):
    """A prompt that does not fit the model's context."""


class InputMissing(DrafterError):
    """A file that should be read is not there or cannot be opened."""

    exit_code = 66


class EndpointUnusable(DrafterError):
    """No such host, path or model, or an answer that is not of the protocol."""

    exit_code = 69


class OutputUnwritable(DrafterError):
    """The document, or the folder that it goes to, cannot be written."""

    exit_code = 73


class DocumentChanged(OutputUnwritable):
    """The document is not what it was when the work began, and stays as it is."""


class TryAgain(DrafterError):
    """A temporary failure: running the same command again goes on from here."""

    exit_code = 75


class OutputUnusable(DrafterError):
    """The model's answer stayed unusable after it was asked again."""

    exit_code = 76


class PermissionRefused(DrafterError):
    """Credentials, permissions or quota were refused."""

    exit_code = 77


class ConfigurationError(DrafterError):
    """A configuration that cannot be used, or a local model that is not installed."""

    exit_code = 78


class BudgetReached(DrafterError):
    """The next call may exceed what the run may spend; nothing more is sent."""

    exit_code = 79


class DocumentLocked(DrafterError):
    """Another run works on this document."""

    exit_code = 80

"""What a user is told when sections were drafted again."""

from collections.abc import Iterable
from pathlib import Path

from drafter.cli.redrafting import Made
from drafter.cli.rewriting import NewText
from drafter.cli.session import SECTION_PARTS
from drafter.cli.standing import Opened
from drafter.cli.terminal import say
from drafter.consistency.checking import check
from drafter.derive.addresses import Address
from drafter.document.sections import SECTIONS
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.report.text import headline, in_numbers

__all__ = ["Unfinished", "raise_for", "report"]


class Unfinished(DrafterError):
    """Conflicts are marked in the document, or hunks wait to be chosen."""

    exit_code = 1


def report(stood: Opened, new: NewText) -> None:
    """Say what happened and, unless conflicts are marked, what is new among the findings and does not agree yet."""
    hunks = sum(len(one.hunks) for one in new.placed)
    shown = f"{hunks} change{'s' * (hunks != 1)}"
    say(
        f"{stood.path}: {shown} in {_listed(one.address for one in new.placed if one.hunks)}"
        + (f"; now {new.version}" if new.version else "")
    )
    if new.conflicts:
        return
    brief = stood.brief
    after = stood.standing_of(new.text)
    before = {finding.fingerprint for finding in check(stood.stands.page, brief)}
    now = check(after.page, brief)
    fresh = [finding for finding in now if finding.fingerprint not in before]
    gone = len(before - {finding.fingerprint for finding in now})
    for finding in fresh:
        if finding.severity != "note":
            say(headline(str(stood.path), finding))
    if fresh or gone:
        say(f"{in_numbers(fresh)} new, {gone} gone (`drafter check` shows all)")
    keys = {stale.section for stale in after.stale}
    left = [f"{kind.number} {kind.title}" for kind in SECTIONS if kind.key in keys]
    if left:
        say(f"no longer agree: {', '.join(left)}; `drafter plan {stood.path}` says why")


def _listed(addresses: Iterable[Address]) -> str:
    return ", ".join(str(address) for address in addresses) or "no section"


def raise_for(made: Made, new: NewText, document: Path) -> None:
    """Raise what the user must know by the exit code."""
    for gap in made.gaps:
        say(f"kept as it was: {SECTION_PARTS[gap.section]}: {gap.place or gap.field}: {gap.reason}")
    for key, error in made.failures.items():
        say(f"drafter: {SECTION_PARTS[key]} was not drafted: {error}")
    worst = next(iter(made.failures.values()), None)
    if isinstance(worst, TryAgain):
        raise TryAgain(f"{document}: {len(made.failures)} section(s) are missing", hint="Run the same command again.")
    if worst is not None or made.gaps:
        raise OutputUnusable(f"{document}: the model's answers stayed unusable", hint="Use another model, or --fresh.")
    if new.conflicts:
        raise Unfinished(
            f"{document}: {new.conflicts} conflict{'s' * (new.conflicts != 1)} to resolve, between <<<<<<< and >>>>>>>",
            hint=f"choose one of each two texts; or `drafter undo {document}`, and --conflict ours or theirs",
        )

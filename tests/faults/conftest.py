"""What a run makes when nothing goes wrong, and the table of what did."""

import pytest

from tests.faults.place import Undisturbed, place
from tests.faults.tally import Tally

_TALLY = pytest.StashKey[Tally]()


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    with place(tmp_path_factory.mktemp("undisturbed")) as here:
        assert here.run().code == 0
        return Undisturbed(here.document.read_bytes(), len(here.entries))


@pytest.fixture(scope="session")
def whole(undisturbed: Undisturbed) -> bytes:
    return undisturbed.document


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Tally:
    return pytestconfig.stash.setdefault(_TALLY, Tally())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    if tally := config.stash.get(_TALLY, None):
        terminalreporter.section("runs that were broken")
        for line in tally.lines():
            terminalreporter.line(line)

"""What a run makes when nothing goes wrong."""

import pytest

from tests.faults.place import Undisturbed, place


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    with place(tmp_path_factory.mktemp("undisturbed")) as here:
        assert here.run().code == 0
        return Undisturbed(here.document.read_bytes(), len(here.entries))


@pytest.fixture(scope="session")
def whole(undisturbed: Undisturbed) -> bytes:
    return undisturbed.document

"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """Take interrupts, as a program in front of a terminal does.

    A shell that starts the tests in the background has them, and what they start, ignore SIGINT.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

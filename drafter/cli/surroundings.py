"""What this process's environment must not do to a brief."""

from collections.abc import MutableMapping

__all__ = ["shield"]

_TRACING = ("LANGSMITH_", "LANGCHAIN_")
"""Variables of libraries that send prompts to their vendor, or through its gateway, when told so elsewhere."""
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def shield(environment: MutableMapping[str, str]) -> None:
    """Take out what would send a brief elsewhere than to the chosen endpoint.

    A proxy of the user's stays in use for other hosts, and is not told what is asked of this machine.
    """
    for name in [name for name in environment if name.startswith(_TRACING)]:
        del environment[name]
    # drafter brings its own client; without this langchain-openai warns that proxies are not used.
    environment["LANGCHAIN_OPENAI_TCP_KEEPALIVE"] = "0"
    if proxy := environment.pop("OPENAI_PROXY", ""):  # langchain-openai refuses it beside a client
        environment.setdefault("HTTPS_PROXY", proxy)
    excepted = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    if excepted.strip() != "*":
        hosts = dict.fromkeys([*filter(None, map(str.strip, excepted.split(","))), *_THIS_MACHINE])
        environment["no_proxy"] = environment["NO_PROXY"] = ",".join(hosts)

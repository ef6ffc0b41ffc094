"""The server as a process: prints its base URL, and ends with SIGTERM or the end of standard input."""

import argparse
import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

from tests.fault_server.script import Script
from tests.fault_server.server import serve


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fault_server", description=__doc__)
    parser.add_argument("--script", type=Path, help="JSON: rules, seeded, latency, models, characters_per_token")
    parser.add_argument("--ledger", type=Path, help="a file to append a JSON line to for each arrival and each end")
    parser.add_argument("--bodies", type=Path, help="a file to append the body of each completion request to")
    parser.add_argument("--port", type=int, default=0, help="0 for any that is free")
    parser.add_argument("--prefix", default="/v1")
    parser.add_argument("--ignore-stdin", action="store_true", help="end with SIGTERM only")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    script = Script.model_validate_json(arguments.script.read_text("utf-8")) if arguments.script else Script()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)

    def read_to_the_end() -> None:
        while os.read(0, 4096):
            pass
        loop.call_soon_threadsafe(stopped.set)

    if not arguments.ignore_stdin:
        threading.Thread(target=read_to_the_end, daemon=True).start()
    async with serve(
        script, ledger=arguments.ledger, bodies=arguments.bodies, port=arguments.port, prefix=arguments.prefix
    ) as server:
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        await stopped.wait()


asyncio.run(_run(_arguments()))

"""The server: connections on loopback, each request answered by the script."""

import asyncio
import hashlib
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.fault_server.faults import Fault, StatusFault
from tests.fault_server.http import Head, read_body, read_head
from tests.fault_server.ledger import Entry, Ledger
from tests.fault_server.question import Question, read_question
from tests.fault_server.replies import json_reply, reply_to, status_reply
from tests.fault_server.script import Plan, Script
from tests.fault_server.wire import Wire, unanswered, wire_of

__all__ = ["FaultServer", "fault_server", "serve"]

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_HEAD_LIMIT = 2**20


class FaultServer:
    """A running server: where it is, what it was asked, and how it behaves from now on."""

    def __init__(self, script: Script, ledger: Ledger, prefix: str) -> None:
        self.ledger = ledger
        self.base_url = ""
        """Without a slash at the end."""
        self._prefix = prefix
        self._plan = Plan(script)
        self._connections: set[asyncio.Task[None]] = set()
        self._bugs: list[Exception] = []

    def use(self, script: Script) -> None:
        """Behave by another script from the next request on, counting anew; may be called from any thread."""
        self._plan = Plan(script)

    async def start(self, port: int) -> asyncio.Server:
        """Listen on a port of the loopback interface, 0 for any that is free."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", port, limit=_HEAD_LIMIT)
        self.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{self._prefix}"
        return server

    async def stop(self) -> None:
        """Break off what is being answered; raises what went wrong in the server itself."""
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        if self._bugs:
            raise ExceptionGroup("requests that the fault server could not answer", self._bugs)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a connection is served by a task")
        self._connections.add(task)
        writer.transport.set_write_buffer_limits(high=0)  # what is counted as written has left the process
        entry: Entry | None = None
        try:
            while (head := await read_head(reader)) is not None:
                entry, goes_on = await self._answer(head, reader, writer)
                if not goes_on or not head.keeps_alive:
                    break
        except ConnectionResetError:
            if entry:
                self.ledger.reset(entry)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            entry = self.ledger.arrived(Entry(sequence=0, at=0, method="", path="", accepted=False))
            self.ledger.ended(entry, written=0, finished=False, delivered=False)
        except Exception as error:  # noqa: BLE001 (nobody awaits a connection: `stop` raises it)
            self._bugs.append(error)
        except asyncio.CancelledError:
            # Only `stop` cancels. Closing would wait for a client that may not read, and asyncio's streams
            # report a connection whose task was cancelled as an error.
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            await _closed(writer)

    async def _answer(
        self, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[Entry, bool]:
        """Answer one request; returns its entry, and whether the connection goes on."""
        secret = head.headers.get("authorization")
        entry = Entry(
            sequence=0,
            at=0,
            method=head.method,
            path=head.path,
            accepted=True,
            authorization=hashlib.sha256(secret.encode()).hexdigest() if secret else "",
        )
        try:
            body = await read_body(reader, head)
        except (asyncio.IncompleteReadError, ConnectionError):
            return self.ledger.ended(self.ledger.arrived(entry), written=0, finished=False, delivered=False), False
        entry, wire = self._wire(entry, head, body)
        delivery = _Delivery(reader, writer)
        try:
            goes_on = await delivery.send(wire)
        finally:
            entry = self.ledger.ended(
                entry, written=delivery.written, finished=delivery.finished, delivered=delivery.whole and wire.completes
            )
        return entry, goes_on

    def _wire(self, entry: Entry, head: Head, body: bytes) -> tuple[Entry, Wire]:
        """Enter a request in the ledger, and return what is to be written for it."""
        plan = self._plan
        if (head.method, head.path) == ("GET", f"{self._prefix}/models"):
            fault = plan.fault_for(head.path, None, 0)
            entry = self.ledger.arrived(_with_fault(entry, fault))
            models = [{"id": name, "object": "model", "created": 1, "owned_by": "you"} for name in plan.script.models]
            reply = status_reply(fault) if isinstance(fault, StatusFault) else json_reply({"data": models})
            return entry, unanswered(fault) or wire_of(reply, fault, (0, 0))
        question = _question(head, body, self._prefix)
        if isinstance(question, StatusFault):
            return self.ledger.arrived(entry), wire_of(status_reply(question), None, (0, 0))
        attempt = self.ledger.attempts(question.key) + 1
        fault = plan.fault_for(head.path, question, attempt)
        update = {
            "key": question.key,
            "attempt": attempt,
            "task": question.task,
            "response_format": question.response_format,
            "max_tokens": question.max_tokens,
        }
        answered = _with_fault(entry.model_copy(update=update), fault)
        entry = self.ledger.arrived(answered, question.user, question.system)
        self.ledger.keep_body(entry, body)
        pace = plan.pace_for(question, attempt)
        if wire := unanswered(fault):
            return entry, wire
        at_once = plan.script.latency.tokens_at_once if plan.script.latency else 1
        reply = reply_to(question, fault, plan.script.characters_per_token, timed=pace[1] > 0, at_once=at_once)
        return entry, wire_of(reply, fault, pace)


class _Delivery:
    """Writes one answer, as far as the client takes it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.written = 0
        self.finished = False
        self.whole = False

    async def send(self, wire: Wire) -> bool:
        """Write an answer; returns whether the connection goes on."""
        try:
            if not await self._write(wire):
                return False
        except ConnectionError:
            return False
        if wire.end == "keep":
            return True
        if wire.end == "hang":
            await self._gone_within(wire.hang)
        if wire.end == "reset":
            self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._writer.transport.abort()
        await _closed(self._writer)
        return False

    async def _write(self, wire: Wire) -> bool:
        """Return whether everything was written."""
        for segment in (*([wire.head] if wire.head else []), *wire.body):
            if segment.wait and await self._gone_within(segment.wait):
                return False
            if self._reader.at_eof():
                return False
            self._writer.write(segment.data)
            await self._writer.drain()
            self.written += len(segment.data) if segment is not wire.head else 0
            self.finished = self.finished or segment.finishes
        self.whole = True
        return True

    async def _gone_within(self, seconds: float | None) -> bool:
        """Wait; returns at once with True when the client closes the connection."""
        try:
            async with asyncio.timeout(seconds):
                return not await self._reader.read(1)
        except TimeoutError:
            return False
        except ConnectionError:
            return True


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection, and wait until the client can see it."""
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


def _question(head: Head, body: bytes, prefix: str) -> Question | StatusFault:
    if head.path != f"{prefix}/chat/completions":
        return StatusFault(kind="status", status=404, body={"error": {"message": f"there is nothing at {head.path}"}})
    if head.method != "POST":
        return StatusFault(kind="status", status=405)
    try:
        return read_question(body)
    except (ValueError, KeyError, TypeError) as error:
        return StatusFault(kind="status", status=400, body={"error": {"message": f"no completion request: {error!r}"}})


def _with_fault(entry: Entry, fault: Fault | None) -> Entry:
    return entry.model_copy(update={"fault": fault.kind if fault else ""})


@asynccontextmanager
async def serve(
    script: Script | None = None,
    *,
    ledger: Path | None = None,
    bodies: Path | None = None,
    port: int = 0,
    prefix: str = "/v1",
) -> AsyncIterator[FaultServer]:
    """Serve in the running loop as long as the context lasts.

    The ledger and the bodies of the completion requests are in files as well when they are named.
    """
    server = FaultServer(script or Script(), Ledger(ledger, bodies), prefix)
    try:
        async with await server.start(port):
            try:
                yield server
            finally:
                await server.stop()
    finally:
        server.ledger.close()


@contextmanager
def fault_server(
    script: Script | None = None, *, ledger: Path | None = None, port: int = 0, prefix: str = "/v1"
) -> Iterator[FaultServer]:
    """Serve in a thread of its own as long as the context lasts."""
    started: Future[tuple[FaultServer, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        stopped = asyncio.Event()
        async with serve(script, ledger=ledger, port=port, prefix=prefix) as server:
            started.set_result((server, asyncio.get_running_loop(), stopped))
            await stopped.wait()

    with ThreadPoolExecutor(1, "fault server") as executor:
        running = executor.submit(asyncio.run, run())
        either: tuple[Future[Any], ...] = (running, started)
        wait(either, return_when=FIRST_COMPLETED)
        if not started.done():
            running.result()
        server, loop, stopped = started.result()
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(stopped.set)
            running.result()

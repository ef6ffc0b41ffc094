"""The little of HTTP/1.1 that reading a request takes."""

import asyncio
from dataclasses import dataclass

__all__ = ["Head", "read_body", "read_head"]


@dataclass(frozen=True)
class Head:
    """A request line with its headers, their names in lower case."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def keeps_alive(self) -> bool:
        """Whether the client wants to go on with this connection."""
        return self.headers.get("connection", "").lower() != "close"


async def read_head(reader: asyncio.StreamReader) -> Head | None:
    """Read a request up to its empty line; None when the client closed the connection before.

    Raises IncompleteReadError when the client stops within the headers, ValueError when they are none.
    """
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    request, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _ = request.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Head(method, target.partition("?")[0], headers)


async def read_body(reader: asyncio.StreamReader, head: Head) -> bytes:
    """Read the body that the headers announce; raises IncompleteReadError when the client stops within."""
    if "chunked" not in head.headers.get("transfer-encoding", "").lower():
        return await reader.readexactly(int(head.headers.get("content-length", "0")))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return b"".join(parts)

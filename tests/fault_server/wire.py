"""An answer as bytes in time: HTTP's framing, pauses, and the place where the connection ends."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Literal, NamedTuple

from tests.fault_server.faults import (
    BodyFault,
    CloseFault,
    CutFault,
    Fault,
    HangFault,
    LateFault,
    StallFault,
    StreamFault,
    TrickleFault,
)
from tests.fault_server.replies import Piece, Reply

__all__ = ["Segment", "Wire", "unanswered", "wire_of"]

_SLICES_PER_SECOND = 20
_BROKEN_CHUNK = b"XYZ\r\nno size\r\n"
End = Literal["keep", "close", "reset", "hang"]


class Segment(NamedTuple):
    """Bytes that are written at once."""

    wait: float
    """Seconds before it."""
    data: bytes
    finishes: bool = False


@dataclass(frozen=True)
class Wire:
    """All that is written for one request."""

    head: Segment | None
    body: tuple[Segment, ...]
    end: End
    hang: float | None = None
    """Seconds of silence for the end `hang`, None for as long as the client waits."""
    completes: bool = False


def unanswered(fault: Fault | None) -> Wire | None:
    """Return what a fault writes that lets nothing through; None for a fault with an answer."""
    match fault:
        case CloseFault():
            return Wire(None, (), fault.by)
        case HangFault():
            return Wire(None, (), "hang", fault.seconds)
    return None


def wire_of(reply: Reply, fault: Fault | None, pace: tuple[float, float]) -> Wire:
    """Return the bytes of an answer; `pace` has the seconds before the first token and for each token."""
    announced = sum(len(piece.data) for piece in reply.pieces)
    reply, end, hang = _stopped(reply, fault)
    if isinstance(fault, TrickleFault) and fault.bytes_per_second is None:
        pace = (pace[0], 1 / fault.tokens_per_second)
    chunked = reply.chunked and not (isinstance(fault, CutFault) and fault.by == "length")
    body = _framed(_paced(reply.pieces, pace), chunked=chunked, ends=end == "keep")
    match fault:
        case CutFault(by="reset" | "close" | "length"):
            body = _cut(body, fault.at)
            end = "reset" if fault.by == "reset" else "close"
        case StreamFault(kind="broken_chunk"):
            half = body[: len(body) // 2]
            body = [*half, Segment(0, _BROKEN_CHUNK)] if chunked else _cut(body, 0.5)
            end = "close"
        case TrickleFault(bytes_per_second=float(rate)):
            body = _sliced(body, rate)
        case BodyFault(kind="closed_after"):
            end = "close"
    size = announced if end == "hang" else sum(len(piece.data) for piece in reply.pieces)
    head = Segment(fault.seconds if isinstance(fault, LateFault) else 0, _head(reply, None if chunked else size))
    if not chunked and body and body[0].wait:  # a whole answer has its status when it is ready
        head = Segment(head.wait + body[0].wait, head.data)
        body = [body[0]._replace(wait=0), *body[1:]]
    return Wire(head, tuple(body), end, hang, reply.completes)


def _stopped(reply: Reply, fault: Fault | None) -> tuple[Reply, End, float | None]:
    """Leave out what a fault never lets the server write, before it is framed."""
    match fault:
        case CutFault(by="clean"):
            size = sum(len(piece.data) for piece in reply.pieces)
            return replace(reply, pieces=_until(reply.pieces, int(size * fault.at))), "keep", None
        case StallFault():
            kept: list[Piece] = []
            for piece in reply.pieces:
                if sum(earlier.tokens for earlier in kept) + piece.tokens > fault.after_tokens or not piece.tokens:
                    break
                kept.append(piece)
            return replace(reply, pieces=tuple(kept)), "hang", fault.seconds
    return reply, "keep", None


def _until(pieces: tuple[Piece, ...], size: int) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for piece in pieces:
        if len(piece.data) > size:
            kept.append(piece._replace(data=piece.data[:size], finishes=False))
            break
        kept.append(piece)
        size -= len(piece.data)
    return tuple(piece for piece in kept if piece.data)


def _paced(pieces: tuple[Piece, ...], pace: tuple[float, float]) -> list[Segment]:
    first, each = pace
    segments = []
    for piece in pieces:
        wait = piece.tokens * each
        if piece.tokens and first:
            wait, first = wait + first, 0.0
        segments.append(Segment(wait, piece.data, piece.finishes))
    return segments


def _framed(segments: list[Segment], *, chunked: bool, ends: bool) -> list[Segment]:
    if not chunked:
        return segments
    framed = [s._replace(data=b"%x\r\n%b\r\n" % (len(s.data), s.data)) for s in segments]
    return [*framed, Segment(0, b"0\r\n\r\n")] if ends else framed


def _cut(segments: list[Segment], at: float) -> list[Segment]:
    left = int(sum(len(segment.data) for segment in segments) * at)
    kept: list[Segment] = []
    for segment in segments:
        if len(segment.data) > left:
            return [*kept, segment._replace(data=segment.data[:left], finishes=False)]
        kept.append(segment)
        left -= len(segment.data)
    return kept


def _sliced(segments: list[Segment], rate: float) -> list[Segment]:
    size = max(1, int(rate / _SLICES_PER_SECOND))
    slices = []
    for segment in segments:
        parts = [segment.data[start : start + size] for start in range(0, len(segment.data), size)]
        slices += [Segment(len(part) / rate, part) for part in parts[:-1]]
        slices.append(Segment(len(parts[-1]) / rate, parts[-1], segment.finishes))
    return slices


def _head(reply: Reply, length: int | None) -> bytes:
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = "Unknown"
    framing = ("Transfer-Encoding", "chunked") if length is None else ("Content-Length", str(length))
    lines = [f"HTTP/1.1 {reply.status} {phrase}", *(f"{name}: {value}" for name, value in (*reply.headers, framing))]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")

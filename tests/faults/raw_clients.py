"""Raw clients: they cut the line in the middle, or send half of what they promised."""

import contextlib
import json
import socket
import struct
from collections.abc import Mapping

from tests.faults.reporters import CLIENT_SECONDS, PATH

AT_ONCE = struct.pack("ii", 1, 0)


def request_bytes(body: Mapping[str, object]) -> bytes:
    text = json.dumps(body).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    return head.encode() + text


def cut_after(port: int, body: Mapping[str, object], offset: int) -> bytes:
    """Send a report, read `offset` bytes of the answer and cut the line without a goodbye."""
    line = socket.create_connection(("127.0.0.1", port), timeout=CLIENT_SECONDS)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    with line:
        line.sendall(request_bytes(body))
        return _read(line, offset)


def _read(line: socket.socket, count: int) -> bytes:
    seen = b""
    with contextlib.suppress(ConnectionError):
        while len(seen) < count and (more := line.recv(count - len(seen))):
            seen += more
    return seen


def send_half(port: int, body: Mapping[str, object]) -> socket.socket:
    """Half a report on a line that stays open."""
    whole = request_bytes(body)
    line = socket.create_connection(("127.0.0.1", port), timeout=CLIENT_SECONDS)
    line.sendall(whole[: len(whole) // 2])
    return line

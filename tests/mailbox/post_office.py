"""A mail server on loopback, as small as SMTP allows: takes what is sent and keeps it for the test."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            command = line[:4].upper().strip()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append(message_from_bytes(letter))  # type: ignore[attr-defined]
            if command == b"RCPT" and (self.server.refuses() or self.server.knows_not in line):  # type: ignore[attr-defined]
                self.wfile.write(b"550 nobody here is called " + line.strip() + b"\r\n")
                continue
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
            if command == b"QUIT":
                return


@contextmanager
def post_office(refuses: Callable[[], bool] = lambda: False, knows_not: bytes = b"\n\n") -> Iterator[tuple[int, list[Message]]]:
    """The port it listens at, and the letters it took. While it `refuses`, it says whom it does not know; `knows_not` it never knows."""
    letters: list[Message] = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line) as server:
        server.letters, server.refuses, server.knows_not = letters, refuses, knows_not  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], letters
        server.shutdown()

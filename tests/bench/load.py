"""A light load generator: clients that each keep one connection and do one thing after the other for some seconds."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tests.faults import form

Act = Callable[["Line"], Awaitable[None]]


@dataclass
class Figures:
    """What one run showed. Times in seconds."""

    done: int = 0
    took: float = 0.0
    times: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.done / self.took

    def percentile(self, part: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000


class Line:
    """One kept connection with one cookie; every request's time goes to the figures."""

    def __init__(self, port: int, figures: Figures) -> None:
        self.port, self.figures, self.cookie = port, figures, ""

    async def open(self) -> None:
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, method: str, path: str, body: bytes = b"", media_type: str = "") -> tuple[int, bytes]:
        began = time.perf_counter()
        self._out.write(self._head(method, path, len(body), media_type) + body)
        status, headers = _read_head(await self._in.readuntil(b"\r\n\r\n"))
        text = await self._in.readexactly(int(headers.get("content-length", "0")))
        self.figures.times.append(time.perf_counter() - began)
        self.cookie = headers.get("set-cookie", self.cookie).partition(";")[0].strip()
        return status, text

    def _head(self, method: str, path: str, length: int, media_type: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        lines += [f"Content-Type: {media_type}", f"Content-Length: {length}"] if method == "POST" else []
        return "\r\n".join([*lines, "", ""]).encode()


def _read_head(head: bytes) -> tuple[int, Mapping[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(
        line.lower().split(": ", 1) if not line.lower().startswith("set-cookie") else ("set-cookie", line[12:]) for line in lines if line
    )
    return int(first.split()[1]), headers


async def drive(port: int, clients: int, seconds: float, act: Act) -> Figures:
    """So many clients for so many seconds; a thing begun is finished and counted."""
    figures, began = Figures(), time.perf_counter()

    async def client() -> None:
        line = Line(port, figures)
        await line.open()
        while time.perf_counter() - began < seconds:
            await act(line)
            figures.done += 1

    await asyncio.gather(*(client() for _ in range(clients)))
    figures.took = time.perf_counter() - began
    return figures


async def fill_form(line: Line) -> None:
    """The whole form, every step, GET and POST."""
    line.cookie = ""
    steps = form.walk()
    fields, page = next(steps), ""
    while True:
        method = "GET" if fields is None else "POST"
        body = form.encoded(fields) if fields else b""
        status, text = await line.ask(method, "/report/", body, "application/x-www-form-urlencoded")
        assert status in (200, 302), (status, fields, text[-2000:])
        page = text.decode()
        try:
            fields = steps.send(page)
        except StopIteration:
            return

"""A line to a server on which every word comes late."""

import asyncio
import threading
from contextlib import suppress

from tests.webhooks.receivers import free_port

PIECE = 65_536


class Delay:
    """Listens on `port` and passes on to another, both ways, each piece that many seconds late."""

    def __init__(self, behind: int, *, seconds: float) -> None:
        self.behind, self.seconds, self.port = behind, seconds, free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Delay":
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", self.port), self._loop)
        started.result(30)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _end(self) -> None:
        lines = asyncio.all_tasks() - {asyncio.current_task()}
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _serve(self, here_in: asyncio.StreamReader, here_out: asyncio.StreamWriter) -> None:
        there_in, there_out = await asyncio.open_connection("127.0.0.1", self.behind)
        await asyncio.gather(self._pass_on(here_in, there_out), self._pass_on(there_in, here_out))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while piece := await source.read(PIECE):
                await asyncio.sleep(self.seconds)
                target.write(piece)
                await target.drain()
        target.close()

"""Sees every file that is made in a folder, also one that is gone again at once: Linux's inotify."""

import ctypes
import os
import struct
from pathlib import Path

libc = ctypes.CDLL(None, use_errno=True)
MADE, NAMED_IN, WRITTEN = 0x100, 0x80, 0x2
HEAD = struct.Struct("iIII")
MOST = 65_536


class Watch:
    """Watches folders from now on. `seen` names what was made or written since it was last asked."""

    def __init__(self, *folders: Path) -> None:
        self._line = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert self._line >= 0, os.strerror(ctypes.get_errno())
        self._folders = {self._add(folder): folder for folder in folders}

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._line)

    def _add(self, folder: Path) -> int:
        number = libc.inotify_add_watch(self._line, str(folder).encode(), MADE | NAMED_IN | WRITTEN)
        assert number >= 0, os.strerror(ctypes.get_errno())
        return int(number)

    def seen(self) -> list[str]:
        try:
            told = os.read(self._line, MOST)
        except BlockingIOError:
            return []
        return list(self._names(told))

    def _names(self, told: bytes):
        place = 0
        while place < len(told):
            number, _mask, _cookie, length = HEAD.unpack_from(told, place)
            name = told[place + HEAD.size :][:length].rstrip(b"\0").decode()
            yield str(self._folders[number] / name)
            place += HEAD.size + length

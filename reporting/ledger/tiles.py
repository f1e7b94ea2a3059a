"""The log as static files (C2SP tlog-tiles): bytes for `checkpoint`, `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`."""

import re

from reporting.ledger import queries, tree
from reporting.ledger.models import Leaf, Node
from reporting.refusals import NotFound

WIDTH = 256
LEVEL = r"(?P<level>entries|[0-9]|[1-5][0-9]|6[0-3])"
INDEX = r"(?P<index>(?:x[0-9]{3}/)*[0-9]{3})"
WIDTH_OF_PART = r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
PATH = re.compile(f"tile/{LEVEL}/{INDEX}{WIDTH_OF_PART}", re.ASCII)


def checkpoint() -> bytes:
    """The latest signed checkpoint. Raises NotFound while the log is empty."""
    latest = queries.latest_checkpoint()
    if latest is None:
        raise NotFound
    return latest.note.encode()


def tile(path: str) -> bytes:
    """The bytes at a path below the log's prefix, such as `tile/0/x001/234.p/16`. Raises NotFound, also for what is not signed yet."""
    found = PATH.fullmatch(path)
    index = int(re.sub("[x/]", "", found["index"])) if found else 0
    width = int(found["width"] or WIDTH) if found else 0
    if found is None or found["index"] != index_path(index) or (found["width"] and width >= WIDTH):
        raise NotFound
    level = 0 if found["level"] == "entries" else int(found["level"])
    start = index * WIDTH
    if start + width > queries.latest_head().size >> 8 * level:
        raise NotFound
    return _entries(start, width) if found["level"] == "entries" else b"".join(_hashes(level, start, width))


def index_path(index: int) -> str:
    """A tile's number as path elements of three digits: 1234067 is `x001/x234/067`."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def _entries(start: int, width: int) -> bytes:
    return b"".join(len(value).to_bytes(2, "big") + value for value in _values(start, width))


def _hashes(level: int, start: int, width: int) -> list[bytes]:
    if level == 0:
        return [tree.leaf_hash(value) for value in _values(start, width)]
    nodes = Node.objects.filter(level=8 * level, index__gte=start, index__lt=start + width).order_by("index")
    return [bytes(hashed) for hashed in nodes.values_list("hash", flat=True)]


def _values(start: int, width: int) -> list[bytes]:
    leaves = Leaf.objects.filter(index__gte=start, index__lt=start + width).order_by("index")
    return [bytes(value) for value in leaves.values_list("value", flat=True)]

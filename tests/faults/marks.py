"""Words nobody else would write; every one handed out is remembered with its field, and looked for afterwards."""

import base64
import os
import secrets
from collections.abc import Collection, Mapping

IS_WHOLE = os.environ.get("FAULTS") == "all"
REFUSED = ("see https://example.test/{}", "data:image/png;base64,{}", "<img src=x {}>")


class Marks:
    """`accepted` and `refused` name the fields that marks were typed in; `taken` are the marks that were to be accepted."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self.accepted: set[str] = set()
        self.refused: set[str] = set()
        self.taken: set[str] = set()

    def new(self, field: str = "") -> str:
        """A word to be accepted in this field; without one, to be refused or to meet a failure."""
        mark = self._made(field)
        if field:
            self.accepted |= {field}
            self.taken |= {mark}
        return mark

    def sentence(self, field: str = "") -> str:
        return f"The assistant spoke of a {self.new(field)} and was rude to me."

    def not_taken(self, field: str = "") -> list[str]:
        """Texts that the guard turns away, each with a word of its own: one shape in the suite, in turn, and every shape in `make faults`."""
        self.refused |= {field}
        shapes = REFUSED if IS_WHOLE else (REFUSED[len(self.given) % len(REFUSED)],)
        return [shape.format(self._made(field)) for shape in shapes]

    def _made(self, field: str) -> str:
        mark = "quokka" + "".join(secrets.choice("bdfgklmnprtvz") + secrets.choice("aeiou") for _ in range(5))
        self.given[mark] = field
        return mark

    def found_in(self, content: bytes, *, besides: Collection[str] = ()) -> list[str]:
        lower = content.lower()
        looked_for = {mark: field for mark, field in self.given.items() if mark not in besides}
        return [f"{mark} ({field})" for mark, field in looked_for.items() if any(shape in lower for shape in shapes_of(mark))]


def shapes_of(mark: str) -> list[bytes]:
    """A word as it is, as hexadecimal digits and as base64 whatever stood before it."""
    plain = mark.encode()
    shifted = [base64.b64encode(b"x" * before + plain)[4:-4].lower() for before in range(3)]
    return [plain, plain.hex().encode(), *shifted]


def require_unseen(marks: Marks, kept: Mapping[str, bytes], *, besides: Collection[str] = ()) -> None:
    seen = {name: found for name, content in kept.items() if (found := marks.found_in(content, besides=besides))}
    assert not seen, "\n".join(f"{name}: {found}" for name, found in seen.items())

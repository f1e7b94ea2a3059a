"""How each field is handled: open may leave the house, inside is for staff, sealed is encrypted, erased goes with the case."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handling:
    """Declared once on every model as `handling`. Each field stands in exactly one of open, inside, sealed; `erased` repeats what erasure empties."""

    open: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()

    def declared(self) -> frozenset[str]:
        return frozenset(self.open + self.inside + self.sealed)

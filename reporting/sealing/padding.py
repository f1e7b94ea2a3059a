"""Lengths hidden: every sealed text is stored in one of seven sizes, chosen for PostgreSQL's pages.

PostgreSQL keeps rows in pages of 8,192 bytes and moves long values out of a row of more than 2,032 bytes into pieces of 1,996, four to
a page (postgresql.org/docs/current/storage-toast.html). So the small sizes leave room for a row's other columns (about 80 bytes:
fifteen rows of 424, eight of 904, four of 1,920 to a page), and the large ones are whole pieces. 17,964 holds 4,000 characters of any
script.
"""

from reporting.sealing.refusals import TooLongToSeal

HEAD, NONCE, TAG = 9, 12, 16
OVERHEAD = HEAD + NONCE + TAG
PIECE = 1996
SIZES = (424, 904, 1920, 2 * PIECE, 4 * PIECE, 9 * PIECE, 18 * PIECE)
END = b"\x80"  # ISO/IEC 7816-4: one mark, then zeros


def pad(plain: bytes) -> bytes:
    """Lengthened so that its ciphertext has one of SIZES. TooLongToSeal beyond the last."""
    needed = len(plain) + len(END) + OVERHEAD
    for size in SIZES:
        if needed <= size:
            return (plain + END).ljust(size - OVERHEAD, b"\0")
    raise TooLongToSeal()


def unpad(padded: bytes) -> bytes:
    """What was padded. Call only with what the cipher has found untouched."""
    return padded.rstrip(b"\0")[: -len(END)]

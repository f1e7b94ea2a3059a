"""Harmless payloads in every disguise we could think of: a 1x1 GIF, zero bytes, noise, lorem ipsum, documentation hosts."""

import base64
import codecs
import gzip
import random
import uuid
import zlib
from collections.abc import Iterator
from itertools import cycle

from reporting.guard.kinds import ReasonCode

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
NOISE = random.Random(7).randbytes(120)
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ADDRESS = "https://img.example.com/a/b/1.png"

Row = tuple[str, ReasonCode | None, str]
"""How it is hidden, the reason it must be refused for first (None when several are right), the text."""


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def cut(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def base58(data: bytes) -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = alphabet[digit] + digits
    return digits


def encoded_bytes() -> Iterator[Row]:
    for payload in (GIF, NOISE, zlib.compress(LOREM.encode() * 4), gzip.compress(LOREM.encode() * 4, mtime=0)):
        for how, text in (*in_base64(payload), *in_other_bases(payload), *in_numbers(payload), *in_characters(payload)):
            yield how, None if how in SEVERAL_REASONS else ReasonCode.ENCODED_BYTES, text
    yield from around_bytes()


SEVERAL_REASONS = ("base64 turned round", "bits in two emoji", "entities")


def in_base64(payload: bytes) -> Iterator[tuple[str, str]]:
    text = b64(payload)
    for sign in (" ", "\n", ", ", ".", "-", "_", "|", ";", " - ", '" "', " + ", "\t", "…", " / ", "~", "*", " ^ ", "•", "、"):
        for size in (4, 5, 8, 12):
            yield f"base64 in groups of {size} with {sign!r}", sign.join(cut(text, size))
    yield "base64 alone", text
    yield "base64 in a sentence", f"I kept this from the app {text} is it any use"
    yield "base64 without padding", text.rstrip("=")
    yield "base64 for addresses", base64.urlsafe_b64encode(payload).decode()
    yield "base64 turned round", text[::-1]
    yield "base64 with cases swapped", text.swapcase()
    yield "base64 rotated by thirteen", codecs.encode(text, "rot13")
    yield "base64 with words between", " banana ".join(cut(text, 7))
    yield "base64 numbered", "\n".join(f"{number}. {part}" for number, part in enumerate(cut(text, 10), 1))
    yield "base64 in quotation marks", "\n".join(f'"{part}"' for part in cut(text, 16))
    yield "base64 with one character a line", "\n".join(text)
    yield "base64 with one character and blanks", " ".join(text)
    yield "base64 full width", "".join(chr(ord(char) + 0xFEE0) for char in text)


def in_other_bases(payload: bytes) -> Iterator[tuple[str, str]]:
    yield "base32", base64.b32encode(payload).decode()
    yield "base32 small", base64.b32encode(payload).decode().lower()
    yield "base32 in groups", " ".join(cut(base64.b32encode(payload).decode(), 8))
    yield "base58", base58(payload)
    yield "base85 of Python", base64.b85encode(payload).decode()
    yield "ascii85 with marks", base64.a85encode(payload, adobe=True).decode()


def in_numbers(payload: bytes) -> Iterator[tuple[str, str]]:
    hexadecimal = payload.hex()
    yield "hexadecimal capitals", hexadecimal.upper() + "0"
    yield "hexadecimal with a prefix", "0x" + hexadecimal + "00"
    for sign in (" ", ",", ", ", "-", "\n", ", 0x", " 0x", "\\x", "%", "=", "|", "; "):
        yield f"hexadecimal pairs with {sign!r}", sign + sign.join(cut(hexadecimal, 2))
    yield "hexadecimal in fours", " ".join(cut(hexadecimal + "00", 4))
    yield "hexadecimal one by one", " ".join(hexadecimal)
    yield "hexadecimal in letters a to p", hexadecimal.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))
    for sign in (" ", ",", ", ", "\n", ";", " | ", "-"):
        yield f"decimals with {sign!r}", sign.join(map(str, payload))
    yield "decimals in brackets", "[" + ", ".join(map(str, payload)) + "]"
    yield "decimals with words between", " apple ".join(map(str, payload))
    yield "signed bytes", ", ".join(str(byte - 256 if byte > 127 else byte) for byte in payload)
    yield "three figures each", "".join(f"{byte:03d}" for byte in payload)
    yield "octal escapes", "".join(f"\\{byte:03o}" for byte in payload)
    yield "octals", " ".join(f"{byte:03o}" for byte in payload)
    yield "bits", "".join(f"{byte:08b}" for byte in payload)
    yield "bits in groups", " ".join(f"{byte:08b}" for byte in payload)
    yield "bits with commas", ",".join("".join(f"{byte:08b}" for byte in payload))
    yield "bits in two letters", "".join(f"{byte:08b}" for byte in payload).translate(str.maketrans("01", "xo"))
    yield "bits in dots and dashes", "".join(f"{byte:08b}" for byte in payload).translate(str.maketrans("01", ".-"))
    yield "bits in two emoji", "".join(f"{byte:08b}" for byte in payload).translate(str.maketrans("01", "🐱🐶"))
    yield "entities", "".join(f"&#{byte};" for byte in payload)


def in_characters(payload: bytes) -> Iterator[tuple[str, str]]:
    text, hexadecimal = b64(payload), payload.hex()
    yield "braille", "".join(chr(0x2800 + byte) for byte in payload)
    yield "Chinese characters", "".join(chr(0x6200 + byte) for byte in payload)
    yield "other Chinese characters", "".join(chr(0x8C00 + byte) for byte in payload)
    yield "far Chinese characters", "".join(chr(0x20000 + byte) for byte in payload)
    yield "Korean syllables", "".join(chr(0xBC00 + byte * 7) for byte in payload)
    yield "hexagrams", "".join(chr(0x4DC0 + ord(char) % 64) for char in text)
    yield "hieroglyphs", "".join(chr(0x13000 + byte) for byte in payload)
    yield "cuneiform", "".join(chr(0x12000 + byte) for byte in payload)
    yield "mathematical signs", "".join(chr(0x2200 + byte) for byte in payload)
    yield "emoji", "".join(chr(0x1F300 + byte) for byte in payload)
    yield "tiles and cards", "".join(chr(0x1F000 + byte) for byte in payload if byte < 0xF0)
    yield "mathematical letters", "".join(_bold(char) for char in text)
    yield "words for figures", " ".join(_spoken(char) for char in hexadecimal)
    repeated = payload * 4
    yield "many identifiers", " ".join(str(uuid.UUID(bytes=repeated[at : at + 16])) for at in range(0, 160, 16))


def around_bytes() -> Iterator[Row]:
    reason = ReasonCode.ENCODED_BYTES
    yield "base64 in threes with words between", reason, " banana ".join(cut(b64(NOISE), 3))
    fruit = cycle(("banana", "pear", "plum", "fig", "lemon", "cherry", "lime"))
    yield "base64 in threes with many words between", reason, " ".join(f"{piece} {next(fruit)}" for piece in cut(b64(NOISE), 3))
    yield "base85 with words between", reason, " banana ".join(cut(base64.b85encode(NOISE).decode(), 4))
    yield "yEnc", reason, "=ybegin line=128 size=43 name=a.gif\nabc"
    yield "key armour", reason, "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"
    yield "web token", reason, f"{b64(b'{' + bytes(20))}.{b64(NOISE)[:40]}.{b64(NOISE)[40:80]}"
    yield "fromCharCode", None, "String.fromCharCode(" + ",".join(map(str, GIF)) + ")"
    yield "base64 of an address", reason, b64(ADDRESS.encode())
    yield "byte array of a program", reason, "new byte[] { " + ", ".join(f"0x{byte:02X}" for byte in GIF) + " }"
    yield "mail header", reason, "Content-Transfer-Encoding: base64\n\n" + b64(GIF)


def _bold(char: str) -> str:
    if char.isupper():
        return chr(0x1D400 + ord(char) - ord("A"))
    if char.islower():
        return chr(0x1D41A + ord(char) - ord("a"))
    return chr(0x1D7CE + int(char)) if char.isdigit() else char


def _spoken(char: str) -> str:
    return FIGURES[int(char)] if char.isdigit() else char

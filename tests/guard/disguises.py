"""Every disguise, by kind: fingerprints, characters nobody sees, drawings, transcripts, and what short fields refuse besides."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from reporting.guard.kinds import ReasonCode
from tests.guard.payloads import ADDRESS, GIF, LOREM, NOISE, Row, b64, cut, encoded_bytes


def hashes() -> Iterator[Row]:
    reason = ReasonCode.CONTENT_HASH
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2s"):
        for seed in range(6):
            digest = hashlib.new(name, bytes([seed, 9]))
            value = digest.hexdigest()
            yield name, reason, value
            yield f"{name} capitals", reason, value.upper()
            yield f"{name} in a sentence", reason, f"the file was {value}, I think"
            yield f"{name} named", reason, f"{name}:{value}"
            yield f"{name} with a prefix", reason, f"0x{value}"
            yield f"{name} as a file name", reason, f"{value}.png"
            yield f"{name} after a line", reason, f"hash_{value}"
            for size in (4, 8, 16):
                yield f"{name} in groups of {size}", reason, f"{name} " + " ".join(cut(value, size))
                yield f"{name} in groups of {size} with dashes", reason, "-".join(cut(value, size))
            yield f"{name} on two lines", reason, value[: len(value) // 2] + "\n" + value[len(value) // 2 :]
            yield f"{name} with zero width", reason, "\u200b".join(cut(value, 8))
            yield f"{name} full width", reason, "".join(chr(ord(char) + 0xFEE0) for char in value)
            yield f"{name} one by one", reason, " ".join(value)
            yield f"{name} as base64", None, f"{name}: {b64(digest.digest())}"
    md5 = hashlib.md5(b"x").digest()
    yield "md5 with colons", reason, "fingerprint " + ":".join(f"{byte:02x}" for byte in md5)
    yield "sha1 with colons", reason, ":".join(f"{byte:02X}" for byte in hashlib.sha1(b"x").digest())
    yield "perceptual", reason, "pHash d4c3b2a190f8e7d6"
    yield "perceptual with words", reason, "its perceptual hash is d4c3b2a190f8e7d6"
    yield "dhash", reason, "dhash=0f1e2d3c4b5a6978"
    yield "subresource integrity", reason, "sha384-" + b64(hashlib.sha384(b"x").digest())
    yield "fuzzy", reason, "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C"
    yield "tlsh", reason, "T1" + hashlib.sha512(b"x").hexdigest()[:70].upper()
    yield "ntlm", reason, "NTLM 8846F7EAEE8FB117AD06BDD830B7586C"
    yield "Russian", reason, f"хеш файла {md5.hex()}"
    yield "Chinese", reason, f"文件的哈希是{md5.hex()}"
    yield "uneven groups", reason, f"{md5.hex()[:14]} {md5.hex()[14:24]} {md5.hex()[24:]}"


def hidden_characters() -> Iterator[Row]:
    reason = ReasonCode.HIDDEN_CHARACTERS
    bits = "".join(f"{byte:08b}" for byte in GIF)
    cover = "I asked for a lighthouse and it showed something else entirely, so I closed the page and told my sister about it at once. " * 3
    for how, zero, one in (
        ("zero width", "\u200b", "\u200c"),
        ("joiners", "\u200c", "\u200d"),
        ("byte order marks", "\ufeff", "\u2060"),
        ("Hangul fillers", "\u3164", "\uffa0"),
        ("soft hyphens", "\u00ad", "\u200b"),
        ("invisible signs", "\u2062", "\u2063"),
        ("direction marks", "\u200e", "\u200f"),
        ("variation selectors", "\ufe00", "\ufe01"),
        ("grapheme joiners", "\u034f", "\u2061"),
        ("Mongolian selectors", "\u180b", "\u180c"),
        ("language tags", "\U000e0041", "\U000e0042"),
        ("music", "\U0001d173", "\U0001d174"),
        ("old controls", "\u206a", "\u206b"),
        ("Khmer vowels", "\u17b4", "\u17b5"),
        ("isolates", "\u2066", "\u2069"),
        ("embeddings", "\u202a", "\u202c"),
        ("annotations", "\ufff9", "\ufffa"),
        ("shorthand", "\U0001bca0", "\U0001bca1"),
        ("late selectors", "\U000e0100", "\U000e0101"),
    ):
        hidden = bits.translate(str.maketrans({"0": zero, "1": one}))
        yield f"{how} in one run", reason, f"ok{hidden}ok"
        yield f"{how} spread over words", reason, "".join(char + mark for char, mark in zip(cover, hidden, strict=False))
        yield f"{how} in fours", reason, "".join(word + " " + hidden[at * 4 : at * 4 + 4] for at, word in enumerate(cover.split()))
    yield "a short run", reason, "ok\u200b\u200c\u200b\u200cok"
    yield "one pile of marks", reason, "he\u0301\u0302\u0303\u0304\u0305llo"
    yield (
        "thin spaces",
        reason,
        "".join(word + ("\u2009" if bit == "1" else "\u200a") for word, bit in zip(cover.split(), bits, strict=False)),
    )
    yield "tabs and blanks", reason, "hello" + bits.translate(str.maketrans("01", " \t")) + "you"
    yield (
        "line separators",
        reason,
        "".join(word + ("\u2028" if bit == "1" else "\u2029") for word, bit in zip(cover.split(), bits, strict=False)),
    )
    yield "tag letters", reason, "hi" + "".join(chr(0xE0000 + ord(char)) for char in ADDRESS)
    yield "a false flag", reason, "🏴" + "".join(chr(0xE0000 + ord(char)) for char in "abcd") + "\U000e007f"
    yield "override", reason, "see \u202egnp.1/a/moc.elpmaxe\u202c"
    yield "left override", reason, "\u202dabc\u202c"
    yield "private use", reason, "".join(chr(0xE000 + byte) for byte in GIF)
    yield "one private character", reason, "hello \ue123"
    yield "far private use", reason, "".join(chr(0x100000 + byte) for byte in GIF)
    yield "no characters", reason, "a\ufdd0\ufdd1b"
    yield "stacked marks", reason, "".join("e" + "".join(chr(0x300 + byte % 112) for byte in GIF[at : at + 6]) for at in range(0, 36, 6))
    yield (
        "one mark of many on each letter",
        reason,
        "".join(char + chr(0x300 + byte % 70) for char, byte in zip("k" * 120, NOISE, strict=False)),
    )
    yield "selectors after one emoji", reason, "😀" + "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in GIF)
    yield "selectors after Chinese characters", reason, "".join("葛" + chr(0xE0100 + byte % 240) for byte in NOISE)
    yield "joiners after Persian letters", reason, "".join("ب" + ("\u200c" if bit == "1" else "\u200d") for bit in bits[:200])
    yield "breaks after Khmer letters", reason, "".join("ខ" + ("\u200b" if bit == "1" else "") for bit in bits[:300].replace("0", "01"))
    yield "swelling", reason, "\ufdfa" * 60


def drawings() -> Iterator[Row]:
    noise = random.Random(5)
    for how, text in (
        ("triples", ", ".join(f"({noise.randrange(256)}, {noise.randrange(256)}, {noise.randrange(256)})" for _ in range(40))),
        (
            "triples in square brackets",
            "[" + ",".join(f"[{noise.randrange(256)},{noise.randrange(256)},{noise.randrange(256)}]" for _ in range(40)) + "]",
        ),
        ("colours", " ".join(f"#{noise.randrange(1 << 24):06x}" for _ in range(40))),
        ("short colours", ",".join(f"#{noise.randrange(1 << 12):03x}" for _ in range(60))),
        ("rgb", " ".join(f"rgb({noise.randrange(256)},0,0)" for _ in range(20))),
        ("rows of numbers", "\n".join(",".join(str(noise.randrange(256)) for _ in range(16)) for _ in range(16))),
        ("rows of small numbers", "\n".join(" ".join(str(noise.randrange(10)) for _ in range(16)) for _ in range(16))),
        ("fractions", ", ".join(f"{noise.random():.3f}" for _ in range(80))),
        ("vector", "[" + ", ".join(f"{noise.uniform(-1, 1):.4f}" for _ in range(80)) + "]"),
        ("blocks", "\n".join("".join(noise.choice("█▓▒░ ") for _ in range(30)) for _ in range(12))),
        ("half blocks", "\n".join("".join(noise.choice("▀▄█ ") for _ in range(30)) for _ in range(12))),
        ("squares", "\n".join("".join(noise.choice("⬛⬜🟥🟦🟩") for _ in range(12)) for _ in range(12))),
        ("circles", "\n".join("".join(noise.choice("○●◐◑") for _ in range(20)) for _ in range(12))),
        ("signs for shades", "\n".join("".join(noise.choice("@%#*+=-:. ") for _ in range(40)) for _ in range(16))),
        ("letters for shades", "\n".join("".join(noise.choice("MWN.") for _ in range(40)) for _ in range(16))),
        ("two signs", "\n".join("".join(noise.choice("#.") for _ in range(20)) for _ in range(16))),
        ("portable pixmap", "P3\n2 2\n255\n255 0 0 0 255 0\n0 0 255 9 9 9"),
        ("portable bitmap", "P1 6 4\n0 1 0 1 0 1\n1 1 1 0 0 0\n"),
        ("xpm", '/* XPM */\nstatic char *a[] = {"2 2 2 1"}'),
        ("rows of emoji", "\n".join("".join(noise.choice("😀😈👿🌚🌝🌞") for _ in range(10)) for _ in range(10))),
    ):
        yield (
            how,
            ReasonCode.PIXEL_DATA
            if "emoji" not in how and "two signs" not in how and "letters" not in how and "circles" not in how
            else None,
            text,
        )


def transcripts() -> Iterator[Row]:
    said = ("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "Sed do eiusmod tempor incididunt ut labore et dolore magna.")
    for ask, answer in (
        ("User", "Assistant"),
        ("USER", "ASSISTANT"),
        ("Human", "AI"),
        ("Me", "Bot"),
        ("me", "it answered"),
        ("Q", "A"),
        ("Prompt", "Response"),
        ("Input", "Output"),
        ("You", "ChatGPT"),
        ("Me", "Gemini"),
        ("**User**", "**Assistant**"),
        ("[User]", "[Assistant]"),
        ("> User", "> Assistant"),
        ("- User", "- Bot"),
        ("14:33 User", "14:34 Assistant"),
        ("[14:33] Me", "[14:33] Claude"),
        ("Usuario", "Asistente"),
        ("Pregunta", "Respuesta"),
        ("Utilisateur", "Assistant"),
        ("Moi", "IA"),
        ("Nutzer", "KI"),
        ("Ich", "Antwort"),
        ("Utente", "Assistente"),
        ("Usuário", "Assistente"),
        ("Gebruiker", "Assistent"),
        ("Użytkownik", "Asystent"),
        ("Пользователь", "Ассистент"),
        ("Я", "Бот"),
        ("Вопрос", "Ответ"),
        ("المستخدم", "المساعد"),
        ("کاربر", "دستیار"),
        ("用户", "助手"),
        ("我", "AI"),
        ("问", "答"),
        ("ユーザー", "アシスタント"),
        ("사용자", "챗봇"),
        ("Kullanıcı", "Asistan"),
        ("उपयोगकर्ता", "सहायक"),
        ("Người dùng", "Trợ lý"),
        ("Pengguna", "Asisten"),
        ("ผู้ใช้", "ผู้ช่วย"),
        ("משתמש", "עוזר"),
        ("Lena", "Orion 3"),
        ("Mum", "The app"),
        ("Student", "Tutor bot"),
    ):
        for colon in (": ", "： ", ":\n") if ask in ("User", "用户", "Human") else (": ",):
            yield (
                f"{ask} and {answer}",
                ReasonCode.VERBATIM,
                "\n".join(f"{ask}{colon}{said[0]}\n{answer}{colon}{said[1]}" for _ in range(2)),
            )
    yield "one line", ReasonCode.VERBATIM, f"User: {said[0]} Assistant: {said[1]} User: {said[0]} Assistant: {said[1]}"
    yield "one pair", ReasonCode.VERBATIM, f"User: {said[0] * 2}\nAssistant: {said[1] * 2}"
    yield "json", ReasonCode.VERBATIM, f'[{{"role": "user", "content": "{said[0]}"}}, {{"role": "assistant", "content": "{said[1]}"}}]'
    yield "chat template", ReasonCode.VERBATIM, f"<|im_start|>user {said[0]}<|im_end|> <|im_start|>assistant {said[1]}<|im_end|>"
    yield "instruction template", ReasonCode.VERBATIM, f"[INST] {said[0]} [/INST] {said[1]}"
    yield "hash headings", ReasonCode.VERBATIM, f"### Instruction:\n{said[0]}\n### Response:\n{said[1]}"
    yield "copied from a window", ReasonCode.VERBATIM, f"You said:\n{said[0]}\nChatGPT said:\n{said[1]}"
    for opening, closing in ('""', "“”", "«»", "„“", "「」", "『』"):
        yield f"long quotation {opening}", ReasonCode.VERBATIM, f"It answered: {opening}{LOREM * 4}{closing} and stopped."
    yield "quotation never closed", ReasonCode.VERBATIM, f'It answered: "{LOREM * 4}'
    yield "quoted lines", ReasonCode.VERBATIM, "\n".join("> " + LOREM.strip() for _ in range(4))
    yield "single quotation marks", ReasonCode.VERBATIM, f"It answered: '{LOREM * 4}'"
    yield "many quotations", ReasonCode.VERBATIM, " ".join(f'Then "{LOREM * 2}" came.' for _ in range(4))


def controls() -> Iterator[Row]:
    for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)):
        yield f"character {code:#04x}", ReasonCode.CONTROL, f"hello{chr(code)}there"
    yield "a file as it is", ReasonCode.CONTROL, GIF.decode("latin-1")
    yield "a colour code", ReasonCode.CONTROL, "\x1b[31mred"
    yield "too long", ReasonCode.OVERSIZE, "word " * 801
    yield "far too long", ReasonCode.OVERSIZE, "é" * 4001


def fields() -> Iterator[tuple[str, ReasonCode, str]]:
    """The field, the reason, the text: what the short fields refuse besides."""
    for field in ("conversation_id", "request_id"):
        yield field, ReasonCode.TYPE, "two words"
        yield field, ReasonCode.TYPE, "日本語"
        yield field, ReasonCode.OVERSIZE, "settings.page." * 6
        yield field, ReasonCode.CONTENT_HASH, hashlib.sha1(b"x").hexdigest()
        yield field, ReasonCode.ENCODED_BYTES, b64(NOISE).replace("+", "-").replace("/", "_").rstrip("=")[:80]
        yield field, ReasonCode.ENCODED_BYTES, b64(NOISE)
        yield field, ReasonCode.LINK, "https://example.com/c/1"
        yield field, ReasonCode.DATA_URI, "data:,x"
    for field, limit in (("product", 80), ("model_version", 80), ("model", 120), ("expected", 200), ("account_ref", 120)):
        yield field, ReasonCode.OVERSIZE, ("a word " * 40)[: limit + 1]
        yield field, ReasonCode.LINK, "example.com/share/1"
        yield field, ReasonCode.DATA_URI, "data:image/gif;base64,R0lGODlhAQAB"
        yield field, ReasonCode.CONTROL, "a\0b"
    yield "platform", ReasonCode.LINK, "https://example.com/share/1"
    yield "a field of its own", ReasonCode.LINK, "https://example.com/share/1"


def written_out() -> dict[str, list[Row]]:
    """The disguises of `disguises.yaml`, by kind."""
    listed = yaml.safe_load(Path(__file__).with_name("disguises.yaml").read_text(encoding="utf-8"))
    return {
        kind: [(row["how"], ReasonCode(row["reason"]) if row["reason"] else None, row["text"]) for row in rows]
        for kind, rows in listed.items()
    }


def everything() -> dict[str, list[Row]]:
    """Every disguise, by kind."""
    made = (encoded_bytes, hashes, hidden_characters, drawings, transcripts, controls)
    return {**written_out(), **{kind.__name__: list(kind()) for kind in made}}

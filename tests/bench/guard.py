"""How long the guard takes, in milliseconds of processor: 300 honest characters, and the worst 4,000 that a search has found."""

import time
from typing import Final

from reporting.guard import rules

HONEST: Final = {
    "300 characters of English": (
        "My daughter was using a homework chatbot when it started writing something that was not suitable for a child at all. We stopped and I "
        "am reporting it. The app says version 6.12.0 (build 4432), it happened on 2025-11-02 at 14:33, and I did not keep anything. Please "
        "write to me here, not by phone. Thank you."
    ),
    "300 characters of Russian": (
        "Я попросила открытку на день рождения, а показали то, чего я не просила. Я сразу закрыла страницу и ничего не сохранила. Мне страшно, и "
        "я не знаю, кому сказать. Моему сыну девять лет, он увидел это раньше, чем я успела выключить. Версия 5.2.1, время 21:40, обращение "
        "884213. Ничего не сохраняла."
    ),
}
WORST: Final = (
    'md5İ h t t p  我uggca0x1f a = baB a1 1a-s 1 torrAAAA enabcdefghij234567.t x y <a "inpdead beefabcdefghij234567 ',
    'x((a))  deauggc00 beef ‘x 1 o haonion 12:30  8{․2h t t p < b  b\n․<b com/....한siptthzeA1B2C3D4  ba"a" 64,A.<b 葛..-- C1 ก็A.onionAr":eq_t葛',
    "zearo’-1  a\xa0b bahab 字://Я{a:bafy\n½stepa+/A1B2Cuggc3D4 s: 20 < b xo:=<i1a2b;....-- 8%3Cſ\n\nა~~~}- a\n",
    "а.б/",
    "</",
)
"""Fragments that make most rules look closely, found by trying each sign and word that a rule looks for, in combinations."""
LINE: Final = "{:<34}{:>12}   {}"


def milliseconds(text: str) -> float:
    """The least of several runs: the machine may be busy with something else."""
    taken = []
    for _ in range(20):
        before = time.process_time_ns()
        rules.reasons_to_refuse(text)
        taken.append(time.process_time_ns() - before)
    return min(taken) / 1e6


def table() -> None:
    print(LINE.format("guard", "CPU ms", "bar"))
    for what, text in HONEST.items():
        print(LINE.format(what, f"{milliseconds(text):.2f}", "bar 1 ms"))
    worst = max(milliseconds((fragment * 4_000)[:4_000]) for fragment in WORST)
    print(LINE.format("worst 4,000 characters found", f"{worst:.1f}", "bar 25 ms"), flush=True)

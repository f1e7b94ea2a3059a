"""Characters of writing that are used as bytes: braille, rare signs, symbols, emoji, seldom-used Chinese or Korean characters."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

COMMON_HAN: Final = frozenset(
    "的一是了不在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分"
    "还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等"
    "产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反"
    "受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死"
    "张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔怎您字入請選擇輸圖無關閉頁這們來為會說時過發後經現當動還進樣實軍長機業將兩間問應戰頭體見產話變"
    "給東員論處義幾認條係氣題爾別總電數報結務場計資許統區隊決馬書聽達難權設記類據邊該規萬覺術領確傳師觀讓識帶導爭運件更删除添错误页面图片显示窗口立刻马上保存任何内容"
    "生成工具要求突然只願願望願表示願求頼画像誕生閉保存使用報告会社質問答行食見思今度事自分人方前後間何私彼女男子供先生学校家族友達電話番号確認登録必要可能場合以外内部"
    "文字列値名前説明変更追加削除選択実行開始終了日時年月曜午後写真動画結果対応利用者情報管理検索次最初全部同様違問題良悪吗呢吧啊哦谁哪怕怕害怕孩子爸妈儿童手机聊天机器"
    "請求應該沒還讓從與並對於號碼請勿您的帳戶電子郵件地址密碼驗證單位圖像畫面關係違法警察舉報刪除螢幕視窗朋友"
)
COMMON_HANGUL: Final = frozenset(
    "다이니하습지를에을요는인가해세일로수사용입있시자드정않의할호한비메되은기번주밀없유증합계력나면화아성보우저으어된스전경더코효그도당문와확신제크트위만대서소키라리고록활설선헤생래택필터게페"
    "여청예받변데야링파연또바체출미업오했려송귀것브장상었열함치목단적안숫았무버내거클작같등들른못모개능줄부본포식형구됩초마값동공토허항음때"
)

_CARRIERS = re.compile(
    # hieroglyphs and cuneiform; hexagrams; mathematical, enclosed and squared letters; tiles, cards, dominoes, alchemy, music, game signs
    "[\U00010000-\U000107ff\U00010900-\U000109ff\U00010a60-\U00010aff\U00012000-\U0001467f\U00016800-\U00016fff\U00017000-\U0001b2ff"
    "\u4dc0-\u4dff\u2460-\u24ff\u2776-\u2793\U0001d000-\U0001d7ff\U0001f000-\U0001f0ff\U0001f100-\U0001f1e5\U0001f700-\U0001f77f\U0001fb00-\U0001fbff"
    "\u2200-\u22ff\u2300-\u2311\u2a00-\u2aff\u2b30-\u2bff\u16a0-\u16ff\u1680-\u169f\ua4d0-\ua6ff\u2c00-\u2c5f\u2ff0-\u2fff]"
)
_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\u30ff\ua000-\uabff]")
_SHAPE = re.compile("[\u2190-\u23ff\u2500-\u25ff]")
_SHAPES: Final = ((_SHAPE, 40, 24), (re.compile("[\u2300-\u2319\u231c-\u2322\u2329-\u23ce\u23d0-\u23e8\u23f4-\u23ff]"), 20, 8))
_BRAILLE = re.compile("[\u2800-\u28ff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_FAR_HAN = re.compile("[\u3400-\u4dbf\U00020000-\U000323af]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ODD_LETTERS = re.compile(
    "[\u0180-\u01ff\u0221\u0234-\u024f\u0370-\u0373\u0376\u0377\u037b-\u037d\u03d8-\u03ff\u0460-\u0481\u048a-\u052f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]"
)
_EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2b2f\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff][\ufe0f\u200d]?")
_ROWED = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uac00-\ud7a3]")
_UNBROKEN = re.compile("[\u1200-\u1360\u1380-\u139f\u1400-\u167f]{32,}|[\u00c0-\u024f]{14,}|[\u0370-\u052f]{24,}")
_MORSE = re.compile(r"(?:[.\-·–−•_]{1,6}[ /|]{1,3}){16,}")
_ALPHABETS: Final = (
    # the last code point of a stretch, and the number of its alphabet; nought for "each row of 256 on its own"
    (0x036F, 1), (0x03FF, 2), (0x052F, 3), (0x05FF, 0), (0x08FF, 4), (0x10FF, 0), (0x11FF, 1), (0x139F, 5), (0x13FF, 0),
    (0x167F, 6), (0x177F, 0),
    (0x18AF, 7), (0x1DFF, 0), (0x1EFF, 1), (0x1FFF, 2), (0x2E7F, 0), (0x9FFF, 1), (0xA63F, 0), (0xA69F, 3), (0xABFF, 0),
    (0xD7AF, 1), (0xF8FF, 0),
    (0xFAFF, 1), (0x1FFFF, 0), (0x323AF, 1), (0x10FFFF, 0),
)  # fmt: skip
LEAST_BITS: Final = 40
_STEP: Final = 20
_LAUGHTER: Final = frozenset("hjkweHJKWE")


def carrying_bytes(text: str) -> bool:
    """Whether characters stand in the text as bytes do: in numbers, variety or order that no language has."""
    if text.isascii():
        return _two_signs(text) or _few_signs(text) or _few_letters(text) or _morse(text)
    counts = Counter(text)
    return (
        _share(counts, _BRAILLE) >= 16
        or _share(counts, _CARRIERS) >= 32
        or _far_han(counts)
        or _unusual(counts, _HAN, COMMON_HAN, least=36)
        or _unusual(counts, _HAN, COMMON_HAN, least=20, share=10)
        or _unusual(counts, _HANGUL, COMMON_HANGUL, least=36)
        or _odd_letters(counts)
        or _unassigned(counts)
        or _one_row(counts)
        or _unbroken(text)
        or _evenly_used(counts)
        or _shapes(counts)
        or _few_signs(text)
        or _few_letters(text)
        or _emoji(text)
        or _many_scripts(text, counts)
        or _two_signs(text)
        or _morse(text)
    )


def rare_characters(text: str) -> int:
    """How many characters are of a kind that carries bytes: braille, rare signs, rare Chinese or Korean."""
    counts = Counter(text)
    uncommon = sum(counts[char] for char in _kinds(counts, _HAN) if char not in COMMON_HAN)
    ordinary = sum(counts[char] for char in COMMON_HAN)
    return _share(counts, _BRAILLE) + _share(counts, _CARRIERS) + (uncommon if uncommon > 8 * ordinary else 0)


def _share(counts: Counter[str], kind: re.Pattern[str]) -> int:
    return sum(counts[char] for char in _kinds(counts, kind))


def _kinds(counts: Counter[str], kind: re.Pattern[str]) -> list[str]:
    """The different characters of a kind."""
    return kind.findall("".join(counts))


def _far_han(counts: Counter[str]) -> bool:
    return _share(counts, _FAR_HAN) >= 16


def _unusual(counts: Counter[str], kind: re.Pattern[str], common: frozenset[str], *, least: int, share: int = 3) -> bool:
    """Enough different characters of a kind to judge, of which hardly any is a common one."""
    distinct = _kinds(counts, kind)
    return len(distinct) >= 10 and _share(counts, kind) >= least and share * len(common.intersection(distinct)) < len(distinct)


def _odd_letters(counts: Counter[str]) -> bool:
    return len(_kinds(counts, _ODD_LETTERS)) >= 16 and _share(counts, _ODD_LETTERS) >= 24


def _one_row(counts: Counter[str]) -> bool:
    """Chinese, Yi or Korean characters of one row of 256 alone, as a byte added to a code point gives."""
    distinct = _kinds(counts, _ROWED)
    return len(distinct) >= 8 and len({ord(char) >> 8 for char in distinct}) == 1 and sum(counts[char] for char in distinct) >= 24


def _unbroken(text: str) -> bool:
    """More letters without a blank than any word has: syllables, letters with accents alone, or many that no language uses together."""
    for run in _UNBROKEN.findall(text):
        odd = len(_ODD_LETTERS.findall(run))
        if len(set(run)) >= 6 and (run[0] < "\u0370" or run[0] >= "\u1200" or odd >= 3):
            return True
    return False


def _unassigned(counts: Counter[str]) -> bool:
    """Code points without a character; new emoji are younger than our tables and allowed."""
    return (
        sum(count for char, count in counts.items() if unicodedata.category(char) == "Cn" and not "\U0001f000" <= char <= "\U0001ffff") > 8
    )


def _evenly_used(counts: Counter[str]) -> bool:
    """An alphabet of which far more different characters stand in a text than any language uses in one of that length.

    Measured over the catalogues: Japanese kana reach 40 of 63 and 57 of 127; random bytes 48 of 60 and 78 of 120.
    """
    rows: dict[int, list[int]] = {}
    for char in _kinds(counts, _SCRIPT):
        rows.setdefault(0x12 if "\u1200" <= char <= "\u13ff" else ord(char) >> 8, []).append(counts[char])
    return any(sum(row) >= 56 and len(row) > min(14 + sum(row) / 2, 150) for row in rows.values())


def _shapes(counts: Counter[str]) -> bool:
    return any(_share(counts, kind) >= least and len(_kinds(counts, kind)) >= kinds for kind, least, kinds in _SHAPES)


def _emoji(text: str) -> bool:
    signs = _EMOJI.findall(text)
    return len(signs) >= 32 and len(set(signs)) >= 14 and len(signs) * 3 > sum(char.isalpha() for char in text)


def _many_scripts(text: str, counts: Counter[str]) -> bool:
    """Words that change from one alphabet to another and back, again and again."""
    alphabet = {ord(char): chr(_block(char)) if char.isalpha() else " " for char in counts}
    if len(set(alphabet.values())) < 3:
        return False
    return sum(here != there and " " not in (here, there) for here, there in pairwise(text.translate(alphabet))) >= 24


def _block(char: str) -> int:
    """A coarse alphabet number; Latin, Han, kana and Korean share words in East Asian writing, so they count as one."""
    code = ord(char)
    _, number = _ALPHABETS[bisect_left(_ALPHABETS, (code, 0))]
    return number or (code >> 8) + 256


def _two_signs(text: str) -> bool:
    return _two_kinds("".join(text.split())) or (len(text) >= 80 and _two_kinds(text.lower().split()))


def _two_kinds(signs: Sequence[str]) -> bool:
    """Forty or more signs of only two kinds, in no regular order: bits in any two characters.

    Such a run covers a whole step of twenty, so only steps of two kinds are looked at, together when they follow each other.
    """
    steps = [frozenset(signs[at : at + _STEP]) for at in range(0, len(signs), _STEP)]
    at = 0
    for kinds, same in groupby(steps):
        start, at = at, at + len(list(same))
        if len(kinds) == 2 and not _LAUGHTER & kinds and _is_irregular(_widened(signs, start * _STEP, at * _STEP, kinds)):
            return True
    return False


_FOUR_LETTERS = re.compile(r"[A-Za-z]{60,}")


def _few_letters(text: str) -> bool:
    """A word of sixty letters or more, of three or four kinds only, in no order."""
    return any(
        3 <= len(set(run)) <= 4 and len({run[at : at + 4] for at in range(len(run) - 3)}) >= 16 for run in _FOUR_LETTERS.findall(text)
    )


def _few_signs(text: str) -> bool:
    """Eighty signs of three to eight kinds in no order: digits to base four or eight in any signs."""
    signs = "".join(text.split())
    for at in range(0, len(signs) - 2 * LEAST_BITS + 1, _STEP):
        run, before = signs[at : at + 2 * LEAST_BITS], signs[at - _STEP : at + 2 * LEAST_BITS - _STEP]
        if run != before and 3 <= len(set(run)) <= 8 and len({run[start : start + 5] for start in range(len(run) - 4)}) >= 56:
            return True
    return False


def _widened(signs: Sequence[str], start: int, end: int, kinds: frozenset[str]) -> Sequence[str]:
    """The run from start to end with what else of the same kinds stands right before and after it."""
    while start and signs[start - 1] in kinds:
        start -= 1
    while end < len(signs) and signs[end] in kinds:
        end += 1
    return signs[start:end]


def _is_irregular(run: Sequence[str]) -> bool:
    return len(run) >= LEAST_BITS and len({tuple(run[at : at + 6]) for at in range(len(run) - 5)}) >= 10


def _morse(text: str) -> bool:
    return any(len(set(run.replace("/", " ").split())) >= 6 for run in _MORSE.findall(text))

"""How letters follow each other. Pairs that are rare in nearly every language written in Latin letters betray encoded bytes.

Source: counted over the message catalogues of Django and its apps in 56 languages; a pair is rare when fewer than four
languages use it for one pair in a thousand or more. Random letters make a rare pair nearly every second time, words hardly ever.
"""

import re
from typing import Final

_FOLLOWERS = (
    "ax bbcdfghkmnpqtvwxz cbdfgjmnpqsvwxyz dbcfgkmpqtx eq fbcdfghjkmnpqstvwxyz gbcdfjkmpqvwxz hbcdfghjmnpqswxz "
    "jbcdfghjklmnpqrvwxyz kbdfghjmnpqvwxz lbcfpqrwxz mcdfghknqrtvwxyz nbpqrwx oqx pbcdfgjkmqwxyz qabcdefghijklmnopqrstvwxyz "
    "rbhpqwx sbdfgjqrxz tbcdfgjqxz ufhqx vbcdfghjkmpqstvwxyz wbcdfghjklmnpqrstvwxz xabcdfghjklmnopqrstuvwxyz yhjkqvxyz "
    "zbcfghjlpqrstvwxz"
)
RARE_PAIRS: Final = frozenset(row[0] + follower for row in _FOLLOWERS.split() for follower in row[1:])
_LETTERS = re.compile("[a-z]{2,}")


def rarity(token: str) -> float:
    """The share of rare pairs among the pairs of letters in a token of ASCII letters and figures, 0.0 to 1.0."""
    pairs = [run[at : at + 2] for run in _LETTERS.findall(token.lower()) for at in range(len(run) - 1)]
    return sum(pair in RARE_PAIRS for pair in pairs) / len(pairs) if pairs else 0.0

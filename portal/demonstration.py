"""What a command of `manage.py` may take from the demonstration that `up` left in `var/`, when nothing else says where it belongs."""

import json
import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from portal.env import var_folder
from portal.up import MAKERS, MARK

SECRETS = tuple(name.upper() for name in MAKERS)
MODES = ("DEBUG", "DEMONSTRATION")
PRODUCTION = (*SECRETS, "ALLOWED_HOSTS", "PUBLIC_URL", "DATABASE_URL", "PORTAL_ROLE")
NEVER = ("", "up", "test", "serve", "work")
"""`serve` and `work` run a portal: they take a demonstration's values only from whoever starts them, as wsgi and Celery do."""
NEED_NO_KEYS = {"guard_check": (), "verify_receipt": ("--as-printed",)}
"""Each with the words it is given where this portal has no keys yet."""


def settle(words: list[str], environment: MutableMapping[str, str]) -> list[str]:
    """Let a command run in the demonstration of this folder, with its keys and database, unless a mode or a production value is given.

    A command that opens and stores nothing runs before any key is made too, with keys of this one process. Answers the command's words.
    """
    command = words[0] if words else ""
    if command in NEVER or _says_any(environment, (*MODES, *PRODUCTION)):
        return words
    mark = var_folder() / MARK
    if mark.exists():
        environment.update(_left_by_up(mark))
    elif command in NEED_NO_KEYS:
        made = _keys_of_this_process()
        environment.update(made)
        return [*words, *(NEED_NO_KEYS[command] if "LOG_SIGNING_KEY" in made else ())]
    return words


def _says_any(environment: Mapping[str, str], names: tuple[str, ...]) -> bool:
    return any(name in environment or f"{name}_FILE" in environment for name in names)


def _left_by_up(mark: Path) -> dict[str, str]:
    return {name: str(value) for name, value in json.loads(mark.read_text()).items() if name not in os.environ}


def _keys_of_this_process() -> dict[str, str]:
    """Throw-away keys for what is not in `var/keys/`. They are never written anywhere."""
    kept = var_folder() / "keys"
    made = {name.upper(): make() for name, make in MAKERS.items() if not (kept / name).exists()}
    return {"DEMONSTRATION": "1", **made}

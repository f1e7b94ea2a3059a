"""`manage.py keys`: make, rotate, rewrap, retire and list the keys that seal reports."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting import clock
from reporting.sealing import actions, key_file, key_making, keyring, queries
from reporting.sealing.kinds import QUEUES

AFTER_ROTATING = (
    "Rotated in {where}. Now, in this order: give every other desk and worker host this keyring (processes beside this file read it again"
    " by themselves); give intake a new public keyring (manage.py keys public) and restart it; run manage.py keys rewrap; back the keyring"
    " up, away from the database."
)
NO_FILE = (
    "The keyring was given as a value, so there is no file to keep the changed one in. Nothing was changed. Set SEALING_KEYS_FILE to a file"
    " that holds it, or add --print, which shows every private key, and store what it prints."
)
ONLY_PRINTED = "Printed, and kept nowhere: store it as SEALING_KEYS before anything else, or nothing has changed."


class Command(BaseCommand):
    help = "Make, rotate, rewrap, retire and list the keys that seal reports."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        _out(verbs.add_parser("make", help="a new complete keyring"))
        _out(verbs.add_parser("public", help="the keyring without anything that opens reports, for PORTAL_ROLE=intake"))
        _print(verbs.add_parser("rotate", help="one more current key pair per queue, in the keyring's file"))
        rewrap = verbs.add_parser("rewrap", help="seal every case's key to the current key of its queue; may be stopped and run again")
        rewrap.add_argument("--queue", choices=QUEUES, help="this queue only.")
        rewrap.add_argument("--batch", type=int, default=500, help="cases per transaction")
        retire = verbs.add_parser("retire", help="drop earlier key pairs under which no case lies; closes for good what older backups hold")
        retire.add_argument(
            "--days", type=int, default=35, help="only pairs replaced longer ago; more than backups are kept and intake may lag"
        )
        _print(retire)
        verbs.add_parser("list", help="names of the keys, which are current, and how many cases lie under each")

    def handle(self, *arguments: str, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "make": self.make,
            "public": self.public,
            "rotate": self.rotate,
            "rewrap": self.rewrap,
            "retire": self.retire,
            "list": self.list,
        }
        verbs[options["verb"]](**options)

    def make(self, *, out: Path | None, **_: object) -> None:
        self._give(key_making.new_keyring(at=clock.now()), out)

    def public(self, *, out: Path | None, **_: object) -> None:
        self._give(key_making.public_part(keyring.values_of(_full_text())), out)

    def rotate(self, *, is_printed: bool, **_: object) -> None:
        values = keyring.values_of(_full_text(is_printed=is_printed))
        self._keep(key_making.rotated(values, at=clock.now()), is_printed=is_printed)
        self.stderr.write(ONLY_PRINTED if is_printed else AFTER_ROTATING.format(where=settings.SEALING_KEYS_FILE))

    def rewrap(self, *, queue: str | None, batch: int, **_: object) -> None:
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        _full_text()
        done = {each: self._rewrap(each, batch) for each in ([queue] if queue else QUEUES)}
        left = sum(count for (at, name), count in queries.envelopes_by_key().items() if at in done and name != _current(at))
        self.stdout.write(json.dumps({"rewrapped": sum(done.values()), "by_queue": done, "left": left}))

    def _rewrap(self, queue: str, batch: int) -> int:
        total = 0
        while done := actions.rewrap(queue=queue, batch=batch):
            total += done
            self.stderr.write(f"{queue}: {total}")
        return total

    def retire(self, *, days: int, is_printed: bool, **_: object) -> None:
        values = keyring.values_of(_full_text(is_printed=is_printed))
        closed = key_making.closed_before(values, (clock.now() - timedelta(days=days)).date())
        retired = closed - set(queries.envelopes_by_key())
        if retired:
            self._keep(key_making.without_pairs(values, retired), is_printed=is_printed)
        self.stderr.write(json.dumps({"retired": sorted("/".join(key) for key in retired), "still_used": len(closed) - len(retired)}))

    def list(self, **_: object) -> None:
        used = queries.envelopes_by_key()
        for queue, keys in keyring.current().queues.items():
            for name, pair in keys.by_name.items():
                row = {
                    "queue": queue,
                    "name": name,
                    "current": pair is keys.current,
                    "opens": bool(pair.private),
                    "cases": used.get((queue, name), 0),
                }
                self.stdout.write(json.dumps(row))

    def _give(self, values: key_making.KeyringValues, out: Path | None) -> None:
        text = key_making.to_text(values)
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            key_file.write_new(out, text)
        except FileExistsError:
            raise CommandError(f"{out} exists and may hold the only keys to earlier reports. Choose another name.") from None

    def _keep(self, values: key_making.KeyringValues, *, is_printed: bool) -> None:
        """Into the keyring's file, once the text has proved to be a whole keyring; printed only where that was asked for."""
        text = key_making.to_text(values)
        keyring.read(text, role="all")
        if is_printed:
            self.stdout.write(text, ending="")
        else:
            key_file.replace(Path(settings.SEALING_KEYS_FILE), text)


def _out(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="a new file, readable by its owner only; else printed")


def _print(parser: ArgumentParser) -> None:
    shown = "print the keyring, private keys and all, and leave the file as it is"
    parser.add_argument("--print", action="store_true", dest="is_printed", help=shown)


def _current(queue: str) -> str:
    return keyring.current().queues[queue].current.name


def _full_text(*, is_printed: bool = True) -> str:
    """This process's keyring as stored now. CommandError where it is the public one, or has no file for what is to be kept."""
    if not keyring.current().opens:
        raise CommandError("This process holds the public keyring. Run this on the console host, with the full one.")
    if settings.SEALING_KEYS_FILE:
        return Path(settings.SEALING_KEYS_FILE).read_text()
    if not is_printed:
        raise CommandError(NO_FILE)
    return str(settings.SEALING_KEYS)

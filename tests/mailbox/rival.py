"""Many at one mailbox at one moment: `python -m tests.mailbox.rival`, in an installation's environment. Prints what became of each race."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

PIECES = 16
SHORT = 48
ANSWERS = 5


def race(many: int, act: Callable[[int], object]) -> Counter[str]:
    """All at once; how each ended, by the code of its refusal or the name of its error."""
    from django.db import connections

    from reporting.refusals import Refused

    together = Barrier(many)

    def one(number: int) -> str:
        together.wait()
        try:
            act(number)
        except Refused as refusal:
            return refusal.code
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(many) as pool:
        return Counter(pool.map(one, range(many)))


def main() -> dict[str, dict[str, int]]:
    import base64
    import random

    from reporting.actors import Actor
    from reporting.mailbox import actions as mailbox
    from reporting.mailbox import queries
    from tests.makers import AT, Reported, file_report, fresh, make_actor

    noise, reporter = random.Random(7), Actor.reporter()
    pieces = [base64.b64encode(noise.randbytes(30)).decode() for _ in range(PIECES)]

    def write(reported: Reported, text: str, *, answers: bool = False) -> None:
        box = queries.opened_by(reported.case_key)
        mailbox.write_as_reporter(mailbox=box, text=text, case_key=reported.case_key, by=reporter, at=AT, answers_question=answers)

    def write_or_erase(number: int) -> None:
        if number == 0:
            mailbox.erase(mailbox=queries.opened_by(erased.case_key), by=reporter, at=AT)
        else:
            write(erased, f"A further thought came in week {number}.")

    cut, many, asked, erased = (file_report() for _ in range(4))
    mailbox.ask(case=asked.case, text="Which product was it?", by=make_actor("triager"), at=AT)
    told = {
        "cut": race(PIECES, lambda number: write(cut, pieces[number])),
        "many": race(SHORT, lambda number: write(many, f"A further thought came in week {number}.")),
        "answers": race(ANSWERS, lambda number: write(asked, f"It was the chat, in week {number}.", answers=True)),
        "erased": race(10, write_or_erase),
    }
    told["erased state"] = Counter({fresh(erased.case).state: 1})
    return {name: dict(ends) for name, ends in told.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    json.dump(main(), sys.stdout)

"""Threads that file reports at once, without a web server between: `python -m tests.faults.writers THREADS EACH`."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django


def file_reports(each: int) -> list[str]:
    """File that many reports, one after the other; answers the names of what went wrong."""
    from django.db import connection

    from reporting import clock
    from reporting.actors import Actor
    from reporting.intake import actions as intake
    from reporting.sealing import case_keys
    from tests.faults.reporters import ANSWERS, account

    failed = []
    for one in range(each):
        answers = {**ANSWERS, "what_happened": account(one)}
        try:
            intake.submit(answers=answers, case_key=case_keys.new_case_key(), language="en", by=Actor.reporter(), at=clock.now())
        except Exception as error:
            failed.append(f"{type(error).__name__}: {error}")
    connection.close()
    return failed


def main(threads: int, each: int) -> None:
    from reporting.cases.models import Case

    with ThreadPoolExecutor(threads) as pool:
        failed = [one for some in pool.map(file_reports, [each] * threads) for one in some]
    print(json.dumps({"filed": Case.objects.count(), "failed": failed}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))

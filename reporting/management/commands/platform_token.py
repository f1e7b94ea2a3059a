"""`manage.py platform_token`: issue, revoke and list the tokens of an AI vendor's programs."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from reporting import clock
from reporting.actors import Actor
from reporting.management.answers import codes, refusals_said, shown
from reporting.platforms import actions as platforms
from reporting.platforms import queries
from reporting.platforms.kinds import ALL_SCOPES, TOKEN_LIFETIME
from reporting.platforms.models import Token

BY = Actor.system("platform_token")
MOST_DAYS = 100_000
SCOPES = f"what it may do, separated by commas; everything when left out: {', '.join(sorted(ALL_SCOPES))}"


class Command(BaseCommand):
    help = "Issue, revoke and list the tokens of an AI vendor's programs. A token is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        issue = verbs.add_parser("issue", help="a new token, shown this once")
        _platform(issue)
        issue.add_argument("--scopes", default=",".join(sorted(ALL_SCOPES)), metavar="A,B", help=SCOPES)
        issue.add_argument("--days", type=int, default=TOKEN_LIFETIME.days, metavar="N", help="how long it holds; at most a year")
        revoke = verbs.add_parser("revoke", help="end a token now; it opens nothing from the next call on")
        revoke.add_argument("token", help="its number, tk_…, or the token itself where it was found")
        listed = verbs.add_parser("list", help="a vendor's tokens, newest first, without their text")
        _platform(listed)
        for verb in (issue, revoke, listed):
            verb.add_argument("--json", action="store_true", help="print JSON, one object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {"issue": self.issue, "revoke": self.revoke, "list": self.list}
        with refusals_said():
            verbs[options["verb"]](**options)

    def issue(self, *, platform: str, scopes: str, days: int, **options: Any) -> None:
        vendor, at = queries.get_named(platform, to=BY), clock.now()
        lifetime = timedelta(days=max(-1, min(days, MOST_DAYS)))
        issued = platforms.issue_token(platform=vendor, scopes=codes(scopes), lifetime=lifetime, by=BY, at=at)
        row = _row(queries.token_known_as(issued.number, to=BY))
        self.stdout.write(shown({"token": issued.plain, **row}, as_json=options["json"]))

    def revoke(self, *, token: str, **options: Any) -> None:
        found = queries.token_known_as(token, to=BY)
        platforms.revoke_token(token=found, by=BY, at=clock.now())
        self.stdout.write(shown(_row(queries.token_known_as(found.number, to=BY)), as_json=options["json"]))

    def list(self, *, platform: str, **options: Any) -> None:
        rows = map(_row, queries.tokens(queries.get_named(platform, to=BY)))
        self.stdout.write("\n".join(json.dumps(row) if options["json"] else _line(row) for row in rows))


def _platform(parser: ArgumentParser) -> None:
    parser.add_argument("--platform", required=True, metavar="SLUG", help="short name of the vendor")


def _row(token: Token) -> dict[str, object]:
    ended = token.revoked_at
    return {
        "platform": token.platform.slug,
        "number": token.number,
        "scopes": token.scopes,
        "expires_at": token.expires_at.isoformat(timespec="seconds"),
        "revoked_at": ended and ended.isoformat(timespec="seconds"),
        "last_used_on": token.last_used_on and token.last_used_on.isoformat(),
    }


def _line(row: dict[str, object]) -> str:
    state = f"revoked {row['revoked_at']}" if row["revoked_at"] else f"until {row['expires_at']}"
    return f"{row['number']}  {state}  last used {row['last_used_on'] or 'never'}  {','.join(map(str, row['scopes']))}"  # type: ignore[call-overload]

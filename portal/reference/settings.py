"""settings.md: what an operator may set in the environment, and why one would."""

from portal.reference.tables import page, section, table

HEAD = ("name", "when it is not set", "what it is for")
SECRETS = (
    ("SECRET_KEY", "`var/keys/secret_key`, in demonstration mode only", "signs sessions and forms; 50 characters or more"),
    (
        "SEALING_KEYS",
        "`var/keys/sealing_keys`, in demonstration mode only",
        "the keyring that opens reports, or for `intake` its public part",
    ),
    ("LOG_SIGNING_KEY", "`var/keys/log_signing_key`, in demonstration mode only", "signs the public log and with it every receipt"),
)
LOG = (
    (
        "LOG_SEEN_FILE",
        "`log-seen` in `PORTAL_VAR`",
        "the last checkpoint, kept outside the database (`.audit` beside it: the audit chain's head), so that an older or emptied database is "
        "not carried on; one file for all workers, set to nothing it is off. Remove both only to begin anew",
    ),
    ("LOG_OLD_KEYS", "empty", "verification keys that signed the log before, separated by commas; for checking only"),
)
PLACE = (
    ("PUBLIC_URL", "`http://127.0.0.1:8000`", "the address reporters use; must be https outside demonstration mode"),
    ("ALLOWED_HOSTS", "none; this machine in demonstration mode", "host names this portal answers to, separated by commas; `*` is refused"),
    ("PORTAL_ROLE", "`all`", "`intake` mounts no desk and holds no opening key; `desk` and `worker` hold the keyring"),
    ("OPERATOR_NAME", "`Good-Faith Reports`", "who runs this, as every page shows it"),
    ("OPERATOR_CONTACT", "empty", "where people who cannot use the portal may write"),
    ("EXIT_TO", "a weather page", "where leaving quickly leads"),
    ("ONION_LOCATION", "empty", "the onion address of the same service, offered in a header"),
    ("FACTS_DIR", "empty", "a folder that is there, of facts that replace or add to ours (how-to/replace-facts.md)"),
    ("BEHIND_PROXY", "off", "believe the `X-Forwarded-Proto` header of the web server in front"),
)
STORES = (
    ("DATABASE_URL", "an SQLite file in `var/`", "for example `postgres://portal@127.0.0.1/portal`"),
    (
        "REDIS_URL",
        "empty",
        "the broker of wake-ups for Celery's worker and beat; without it `manage.py work` does the work, which `up` starts and production must",
    ),
    ("REDIS_PREFIX", "`portal`", "keeps two portals on one broker apart"),
    ("EMAIL_URL", "no mail is sent", "for example `smtp+tls://name:secret@mail.example:587`; notices carry no facts"),
    ("EMAIL_FROM", "`portal@localhost`", "the sender of notices"),
    ("STATIC_ROOT", "`var/static`", "where `collectstatic` puts style and script files"),
    ("PORTAL_VAR", "`var`", "a folder processes may write to: `work`'s socket, beat's schedule; the embedded default's database and keys"),
)
OUTBOUND = (
    ("ALLOW_LOOPBACK_ENDPOINTS", "on in demonstration mode only", "lets webhooks go to this machine, for trying things out"),
    ("EGRESS_ALLOWED_NETWORKS", "empty", "networks besides the public internet that webhooks may reach"),
    ("EGRESS_ALLOWED_PORTS", "`443,8443`", "ports that webhooks may go to"),
    ("WEBHOOKS", "empty", 'other limits of the delivery engine, as a JSON object of numbers, for example `{"in_flight": 32}`'),
)
DEVELOPMENT = (
    ("DEBUG", "off", "shows the pattern book and detailed pages; refuses to serve other machines"),
    (
        "DEMONSTRATION",
        "off; `up` turns it on, for commands typed beside it too",
        "one-click sign-in over loopback; refuses to serve other machines",
    ),
    ("DEMO_TOKEN", "made anew by every `up`", "the secret behind the one-click links"),
    ("PORT", "`8000`", "where `serve` and `up` listen"),
    ("HOST", "`127.0.0.1`", "the address `serve` listens on"),
    ("NO_BOOTSTRAP", "off", "keeps `up` and `test` from making `.venv`, and every command from running in it"),
)
EVERY = (*SECRETS, *LOG, *PLACE, *STORES, *OUTBOUND, *DEVELOPMENT)


def text() -> str:
    return page(
        "Settings",
        "All from the environment. A secret may also come from a file that `NAME_FILE` names. With a value that is meant for development, "
        "production does not start and says what to set.",
        section("Secrets", table(HEAD, map(named, SECRETS))),
        section("The public log", table(HEAD, map(named, LOG))),
        section("Where and who", table(HEAD, map(named, PLACE))),
        section("Database, broker, mail, files", table(HEAD, map(named, STORES))),
        section("Outbound", table(HEAD, map(named, OUTBOUND))),
        section("Development and demonstration", table(HEAD, map(named, DEVELOPMENT))),
    )


def named(row: tuple[str, str, str]) -> tuple[str, str, str]:
    return f"`{row[0]}`", row[1], row[2]

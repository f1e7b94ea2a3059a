"""webhooks.md: every event a platform may be told, with its schema and an example."""

import json

from portal.reference.tables import page, section
from reporting.webhooks.schemas import reference


def text() -> str:
    return page(
        "Webhook events",
        "How to receive them: [how-to/receive-webhooks.md](../how-to/receive-webhooks.md). Bodies hold numbers, codes and times, never words; "
        "every schema is closed.",
        *(section(f"`{one['event']}`", f"{one['sentence']}", block(one["example"]), folded(one["schema"])) for one in reference()),
    )


def block(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```"


def folded(schema: object) -> str:
    return f"<details><summary>JSON Schema</summary>\n\n{block(schema)}\n\n</details>"

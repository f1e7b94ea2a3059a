"""What every template may show about this site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT.removeprefix("mailto:"),
        "operator_contact_link": contact_link(),
        "is_demonstration": settings.DEMONSTRATION,
    }


def contact_link() -> str:
    """OPERATOR_CONTACT as an address to follow: a plain e-mail address becomes one, anything else stays."""
    contact: str = settings.OPERATOR_CONTACT
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact

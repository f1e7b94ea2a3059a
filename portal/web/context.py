"""What every template may show about this site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "operator_name": settings.OPERATOR_NAME,
        "is_demonstration": settings.DEMONSTRATION,
    }

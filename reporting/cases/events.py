"""What a platform hears about a case: numbers, codes and times, never text. The only place that says so."""

from reporting.cases.models import Case


def about(case: Case) -> dict[str, str | int | bool | None]:
    """Open fields alone. Times are rounded to the hour."""
    report = case.report
    return {
        "case_number": case.number,
        "state": case.state,
        "severity": case.severity,
        "category": report.category,
        "product": report.product.slug if report.product else None,
        "received_at": case.opened_at.isoformat().replace("+00:00", "Z"),
        "close_reason": case.close_reason or None,
    }

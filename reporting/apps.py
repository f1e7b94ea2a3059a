"""One Django app with one migration history; subjects are plain packages inside it."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reporting.facts import catalogue
        from reporting.sealing import keyring

        keyring.check_at_start()
        catalogue.check_at_start()

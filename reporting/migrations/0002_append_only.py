"""The database itself refuses to change the audit trail and the log."""

from django.db import migrations

from reporting.audit import triggers


def put_up(apps, schema_editor):
    for statement in triggers.forward(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps, schema_editor):
    for statement in triggers.backward(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]

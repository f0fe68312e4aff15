"""Django's name for the tables of Footpath, and what it should look at before they are relied on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections


class RecordsConfig(AppConfig):
    name = "footpath.adapters.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        checks.register(row_level_security_holds, checks.Tags.database)


def row_level_security_holds(*, databases: Sequence[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """A role that PostgreSQL lets through everywhere makes the second lock on every authority's rows no lock."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            (passes,) = cursor.fetchone()
        if passes:
            found.append(
                checks.Warning(
                    "The database role passes row-level security.",
                    hint="Use a role that is neither a superuser nor has BYPASSRLS, and owns the tables.",
                    id="records.W001",
                )
            )
    return found

"""Django's name for the tables of Footpath."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "footpath.adapters.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

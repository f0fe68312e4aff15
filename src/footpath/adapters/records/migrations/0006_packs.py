"""Evidence packs that came in from others. Rows are their receiver’s own."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

TABLES = ("records_packrow",)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_observations_and_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="PackRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "pack", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("pack", models.CharField(max_length=128)),
                ("at", models.DateTimeField()),
                ("said", models.TextField()),
            ],
        ),
        protected(*TABLES),
    ]

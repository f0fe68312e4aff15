"""Notes from the street, and each authority's plan. Rows are their authority's own here too."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

TABLES = ("records_observationrow", "records_planrow")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_standards"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("event", models.TextField()),
                ("before", models.CharField(max_length=128)),
                ("hash", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="ObservationRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("id", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("page", models.CharField(max_length=128)),
                ("month", models.CharField(max_length=7)),
                ("forget", models.DateField(null=True)),
                ("said", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "service", "-month"], name="observation_service"),
                    models.Index(
                        condition=models.Q(("forget__isnull", False)), fields=["forget"], name="observation_due"
                    ),
                ],
            },
        ),
        protected(*TABLES),
    ]

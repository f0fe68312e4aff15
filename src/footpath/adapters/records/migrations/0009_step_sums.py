"""How many people a step has in each version, summed up: pages of a large step need not count its rows."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0008_groups_and_asking"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepSum",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "step", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("said", models.TextField()),
            ],
        ),
        protected("records_stepsum"),
    ]

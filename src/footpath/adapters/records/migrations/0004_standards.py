"""Standards, what authorities changed of them, and what they are changing. Rows are their authority's own here too."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

# Standards belong to the installation.
TABLES = ("records_adaptation", "records_draftrow")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "service", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("version", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("seq", models.PositiveIntegerField()),
                ("published", models.PositiveIntegerField()),
                ("to", models.PositiveIntegerField(null=True)),
                ("decisions", models.TextField(default="[]")),
                ("by", models.CharField(max_length=128)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StandardRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "service", "version", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(max_length=128)),
                ("version", models.PositiveIntegerField()),
                ("edition", models.CharField(max_length=128)),
                ("changes", models.TextField()),
                ("by", models.CharField(max_length=128)),
                ("because", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Adaptation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "service", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("edition", models.CharField(max_length=128, null=True)),
                ("by", models.CharField(max_length=128)),
                ("because", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["authority", "edition"], name="adaptation_edition")],
            },
        ),
        protected(*TABLES),
    ]

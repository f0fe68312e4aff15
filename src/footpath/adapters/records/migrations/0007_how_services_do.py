"""How services do: days as they were counted, what forms were sent back for, and what a service costs in a year."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

TABLES = ("records_daycount", "records_refused", "records_yearcost")


def _key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_packs"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayCount",
            fields=[
                ("pk", _key("authority", "service", "day")),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("day", models.DateField()),
                ("mark", models.TextField()),
                ("said", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Refused",
            fields=[
                ("pk", _key("authority", "service", "day", "edition", "lang", "page", "question", "kind")),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("day", models.DateField()),
                ("edition", models.CharField(max_length=128)),
                ("lang", models.CharField(max_length=8)),
                ("page", models.CharField(max_length=128)),
                ("question", models.CharField(max_length=128)),
                ("kind", models.CharField(max_length=128)),
                ("times", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="YearCost",
            fields=[
                ("pk", _key("authority", "service", "seq")),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("said", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["authority", "service", "started"], name="case_begun"),
        ),
        protected(*TABLES),
    ]

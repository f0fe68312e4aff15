"""Steps, who is in which version, what came of it, and what people said. Rows are their authority's own here too."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

TABLES = (
    "records_steprow",
    "records_stepeventrow",
    "records_stepplace",
    "records_assignment",
    "records_outcome",
    "records_stepcount",
    "records_steppoint",
    "records_said",
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_row_level_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepCount",
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
        migrations.CreateModel(
            name="StepEventRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "step", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("event", models.TextField()),
                ("before", models.CharField(max_length=128)),
                ("hash", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="StepPlace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority",
                        "service",
                        "home",
                        "step",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("home", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="StepPoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority",
                        "step",
                        "measure",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("measure", models.CharField(max_length=128)),
                ("day", models.DateField()),
                ("said", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="StepRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "step", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("state", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=128)),
                ("registered", models.DateTimeField()),
                ("said", models.TextField()),
                ("salt", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority",
                        "case",
                        "home",
                        "step",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("case", models.CharField(max_length=128)),
                ("home", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("unit", models.CharField(max_length=128)),
                ("arm", models.CharField(max_length=1)),
                ("percent", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("edition", models.CharField(max_length=128)),
                ("exposed", models.DateTimeField(null=True)),
                ("place", models.CharField(max_length=128, null=True)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "home", "step", "unit"], name="assignment_unit"),
                    models.Index(
                        condition=models.Q(("exposed__isnull", False)),
                        fields=["home", "step", "exposed", "authority", "case"],
                        name="assignment_exposed",
                    ),
                    models.Index(fields=["home", "step", "arm", "at"], name="assignment_arm"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority",
                        "home",
                        "step",
                        "case",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("home", models.CharField(max_length=128)),
                ("step", models.CharField(max_length=128)),
                ("case", models.CharField(max_length=128)),
                ("number", models.PositiveIntegerField()),
                ("arm", models.CharField(max_length=1)),
                ("percent", models.SmallIntegerField()),
                ("exposed", models.DateTimeField()),
                ("matured", models.DateTimeField()),
                ("counts", models.BooleanField()),
                ("said", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["home", "step", "number"], name="outcome_number")],
            },
        ),
        migrations.CreateModel(
            name="Said",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "case", "moment", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("case", models.CharField(max_length=128)),
                ("moment", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("at", models.DateTimeField()),
                ("chosen", models.TextField()),
                ("words", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("words", ""), _negated=True),
                        fields=["authority", "service", "-at"],
                        name="said_words",
                    )
                ],
            },
        ),
        protected(*TABLES),
    ]

"""Groups that a step watches, who is asked how it was, and how often words were sent back for what they held."""

from django.db import migrations, models

from footpath.adapters.records.row_security import protected

TABLES = ("records_sentback",)
KEY = models.CompositePrimaryKey(
    "authority", "service", "day", "kind", blank=True, editable=False, primary_key=True, serialize=False
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_how_services_do"),
    ]

    operations = [
        migrations.AddField("Assignment", "groups", models.TextField(default="")),
        migrations.AddField("Case", "asked", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["decided"],
                name="case_to_ask",
                condition=models.Q(("asked__isnull", True), ("decided__isnull", False)),
            ),
        ),
        migrations.CreateModel(
            name="SentBack",
            fields=[
                ("pk", KEY),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=128)),
                ("times", models.PositiveIntegerField(default=0)),
            ],
        ),
        protected(*TABLES),
    ]

"""Years of the plan are counted from an index, and read no case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0009_step_sums"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_begun"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["authority", "service", "started", "submitted", "decided"], name="case_begun"),
        ),
    ]

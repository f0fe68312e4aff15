"""Every message says which edition it was written by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0010_years_of_cases"),
    ]

    operations = [
        migrations.AddField(model_name="message", name="edition", field=models.TextField(default="")),
    ]

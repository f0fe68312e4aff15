"""What was applied for."""

from django.db import models


class Application(models.Model):
    reference = models.CharField(max_length=12, unique=True)
    answers = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reference

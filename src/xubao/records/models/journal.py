"""What was done, by whom, and who looked at whose data."""

from django.db import models


class JournalLine(models.Model):
    """One step that was taken: who, what, old, new; written in the step's own transaction."""

    at = models.DateTimeField(db_index=True)
    by_code = models.CharField(max_length=32)
    role = models.CharField(max_length=24)
    step = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.step} {self.subject}"


class Look(models.Model):
    """One look at a customer's personal data."""

    at = models.DateTimeField(db_index=True)
    by_code = models.CharField(max_length=32)
    customer_no = models.CharField(max_length=64, db_index=True)
    what = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.by_code} {self.what} {self.customer_no}"

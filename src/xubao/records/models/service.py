"""Complaints as the insurer's extract tells them (they stop marketing while they are open)."""

from django.db import models

from xubao.records.models.people import Customer


class Complaint(models.Model):
    """A complaint of a customer."""

    complaint_no = models.CharField(max_length=64, unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE, to_field="customer_no", db_column="customer_no")
    received_on = models.DateField()
    category = models.CharField(max_length=20)
    closed_on = models.DateField(null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.complaint_no

"""Who there is: offices, staff, customers and what they agreed to."""

from django.conf import settings
from django.db import models

from xubao.glossary.words import BranchLevel, ContactChannel, CustomerKind, Role


class Branch(models.Model):
    """An office of the insurer; `path` holds the codes from the top, so that a subtree is one prefix."""

    branch_code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=20, choices=BranchLevel.choices())
    parent_code = models.CharField(max_length=32, null=True)
    region = models.CharField(max_length=20, null=True)
    path = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """A person who works here; `user` is set when they may log in."""

    staff_code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=24, choices=Role.choices())
    branch = models.ForeignKey(Branch, models.PROTECT, to_field="branch_code", db_column="branch_code")
    license_no = models.CharField(max_length=40, null=True)
    active = models.BooleanField(default=True)
    daily_calls = models.IntegerField(null=True)
    digest = models.CharField(max_length=32)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="staff")

    def __str__(self) -> str:
        return f"{self.name}（{self.staff_code}）"


class Customer(models.Model):
    """A person or company; identity number, phone and address are sealed, phone and identity found by hash."""

    customer_no = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=CustomerKind.choices())
    name = models.CharField(max_length=80, db_index=True)
    id_no_sealed = models.BinaryField(null=True)
    id_no_hash = models.CharField(max_length=32, null=True, db_index=True)
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.CharField(max_length=32, null=True, db_index=True)
    phone_valid = models.BooleanField(null=True)
    birthday = models.DateField(null=True)
    gender = models.CharField(max_length=8, null=True)
    address_sealed = models.BinaryField(null=True)
    household_no = models.CharField(max_length=64, null=True, db_index=True)
    personalised = models.BooleanField(null=True)
    verified_on = models.DateField(null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.customer_no


class Consent(models.Model):
    """One answer of a customer to one purpose on one channel; the latest one counts."""

    customer = models.ForeignKey(Customer, models.CASCADE, to_field="customer_no", db_column="customer_no")
    purpose = models.CharField(max_length=20)
    contact_channel = models.CharField(max_length=10, choices=ContactChannel.choices())
    given = models.BooleanField()
    on = models.DateField()
    evidence = models.CharField(max_length=120, null=True)
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint("customer", "purpose", "contact_channel", "on", name="consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.purpose} {self.contact_channel} {self.on}"

"""Contacts with customers, and the worklist: one task per due policy."""

from django.db import models

from xubao.glossary.words import Action, Band, ContactChannel, ContactOutcome, Direction, TaskStage, WhyNot
from xubao.records.models.book import Policy
from xubao.records.models.campaign import Campaign
from xubao.records.models.people import Customer, Staff


class Task(models.Model):
    """The work on one due policy: who owns it, what comes next and why.

    `agreed_on` is the day agreed with the customer: no plan asks earlier. `edition` guards against two hands.
    """

    policy = models.OneToOneField(Policy, models.CASCADE, to_field="policy_no", db_column="policy_no")
    customer = models.ForeignKey(Customer, models.CASCADE, to_field="customer_no", db_column="customer_no")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, related_name="tasks")
    owner = models.ForeignKey(Staff, models.PROTECT, to_field="staff_code", db_column="owner_code", null=True)
    owner_reason = models.CharField(max_length=120)
    branch_code = models.CharField(max_length=32, db_index=True)
    stage = models.CharField(max_length=12, choices=TaskStage.choices(), default=TaskStage.OPEN)
    band = models.CharField(max_length=8, choices=Band.choices())
    expiry_date = models.DateField()
    action = models.CharField(max_length=12, choices=Action.choices())
    contact_channel = models.CharField(max_length=10, choices=ContactChannel.choices(), null=True)
    permitted = models.BooleanField()
    why_not = models.CharField(max_length=20, choices=WhyNot.choices(), null=True)
    due_on = models.DateField()
    agreed_on = models.DateField(null=True)
    rank = models.IntegerField(null=True)
    priority_fen = models.BigIntegerField()
    reason = models.CharField(max_length=400)
    say = models.TextField()
    attempts = models.IntegerField(default=0)
    effective_contacts = models.IntegerField(default=0)
    last_contact_at = models.DateTimeField(null=True)
    edition = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "stage", "due_on", "rank"], name="task_by_owner"),
            models.Index(fields=["branch_code", "stage", "due_on"], name="task_by_branch"),
        ]

    def __str__(self) -> str:
        return self.policy_id


class Contact(models.Model):
    """One contact with a customer, inbound or outbound."""

    contact_no = models.CharField(max_length=64, unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE, to_field="customer_no", db_column="customer_no")
    policy_no = models.CharField(max_length=64, null=True, db_index=True)
    at = models.DateTimeField()
    contact_channel = models.CharField(max_length=10, choices=ContactChannel.choices())
    direction = models.CharField(max_length=4, choices=Direction.choices())
    outcome = models.CharField(max_length=20, choices=ContactOutcome.choices())
    staff_code = models.CharField(max_length=32, null=True)
    note = models.CharField(max_length=500, null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.contact_no

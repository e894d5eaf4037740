"""Campaigns: their frozen terms, their budget lines and the legal bases people recorded."""

from django.db import models

from xubao.glossary.words import BudgetLine, CampaignStage


class Campaign(models.Model):
    """One campaign: the files of its terms as they were read, and where it stands."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, choices=CampaignStage.choices(), default=CampaignStage.DRAFT)
    jurisdiction = models.CharField(max_length=20)
    first_day = models.DateField()
    last_day = models.DateField()
    files = models.JSONField()
    fingerprint = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=32)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=32, null=True)
    rehearsal = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.title


class LegalBasis(models.Model):
    """The clause or filing number a compliance officer recorded for one benefit that the law would deny."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="bases")
    benefit_id = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    at = models.DateTimeField()
    by_code = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("campaign", "benefit_id", name="basis_once")]

    def __str__(self) -> str:
        return f"{self.benefit_id}: {self.reference}"


class CampaignBudget(models.Model):
    """One budget line of a campaign; `used_fen` moves by one atomic statement and never passes the budget."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="budget")
    budget_line = models.CharField(max_length=16, choices=BudgetLine.choices())
    budget_fen = models.BigIntegerField()
    used_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("campaign", "budget_line", name="budget_line_once"),
            models.CheckConstraint(
                condition=models.Q(used_fen__gte=0) & models.Q(used_fen__lte=models.F("budget_fen")),
                name="budget_never_overspent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.budget_line}"

"""Offers: one round of a campaign, and what each policy was offered and quoted."""

from django.db import models

from xubao.glossary.words import Action, Arm, Line
from xubao.records.models.book import Policy
from xubao.records.models.campaign import Campaign


class OfferRound(models.Model):
    """One run of the plan for a campaign, with the fingerprints of all that went into it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="rounds")
    number = models.IntegerField()
    today = models.DateField()
    seed = models.BigIntegerField()
    terms_fingerprint = models.CharField(max_length=16)
    model_fingerprint = models.CharField(max_length=16)
    summary = models.JSONField()
    at = models.DateTimeField()
    by_code = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint("campaign", "number", name="round_number_once"),
            models.UniqueConstraint("campaign", "today", name="round_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} 第{self.number}批"


class Offer(models.Model):
    """What one policy was offered in a campaign, once; quote, arm and allocation as they were on the day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="offers")
    round = models.ForeignKey(OfferRound, models.CASCADE, related_name="offers")
    policy = models.ForeignKey(Policy, models.PROTECT, to_field="policy_no", db_column="policy_no")
    unit = models.CharField(max_length=64)
    bucket = models.IntegerField()
    arm = models.CharField(max_length=10, choices=Arm.choices())
    option_id = models.CharField(max_length=40)
    action = models.CharField(max_length=12, choices=Action.choices())
    branch_code = models.CharField(max_length=32, db_index=True)
    line = models.CharField(max_length=12, choices=Line.choices())
    expiry_date = models.DateField()
    offered_on = models.DateField()
    p_renew = models.FloatField()
    p_option = models.FloatField()
    reasons = models.JSONField()
    worth_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    costs = models.JSONField()
    value_fen = models.BigIntegerField()
    shadow_bp = models.IntegerField()
    margin_fen = models.BigIntegerField()
    premium_last_fen = models.BigIntegerField()
    premium_quote_fen = models.BigIntegerField()
    quote = models.JSONField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint("campaign", "policy", name="offer_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.policy_id}"


class OfferedBenefit(models.Model):
    """A benefit that goes with an offer, as computed on the day."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="benefits")
    benefit_id = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    budget_line = models.CharField(max_length=16)
    worth_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    item = models.CharField(max_length=60, null=True)
    pays = models.CharField(max_length=20)
    due_rule = models.CharField(max_length=120, null=True)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint("offer", "benefit_id", name="offered_benefit_once")]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.benefit_id}"


class Answer(models.Model):
    """One thing that happened to an offered policy."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="answers")
    policy = models.ForeignKey(Policy, models.PROTECT, to_field="policy_no", db_column="policy_no")
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    staff_code = models.CharField(max_length=32, null=True)
    premium_fen = models.BigIntegerField(null=True)
    cost_fen = models.BigIntegerField(null=True)
    detail = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [models.UniqueConstraint("campaign", "policy", "kind", "at", name="answer_once")]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.kind}"


class Evaluation(models.Model):
    """What a campaign was worth, as computed on a day from its matured windows."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="evaluations")
    on = models.DateField()
    effect = models.JSONField()
    result = models.JSONField()
    at = models.DateTimeField()
    by_code = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("campaign", "on", name="evaluation_day_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.on}"

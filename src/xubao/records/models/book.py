"""The book: vehicles, policies, claims, and how they came in."""

from django.db import models

from xubao.glossary.vehicles import Fuel, UseClass, VehicleKind
from xubao.glossary.words import Line, SalesChannel
from xubao.records.models.people import Branch, Customer


class Vehicle(models.Model):
    """A vehicle, by its VIN (or a key derived from a list that has none)."""

    vin = models.CharField(max_length=64, unique=True)
    plate_no = models.CharField(max_length=16, null=True, db_index=True)
    region = models.CharField(max_length=20, null=True)
    kind = models.CharField(max_length=12, choices=VehicleKind.choices())
    use_class = models.CharField(max_length=16, choices=UseClass.choices())
    seats = models.IntegerField(null=True)
    tonnage_kg = models.IntegerField(null=True)
    brand = models.CharField(max_length=40, null=True)
    model = models.CharField(max_length=80, null=True)
    fuel = models.CharField(max_length=8, choices=Fuel.choices(), null=True)
    registered_on = models.DateField(null=True)
    price_fen = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.vin


class Policy(models.Model):
    """A one-year term of one line of cover; compulsory and commercial are two policies of one vehicle."""

    policy_no = models.CharField(max_length=64, unique=True)
    line = models.CharField(max_length=12, choices=Line.choices())
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, to_field="vin", db_column="vin")
    customer = models.ForeignKey(Customer, models.PROTECT, to_field="customer_no", db_column="customer_no")
    branch = models.ForeignKey(Branch, models.PROTECT, to_field="branch_code", db_column="branch_code")
    staff_code = models.CharField(max_length=32, null=True, db_index=True)
    sales_channel = models.CharField(max_length=12, choices=SalesChannel.choices())
    start_date = models.DateField()
    expiry_date = models.DateField(db_index=True)
    signed_on = models.DateField(null=True)
    premium_fen = models.BigIntegerField()
    tax_fen = models.BigIntegerField(null=True)
    base_premium_fen = models.BigIntegerField(null=True)
    ncd_bp = models.IntegerField(null=True)
    traffic_bp = models.IntegerField(null=True)
    autonomous_bp = models.IntegerField(null=True)
    cover = models.CharField(max_length=20, null=True)
    third_party_limit_fen = models.BigIntegerField(null=True)
    previous_policy_no = models.CharField(max_length=64, null=True, db_index=True)
    previous_insurer = models.CharField(max_length=40, null=True)
    cancelled_on = models.DateField(null=True)
    renewed = models.BooleanField(null=True)
    offered_premium_fen = models.BigIntegerField(null=True)
    consecutive_years = models.IntegerField(null=True)
    claims_last_year = models.IntegerField(null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.policy_no


class Claim(models.Model):
    """A claim on a policy."""

    claim_no = models.CharField(max_length=64, unique=True)
    policy = models.ForeignKey(Policy, models.CASCADE, to_field="policy_no", db_column="policy_no")
    occurred_on = models.DateField()
    reported_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    paid_fen = models.BigIntegerField(null=True)
    at_fault = models.BooleanField(null=True)
    fatal = models.BooleanField(null=True)
    satisfaction = models.IntegerField(null=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.claim_no


class ExtraFeature(models.Model):
    """A value of a column we do not know, declared as a feature by the sender's heading map."""

    policy = models.ForeignKey(Policy, models.CASCADE, to_field="policy_no", db_column="policy_no")
    name = models.CharField(max_length=60)
    number = models.FloatField(null=True)
    category = models.CharField(max_length=80, null=True)
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("policy", "name", name="extra_feature_once")]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.name}"


class ImportRun(models.Model):
    """One import that was carried out, with what it changed; the same files are known by their fingerprint."""

    fingerprint = models.CharField(max_length=16, db_index=True)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_code = models.CharField(max_length=32)
    counts = models.JSONField()
    refused = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.source}"


class ImportRefusal(models.Model):
    """A row that an import refused: where it stands, why, and what to do."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refusals")
    table = models.CharField(max_length=20)
    source = models.CharField(max_length=120)
    line_no = models.IntegerField()
    column = models.CharField(max_length=60, null=True)
    code = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.source}:{self.line_no} {self.code}"

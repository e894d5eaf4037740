"""The matrix of domain 2.2 as cases: what a benefit is, and what the law says to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xubao.glossary.words import BenefitKind as Kind
from xubao.glossary.words import Verdict


@dataclass(frozen=True)
class Case:
    """A benefit of a kind with attributes, and the row and verdict it must meet."""

    rule: str
    kind: Kind
    verdict: Verdict
    blocks: bool
    basis: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    title: str = "权益"
    when: tuple[str, ...] = ("renewed",)
    asks: tuple[str, ...] = ()
    line: str = "commercial"

    def __str__(self) -> str:
        return f"{self.rule}-{self.kind.value}-{self.verdict.value}-{'blocks' if self.blocks else 'passes'}"


DENY, ALLOW, IF, REVIEW = Verdict.DENY, Verdict.ALLOW, Verdict.ALLOW_IF, Verdict.REVIEW
FILED = ("filing_no", "filed_model", "factor_in_range", "company_mean")
ENDORSED = (
    "filing_no",
    "endorsement_code",
    "count_on_policy",
    "same_count",
    "supplier_contract",
    "service_expense",
    "usage_log",
)
DRAW = ("draw_rules", "no_purchase", "no_insiders", "draw_log", "draw_file_2_years", "prize_tax", "legal_signoff")
CASES = (
    Case("BEN-01", Kind.PREMIUM_DISCOUNT, IF, True),
    Case("BEN-01", Kind.PREMIUM_DISCOUNT, IF, True, basis=FILED[:3]),
    Case("BEN-01", Kind.PREMIUM_DISCOUNT, IF, False, basis=FILED),
    Case("BEN-01", Kind.FILED_FACTOR, IF, True),
    Case("BEN-01", Kind.FILED_FACTOR, IF, False, basis=FILED),
    Case("BEN-02", Kind.EARLY_DISCOUNT, DENY, True),
    Case("BEN-03", Kind.PREMIUM_OFFSET, DENY, True),
    Case("BEN-04", Kind.CASH_REBATE, DENY, True),
    Case("BEN-05", Kind.GIFT, DENY, True),
    Case("BEN-06", Kind.COUPON, DENY, True),
    Case("BEN-07", Kind.POINTS, DENY, True),
    Case("BEN-08", Kind.POINTS, REVIEW, True, basis=("earned_by_service",), when=()),
    Case(
        "BEN-08",
        Kind.POINTS,
        REVIEW,
        False,
        basis=("earned_by_service", "points_rules", "cost_booked", "legal_signoff"),
        when=(),
    ),
    Case("BEN-09", Kind.REFERRAL_CASH, DENY, True),
    Case("BEN-09", Kind.REFERRAL_CASH, IF, True, basis=("agent_registration",)),
    Case(
        "BEN-09",
        Kind.REFERRAL_CASH,
        IF,
        False,
        basis=("agent_registration", "agency_contract", "commission_in_filing"),
    ),
    Case("BEN-10", Kind.REFEREE_DISCOUNT, DENY, True),
    Case("BEN-11", Kind.TIED_DRAW, DENY, True),
    Case("BEN-11", Kind.OPEN_DRAW, DENY, True, basis=DRAW, when=("renewed",)),
    Case("BEN-12", Kind.OPEN_DRAW, IF, True, when=()),
    Case("BEN-12", Kind.OPEN_DRAW, IF, False, basis=DRAW, when=(), attributes={"最高奖": "50,000元"}),
    Case("BEN-12", Kind.OPEN_DRAW, DENY, True, basis=DRAW, when=(), attributes={"最高奖": "50,000.01元"}),
    Case("BEN-12", Kind.OPEN_DRAW, DENY, True, basis=DRAW, when=(), attributes={"最高奖": "一辆汽车"}),
    Case("BEN-13", Kind.SHARE_DRAW, DENY, True),
    Case("BEN-14", Kind.BUNDLE, DENY, True),
    Case("BEN-15", Kind.ENDORSED_SERVICE, IF, True),
    Case("BEN-15", Kind.ENDORSED_SERVICE, IF, False, basis=ENDORSED),
    Case("BEN-16", Kind.UNLIMITED_RESCUE, DENY, True),
    Case("BEN-17", Kind.CLAIMS_LANE, IF, True),
    Case("BEN-17", Kind.CLAIMS_LANE, IF, False, basis=("published_criteria", "no_promise", "legal_times_kept")),
    Case("BEN-18", Kind.REMINDER, ALLOW, False, when=()),
    Case("BEN-18", Kind.GREETING, ALLOW, False, when=()),
    Case("BEN-19", Kind.BRAND_ITEM, REVIEW, True, when=()),
    Case("BEN-19", Kind.BRAND_ITEM, REVIEW, False, basis=("item_list", "legal_signoff"), when=()),
    Case("BEN-20", Kind.EVENT, IF, True, when=()),
    Case("BEN-20", Kind.EVENT, IF, False, basis=("open_to_all", "cost_booked"), when=()),
    Case("BEN-21", Kind.INFLUENCER, DENY, True, when=()),
    Case("BEN-21", Kind.INFLUENCER, IF, False, basis=("licensed_person", "reviewed_script"), when=()),
    Case("BEN-22", Kind.REMINDER, DENY, True, title="我司报价比平安便宜两成", when=()),
    Case("BEN-22", Kind.REMINDER, DENY, True, title="全网最低价续保", when=()),
    Case("BEN-23", Kind.REMINDER, REVIEW, True, title="限时续保提醒", when=()),
    Case("BEN-23", Kind.REMINDER, REVIEW, True, attributes={"文案": "最后3天"}, when=()),
    Case("BEN-23", Kind.REMINDER, DENY, True, title="下月即将涨价", when=()),
    Case("BEN-24", Kind.GIFT, DENY, True, attributes={"提供方": "合作商户"}),
    Case("BEN-25", Kind.PREMIUM_DISCOUNT, DENY, True, basis=FILED, asks=("renewal_years",)),
    Case("BEN-25", Kind.PREMIUM_DISCOUNT, DENY, True, basis=FILED, asks=("loyalty_tier",)),
    Case("BEN-25", Kind.EARLY_DISCOUNT, DENY, True, asks=("value_tier",)),
    Case("SCO-01", Kind.FILED_FACTOR, DENY, True, basis=FILED, line="compulsory"),
    Case("SCO-01", Kind.ENDORSED_SERVICE, DENY, True, basis=ENDORSED, line="compulsory"),
    Case("WOR-01", Kind.REMINDER, REVIEW, True, title="内部价续保", when=()),
    Case("WOR-02", Kind.REMINDER, DENY, True, title="理赔秒到账", when=()),
    Case("FEE-01", Kind.FILED_FACTOR, REVIEW, False, basis=FILED),
)
"""Rule, kind and attributes to verdict, and whether it blocks."""

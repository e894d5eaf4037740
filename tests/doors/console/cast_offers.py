"""The offers, benefits, answers and evaluation of the cast's one campaign."""

from datetime import date, datetime, time, timedelta

from xubao.records.models.book import Policy
from xubao.records.models.campaign import Campaign
from xubao.records.models.offer import Answer, Evaluation, Offer, OfferedBenefit, OfferRound

TODAY = date(2026, 11, 22)
QUOTE = {
    "source": "estimate",
    "base_premium_fen": 412_000,
    "ncd_level": -2,
    "ncd_bp": 7_000,
    "traffic_bp": 10_000,
    "autonomous_bp": 8_750,
    "band_verdict": "inside",
    "reason": "上年出险 1 次，NCD 系数由 0.6 升至 0.7",
}


def offer(at: int, policy: Policy, campaign: Campaign, made: OfferRound, *, control: bool) -> None:
    quote = policy.premium_fen * 106 // 100
    made_offer = Offer.objects.create(
        campaign=campaign,
        round=made,
        policy=policy,
        unit=policy.customer_id,
        bucket=at * 200,
        arm="control" if control else "offer",
        option_id="none" if control else "call_pack",
        action="notice" if control else "call",
        branch_code=policy.branch_id,
        line=policy.line,
        expiry_date=policy.expiry_date,
        offered_on=made.today,
        p_renew=0.38 + (at * 13 % 50) / 100,
        p_option=0.46 + (at * 13 % 50) / 100,
        reasons=["去年出险 1 次", "保费上涨 6.2%", "连续续保 3 年"],
        worth_fen=0 if control else 30_000,
        cost_fen=0 if control else 18_000,
        costs={},
        value_fen=26_000,
        shadow_bp=12_000,
        margin_fen=52_000,
        premium_last_fen=policy.premium_fen,
        premium_quote_fen=quote,
        quote=QUOTE | {"change_fen": quote - policy.premium_fen},
        reason="每元预算多留存最多",
    )
    if not control:
        _benefit(made_offer)
    if at % 5 == 2:
        Answer.objects.create(
            campaign=campaign,
            policy=policy,
            kind="quoted",
            at=datetime.combine(TODAY - timedelta(days=3), time(9, at)),
            premium_fen=quote,
        )


def _benefit(offer: Offer) -> None:
    OfferedBenefit.objects.create(
        offer=offer,
        benefit_id="rescue",
        kind="endorsed_service",
        budget_line="service_pack",
        worth_fen=30_000,
        cost_fen=18_000,
        item="道路救援 3 次",
        pays="on_use",
        due_rule="保险期间内使用",
        reason="连续续保 3 年，属金卡客户",
    )


def evaluation(campaign: Campaign) -> None:
    figures = {
        "offer": 0.721,
        "control": 0.668,
        "difference": 0.053,
        "low": 0.012,
        "high": 0.094,
        "level": 0.95,
        "offer_units": 1640,
        "control_units": 182,
    }
    result = {
        "grouping": "all",
        "group": "all",
        "due_count": 1822,
        "matured_count": 1640,
        "renewed_count": 1174,
        "pending_count": 182,
        "renewal_rate_units": 0.716,
        "due_premium_fen": 512_300_000,
        "renewed_premium_fen": 371_900_000,
        "renewal_rate_premium": 0.726,
        "spend_fen": 5_880_000,
        "margin_fen": 13_740_000,
    }
    Evaluation.objects.create(
        campaign=campaign,
        on=TODAY,
        effect=[{"metric": "renewal_rate_units", **figures, "verdict": "better"}],
        result=[result],
        at=datetime.combine(TODAY, time()),
        by_code="S07",
    )

"""A campaign opens complete, proven and lawful, or not at all."""

import pytest

from xubao.desk.campaigns.close_campaign import close_campaign
from xubao.desk.campaigns.draft_campaign import draft_campaign
from xubao.desk.campaigns.law_reads import law_findings, terms_in_words
from xubao.desk.campaigns.open_campaign import open_campaign
from xubao.desk.campaigns.pack_terms import pack_terms
from xubao.desk.campaigns.record_basis import record_basis
from xubao.desk.campaigns.rehearse_campaign import rehearse_campaign
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import CampaignStage
from xubao.records.models.campaign import Campaign
from xubao.records.models.journal import JournalLine

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_its_terms_and_nine_budget_lines(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    campaign = Campaign.objects.get(code=code)
    assert (campaign.stage, campaign.budget.count()) == (CampaignStage.DRAFT, 9)


def test_the_same_draft_again_leaves_no_second_line(cast):
    for _ in range(2):
        draft_campaign(pack_terms("lawful"), by=cast.manager)
    assert JournalLine.objects.filter(step="draft_campaign").count() == 1


@pytest.mark.req("R2")
def test_plan_001_as_written_cannot_open_and_every_article_is_named(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    with pytest.raises(Refusal) as refused:
        open_campaign(code, by=cast.manager)
    assert refused.value.code == "campaigns.forbidden"
    assert [
        article for article in ("保险法第116条第4项", "保险法第131条第4项", "174号") if article not in refused.value.zh
    ] == []


def test_plan_000_as_written_cannot_open(cast):
    code = draft_campaign(pack_terms("plan-000"), by=cast.manager)
    with pytest.raises(Refusal, match="BEN-"):
        open_campaign(code, by=cast.manager)


def test_terms_with_empty_values_cannot_open_and_each_is_named(cast):
    files = pack_terms("plan-001-empty")
    code = draft_campaign(files, by=cast.manager)
    with pytest.raises(Refusal, match="首年保费返还") as refused:
        open_campaign(code, by=cast.manager)
    assert refused.value.code == "campaigns.empty_value"


def test_the_lawful_counterpart_opens_and_is_frozen(cast):
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)
    open_campaign(code, by=cast.manager)
    changed = {**pack_terms("lawful")}
    changed["campaign.yaml"] = changed["campaign.yaml"].replace(b"12%", b"10%")
    with pytest.raises(Refusal) as refused:
        draft_campaign(changed, by=cast.manager)
    assert refused.value.code == "step.out_of_order"


def test_a_campaign_opens_only_once(cast):
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)
    open_campaign(code, by=cast.manager)
    with pytest.raises(Refusal, match="草稿"):
        open_campaign(code, by=cast.manager)


@pytest.mark.req("R2")
def test_compliance_may_lift_a_deny_where_the_rule_accepts_a_filing(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    liftable = next(each for each in law_findings(code, by=cast.compliance) if each.blocks and each.basis_allowed)
    kind = liftable.basis_allowed[0]
    record_basis(code, by=cast.compliance, benefit_id=liftable.benefit_id, kind=kind, reference="备〔2026〕001号")
    again = [each for each in law_findings(code, by=cast.compliance) if each.benefit_id == liftable.benefit_id]
    assert [each.rule_id for each in again if each.rule_id == liftable.rule_id and each.blocks] == []


def test_no_role_may_lift_a_cash_rebate(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    cash = next(each for each in law_findings(code, by=cast.compliance) if each.rule_id == "BEN-04")
    with pytest.raises(Refusal) as refused:
        record_basis(code, by=cast.compliance, benefit_id=cash.benefit_id, kind="filing", reference="备1号")
    assert refused.value.code == "campaigns.no_override"


def test_a_campaign_manager_may_not_record_a_basis(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    with pytest.raises(Refusal) as refused:
        record_basis(code, by=cast.manager, benefit_id="renewal_discount", kind="filing", reference="备1号")
    assert refused.value.code == "access.not_allowed"


def test_a_rehearsal_is_kept_beside_the_campaign_and_makes_no_offer(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    rehearse_campaign(code, by=cast.manager)
    campaign = Campaign.objects.get(code=code)
    kept = campaign.rehearsal or {}
    assert ("续保保费返还" in kept["summary"], campaign.offers.count()) == (True, 0)


@pytest.mark.req("E4")
def test_the_terms_are_said_in_words(cast):
    code = draft_campaign(pack_terms("plan-001"), by=cast.manager)
    assert any("返还" in sentence for sentence in terms_in_words(code, by=cast.manager))


def test_a_closed_campaign_cannot_be_closed_again(cast):
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)
    open_campaign(code, by=cast.manager)
    close_campaign(code, by=cast.manager, reason="预算用完")
    with pytest.raises(Refusal, match="已结束"):
        close_campaign(code, by=cast.manager, reason="再次")


def test_a_campaign_opened_meanwhile_is_said_to_be_open(cast, monkeypatch):
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)

    def judged_while_another_opens(campaign: Campaign) -> list[object]:
        Campaign.objects.filter(pk=campaign.pk).update(stage=CampaignStage.OPEN)
        return []

    monkeypatch.setattr("xubao.desk.campaigns.open_campaign.remarks_of", judged_while_another_opens)
    with pytest.raises(Refusal, match="目前为「进行中」"):
        open_campaign(code, by=cast.manager)

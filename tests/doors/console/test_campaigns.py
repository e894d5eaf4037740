"""The campaign pages: the law in plain sight, and each step by those who may."""

import pytest
from django.conf import settings

from xubao.desk.access import Person
from xubao.desk.campaigns.draft_campaign import draft_campaign
from xubao.desk.campaigns.law_reads import law_findings
from xubao.desk.files import read_tree
from xubao.glossary.words import Role
from xubao.records.models.campaign import Campaign, LegalBasis
from xubao.records.models.offer import Evaluation

PLANNER = Person("S06", "孙浩", Role.CAMPAIGN_MANAGER, "HQ", "总公司", "HQ/")


@pytest.fixture
def plan(house):
    """The draft of plan 001 as it is shipped."""
    return draft_campaign(read_tree(settings.XUBAO_PACKS / "cn/terms/plan-001"), by=PLANNER)


def test_every_finding_of_the_law_is_on_the_page_with_its_article(plan, visit):
    page = visit("heqing").get(f"/campaigns/{plan}").content.decode()
    missing = [each.article for each in law_findings(plan, by=PLANNER) if each.article not in page]
    assert missing == []


def test_the_page_says_how_many_findings_block_the_opening(plan, visit):
    blocking = sum(each.blocks for each in law_findings(plan, by=PLANNER))
    assert f"有 {blocking} 项法规结论阻止启动" in visit("sunhao").get(f"/campaigns/{plan}").content.decode()


def test_a_forbidden_campaign_does_not_open_and_the_page_says_why(plan, visit):
    answer = visit("sunhao").post(f"/campaigns/{plan}/open")
    stage = Campaign.objects.get(code=plan).stage
    assert (answer.status_code // 100, stage, "empty-page" in answer.content.decode()) == (4, "draft", True)


@pytest.mark.parametrize(("login", "offered"), [("zhaolan", True), ("sunhao", False), ("heqing", False)])
def test_only_the_compliance_officer_is_offered_to_record_a_basis(plan, visit, login, offered):
    assert ('name="benefit_id"' in visit(login).get(f"/campaigns/{plan}").content.decode()) is offered


@pytest.mark.parametrize(("login", "stored"), [("zhaolan", 1), ("sunhao", 0)])
def test_a_basis_is_recorded_by_compliance_alone(plan, visit, login, stored):
    finding = next(each for each in law_findings(plan, by=PLANNER) if each.blocks and each.basis_allowed)
    given = {"benefit_id": finding.benefit_id, "kind": finding.basis_allowed[0].value, "reference": "备案〔2026〕12 号"}
    visit(login).post(f"/campaigns/{plan}/basis", given)
    assert LegalBasis.objects.filter(reference="备案〔2026〕12 号").count() == stored


def test_the_terms_are_told_in_words(plan, visit):
    shown = visit("heqing").get(f"/campaigns/{plan}").context
    assert len(shown["words"]) > 3


def test_terms_that_cannot_be_read_leave_the_page_standing(visit):
    answer = visit("heqing").get("/campaigns/cast")
    assert (answer.status_code, "unreadable" in answer.context) == (200, True)


def test_the_worth_of_a_campaign_is_told_with_its_interval(visit):
    effect = Evaluation.objects.get().effect[0]
    page = visit("heqing").get("/campaigns/cast").content.decode()
    assert (f"{effect['low'] * 100:+.1f} 个百分点" in page, f"{effect['high'] * 100:+.1f} 个百分点" in page) == (
        True,
        True,
    )


def test_an_unknown_campaign_is_refused_by_name(visit):
    answer = visit("sunhao").get("/campaigns/nothing")
    assert (answer.status_code, "找不到活动 nothing" in answer.content.decode()) == (404, True)


def test_a_house_without_campaigns_says_what_to_do(visit):
    Campaign.objects.all().delete()
    assert "还没有活动" in visit("heqing").get("/campaigns").content.decode()

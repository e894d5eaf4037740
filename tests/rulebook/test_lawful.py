"""Does the law say to each benefit what the articles say, and does it block what it must?"""

from dataclasses import replace
from datetime import date

import pytest
from tests.rulebook.folders import files_of, shipped, small
from tests.rulebook.law_cases import CASES, Case

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BasisKind, BenefitKind, BudgetLine, Confidence, Verdict
from xubao.rulebook.cells import Cell
from xubao.rulebook.law import Basis, Finding, Law
from xubao.rulebook.lawful import judge, require_basis_allowed, require_lawful
from xubao.rulebook.reader import read_law
from xubao.rulebook.tables import Row, Table
from xubao.rulebook.terms import Terms

TODAY = date(2026, 11, 22)
LAW = read_law(files_of("law"))
PLAIN = replace(small(), evidence={})


def terms_of(case: Case) -> Terms:
    benefit = replace(
        PLAIN.benefits[0],
        title=case.title,
        kind=case.kind,
        budget_line=BudgetLine.OTHER,
        when=case.when,
        basis=dict.fromkeys(case.basis, "已备"),
        attributes=case.attributes,
    )
    cells = (Cell(values=(case.line,)), *(Cell(values=("gold",)) for _ in case.asks))
    table = Table("discount", "", ("line", *case.asks), ("amount_fen",), (Row(cells, (100,)),))
    return replace(PLAIN, benefits=(benefit,), tables={"discount": table})


def of_rule(findings: tuple[Finding, ...], rule: str, verdict: Verdict) -> Finding:
    return next(finding for finding in findings if (finding.rule_id, finding.verdict) == (rule, verdict))


def judged(name: str, *, on: date = TODAY, law: Law = LAW) -> tuple[Finding, ...]:
    return judge(shipped(name), law, on=on)


@pytest.mark.req("R2", "R6", "R7")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_benefit_meets_its_row_of_the_matrix(case) -> None:
    findings = judge(terms_of(case), LAW, on=TODAY)
    assert case.blocks == of_rule(findings, case.rule, case.verdict).blocks


def test_every_row_of_the_matrix_has_a_case() -> None:
    assert {row.id for row in LAW.rows} == {case.rule for case in CASES}
    assert {f"BEN-{number:02d}" for number in range(1, 26)} <= {case.rule for case in CASES}


def test_no_case_that_passes_is_blocked_by_another_row() -> None:
    passing = [case for case in CASES if not case.blocks]
    blocked = [str(case) for case in passing if any(each.blocks for each in judge(terms_of(case), LAW, on=TODAY))]
    assert [] == blocked


def test_what_no_row_allows_is_denied() -> None:
    law = replace(LAW, rows=())
    findings = judge(terms_of(CASES[0]), law, on=TODAY)
    assert [("BEN-00", Verdict.DENY, True)] == [(each.rule_id, each.verdict, each.blocks) for each in findings]


def test_a_row_of_low_confidence_neither_blocks_nor_allows() -> None:
    rows = tuple(
        replace(row, provenance=replace(row.provenance, confidence=Confidence.LOW))
        for row in LAW.rows
        if row.id == "BEN-05"
    )
    gift = next(case for case in CASES if case.rule == "BEN-05")
    findings = judge(terms_of(gift), replace(LAW, rows=rows), on=TODAY)
    assert [("BEN-05", False), ("BEN-00", True)] == [(each.rule_id, each.blocks) for each in findings]


def test_plan_001_is_blocked_in_every_benefit() -> None:
    blocked = {finding.benefit_id for finding in judged("plan-001") if finding.blocks}
    assert {benefit.id for benefit in shipped("plan-001").benefits} == blocked


def test_plan_000_is_blocked_in_every_benefit() -> None:
    blocked = {finding.benefit_id for finding in judged("plan-000") if finding.blocks}
    assert {benefit.id for benefit in shipped("plan-000").benefits} == blocked


@pytest.mark.parametrize(
    ("benefit", "articles"),
    [
        ("renewal_rebate", ("保险法第116条第4项", "保险法第131条第4项", "保监财险〔2017〕174号第五项")),
        ("first_year_rebate", ("保险法第116条第4项", "保监财险〔2017〕174号第五项")),
        ("renewal_gift", ("保险法第116条第4项", "保监财险〔2017〕174号第五项")),
        ("referral_reward", ("保险法第116条第8项", "保险代理人监管规定")),
        ("share_draw", ("微信外部链接内容管理规范",)),
        ("renewal_discount", ("保险法第135-136条、第170条第3项", "174号")),
        ("rescue_unlimited", ("增值服务操作实务要点", "广告法")),
    ],
)
def test_the_blocked_benefits_of_plan_001_name_their_articles(benefit, articles) -> None:
    cited = " ".join(finding.article for finding in judged("plan-001") if finding.benefit_id == benefit)
    assert [] == [article for article in articles if article not in cited]


def test_opening_plan_001_is_refused_with_the_articles() -> None:
    with pytest.raises(Refusal) as refused:
        require_lawful(judged("plan-001"))
    assert ("campaigns.forbidden", 13) == (refused.value.code, refused.value.data["count"])
    assert "续保保费返还（BEN-04，保险法第116条第4项；保险法第131条第4项；" in refused.value.zh


def test_the_lawful_campaign_passes() -> None:
    require_lawful(judged("lawful"))
    assert [] == [finding.rule_id for finding in judged("lawful") if finding.blocks]


@pytest.mark.parametrize("key", ["filing_no", "count_on_policy", "usage_log"])
def test_the_lawful_campaign_does_not_pass_without_its_evidence(key) -> None:
    terms = shipped("lawful")
    benefits = tuple(
        replace(each, basis={name: text for name, text in each.basis.items() if name != key}) for each in terms.benefits
    )
    blocking = [each for each in judge(replace(terms, benefits=benefits), LAW, on=TODAY) if each.blocks]
    assert {LAW.demands[key].title} == {title for each in blocking for title in each.missing}


def test_a_rule_not_yet_in_force_does_not_fire() -> None:
    case = next(case for case in CASES if case.rule == "WOR-02")
    fired = [
        {each.rule_id for each in judge(terms_of(case), LAW, on=day)} for day in (date(2026, 9, 29), date(2026, 9, 30))
    ]
    assert [False, True] == ["WOR-02" in rules for rules in fired]


def test_an_influencer_meets_the_rule_of_the_day() -> None:
    case = next(case for case in CASES if case.rule == "BEN-21")
    cited = [
        of_rule(judge(terms_of(case), LAW, on=day), "BEN-21", Verdict.DENY).article
        for day in (date(2026, 9, 29), date(2026, 9, 30))
    ]
    assert [False, True] == ["金融产品网络营销管理办法" in article for article in cited]


def test_an_article_of_one_region_is_cited_there_alone() -> None:
    terms = shipped("plan-001")
    cited = [
        of_rule(judge(replace(terms, region=region), LAW, on=TODAY), "BEN-11", Verdict.DENY).article
        for region in ("新疆", "四川")
    ]
    assert [True, False] == ["新保监产〔2011〕90号" in article for article in cited]


def test_a_row_of_one_region_speaks_there_alone() -> None:
    row = next(row for row in LAW.rows if row.id == "BEN-18")
    law = replace(LAW, rows=(replace(row, provenance=replace(row.provenance, region="四川")),))
    case = next(case for case in CASES if case.kind is BenefitKind.GREETING)
    said = [
        [each.rule_id for each in judge(replace(terms_of(case), region=region), law, on=TODAY)]
        for region in ("四川", "江苏")
    ]
    assert [["BEN-18"], ["BEN-00"]] == said


@pytest.mark.parametrize("rule", ["BEN-01", "BEN-02", "BEN-15", "BEN-16", "BEN-25"])
def test_a_filing_number_lifts_what_the_rule_lets_it_lift(rule) -> None:
    case = next(case for case in CASES if case.rule == rule and case.blocks)
    found = judge(terms_of(case), LAW, on=TODAY, bases={"discount": Basis(BasisKind.FILING, "C0001")})
    finding = of_rule(found, rule, case.verdict)
    assert (False, "备案号 C0001") == (finding.blocks, finding.basis)


@pytest.mark.parametrize("rule", ["BEN-03", "BEN-04", "BEN-05", "BEN-06", "BEN-07", "BEN-11", "BEN-13", "SCO-01"])
@pytest.mark.parametrize("kind", list(BasisKind))
def test_no_basis_lifts_a_rebate_or_gift(rule, kind) -> None:
    case = next(case for case in CASES if case.rule == rule)
    basis = Basis(kind, "C0001")
    finding = of_rule(judge(terms_of(case), LAW, on=TODAY, bases={"discount": basis}), rule, Verdict.DENY)
    assert (True, "") == (finding.blocks, finding.basis)
    with pytest.raises(Refusal, match="不接受"):
        require_basis_allowed(finding, basis)


def test_a_basis_of_another_kind_does_not_lift() -> None:
    case = next(case for case in CASES if case.rule == "BEN-16")
    basis = Basis(BasisKind.CLAUSE, "第三条")
    assert of_rule(judge(terms_of(case), LAW, on=TODAY, bases={"discount": basis}), "BEN-16", Verdict.DENY).blocks


def test_the_words_of_the_campaign_itself_are_read_too() -> None:
    terms = replace(shipped("lawful"), evidence={}, benefits=(), purpose="独家优惠，送油卡")
    assert [("WOR-01", "", True)] == [
        (each.rule_id, each.benefit_id, each.blocks) for each in judge(terms, LAW, on=TODAY)
    ]


def test_every_row_says_what_to_do_instead_in_both_languages() -> None:
    texts = [row.words for row in LAW.rows]
    assert all(each.message_zh and each.message_en and each.remedy_zh and each.remedy_en for each in texts)


def test_every_row_that_forbids_cites_an_article_and_its_penalty() -> None:
    forbidding = [row for row in LAW.rows if row.verdict is not Verdict.ALLOW]
    assert [] == [row.id for row in forbidding if not row.articles]
    assert all(LAW.articles[name].penalty for row in forbidding for name in row.articles)


def test_a_row_that_cites_an_unknown_article_is_refused() -> None:
    files = files_of("law")
    files["rows.yaml"] = files["rows.yaml"].replace(b"articles: [R-WX]", b"articles: [R-WEIBO]")
    with pytest.raises(Refusal, match="R-WEIBO"):
        read_law(files)


def test_a_pattern_that_cannot_be_read_is_refused_with_its_line() -> None:
    files = files_of("law")
    files["rows.yaml"] = files["rows.yaml"].replace("'全网最低'".encode(), b"'(('")
    with pytest.raises(Refusal, match="正则表达式"):
        read_law(files)

"""Is every value that a plan leaves open found, named, and enough to keep the campaign shut?"""

import re

import pytest
from tests.rulebook.folders import CAMPAIGN, LADDER, files_of, shipped, small

from xubao.glossary.refusals import Refusal
from xubao.rulebook.proofreader import proofread, require_complete
from xubao.rulebook.wording import describe

OPEN = re.compile(rb"\[X\]")


def marked_places() -> int:
    """Count the cells and values with [X]: `[X]..[X]` is one cell."""
    files = files_of("terms/plan-001-empty")
    texts = [
        b"\n".join(line for line in text.replace(b"[X]..[X]", b"[X]").splitlines() if not line.startswith(b"#"))
        for text in files.values()
    ]
    return sum(len(OPEN.findall(text)) for text in texts)


@pytest.mark.req("E3")
def test_the_empty_plan_is_read_and_every_empty_value_is_known() -> None:
    assert marked_places() == len(shipped("plan-001-empty").empties)


def test_the_empty_plan_is_refused_naming_each_value() -> None:
    terms = shipped("plan-001-empty")
    with pytest.raises(Refusal) as refused:
        require_complete(terms)
    assert "campaigns.empty_value" == refused.value.code
    assert [] == [empty for empty in terms.empties if f"{empty.file} {empty.path}" not in refused.value.zh]


def test_an_empty_value_is_named_in_the_words_of_its_owner() -> None:
    titles = {empty.path: empty.title for empty in shipped("plan-001-empty").empties}
    assert {
        "benefits.new_discount.rate": "新客户专享折扣：比例",
        "items.vacuum.cost": "车载吸尘器：我方成本",
        "第1行·上一年度保费": "续保专属礼品：第1行·上一年度保费",
        "phases[1].from": "第1阶段 · 开始时间",
        "control": "对照组比例",
    }.items() <= titles.items()


def test_the_empty_plan_differs_from_the_filled_one_only_in_values() -> None:
    empty, filled = shipped("plan-001-empty"), shipped("plan-001")
    assert [benefit.id for benefit in filled.benefits] == [benefit.id for benefit in empty.benefits]
    assert {name: table.inputs for name, table in filled.tables.items()} == {
        name: table.inputs for name, table in empty.tables.items()
    }


@pytest.mark.parametrize(
    ("campaign", "ladder", "path"),
    [
        (CAMPAIGN.replace("control: 10%", "control: [X]"), LADDER, "control"),
        (CAMPAIGN.replace("from: 2026-06-01", "from: [X]"), LADDER, "window.from"),
        (CAMPAIGN.replace("专属礼品: 1000", "专属礼品: [X]"), LADDER, "budget.专属礼品"),
        (CAMPAIGN, LADDER.replace("5%", "[X]"), "第2行·比例"),
        (CAMPAIGN, LADDER.replace(">=3", ">=[X]"), "第3行·上一年度出险次数"),
    ],
)
def test_one_empty_value_is_enough(campaign, ladder, path) -> None:
    terms = small(campaign=campaign, ladder=ladder)
    assert [path] == [empty.path for empty in terms.empties]
    assert "empty" in {remark.code for remark in proofread(terms)}


def test_the_empty_plan_can_still_be_shown_to_the_people_who_fill_it_in() -> None:
    assert describe(shipped("plan-001-empty"))[0].startswith("活动时间：待填写")

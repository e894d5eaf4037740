"""What a plan says, in Chinese, for the people who must approve it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from xubao.decisions.bridges.plan import Plan
from xubao.glossary.money import BASIS, format_yuan
from xubao.glossary.plan_sheets import COST_COLUMNS
from xubao.glossary.words import Action, Arm, Band, BenefitKind, BudgetLine, CustomerType, WhyNot
from xubao.rulebook.terms import Terms


def summarise(plan: Plan, *, terms: Terms, today: date, legal: Sequence[str]) -> str:
    """Return the summary as Markdown; `legal` are the sentences of the law on these terms."""
    parts = [
        f"# 演练摘要：{terms.title}\n\n评分日 {today}，条款指纹 `{terms.fingerprint}`。本次演练不写入任何业务数据。",
        due_part(plan),
        chance_part(plan),
        option_part(plan, terms),
        budget_part(plan),
        benefit_part(plan, terms),
        work_part(plan),
        law_part(legal),
    ]
    return "\n\n".join(parts) + "\n"


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def due_part(plan: Plan) -> str:
    """Return who falls due, by band."""
    counts = dict(plan.due.group_by("band").len().iter_rows())
    rows = [(band.zh, counts.get(band.value, 0)) for band in Band]
    renewals = plan.due.filter(pl.col("customer_type") == CustomerType.RENEWAL.value).height
    return (
        f"## 一、谁到期\n\n应续保单 {renewals} 张，新客户回访 {plan.due.height - renewals} 张，"
        f"{owner_sentence(plan.due)}\n\n" + table(["区间", "张数"], rows)
    )


def owner_sentence(due: pl.DataFrame) -> str:
    """Return who looks after the due policies, and for how many only an office could be named."""
    office = due["owner_code"].str.starts_with("branch:")
    people = due.filter(~office)["owner_code"].n_unique()
    if not office.any():
        return f"全部已落实责任人（共 {people} 位）。"
    open_ = int(office.sum())
    return (
        f"已落实责任人 {due.height - open_} 张（共 {people} 位）；另有 {open_} 张没有可用的人员资料，"
        "暂由机构负责：请补上“人员”表，或在清单里补“业务员工号”列。"
    )


def chance_part(plan: Plan) -> str:
    """Return how likely they are to stay when only the service notice is sent."""
    chance = plan.likelihood["p_renew"]
    if chance.is_empty():
        return "## 二、谁会留下\n\n没有到期保单。"
    mean = float(chance.mean() or 0.0)  # type: ignore[arg-type]
    low = chance.filter(chance < 0.5).len()
    return (
        f"## 二、谁会留下\n\n只发到期提醒时，预计件数续保率 {mean:.1%}；续保概率低于 50% 的有 {low} 张。"
        f"{model_sentence(plan.model.report)}"
    )


def model_sentence(report: Mapping[str, Any]) -> str:
    """Return what the model learned from, and how it did on later policies that it had not seen."""
    late = report["late"]
    return (
        f"模型用 {report['first_day']} 至 {report['last_day']} 续保的 {report['rows']:,} 张保单训练；"
        f"用前段训练、后段（{report['late_from']} 起 {late['rows']:,} 张）检验：区分度 AUC {late['auc']:.3f}，"
        f"校准斜率 {late['slope']:.2f}，实际续保率 {late['base_rate']:.1%}、预测 {late['mean_p']:.1%}。"
    )


def window_sentence(plan: Plan, terms: Terms) -> str:
    """Return how many due renewals expire outside the campaign's window and so take no part in it."""
    inside = pl.col("expiry_date").is_between(terms.first_day, terms.last_day)
    renewals = plan.due.filter(pl.col("customer_type") == CustomerType.RENEWAL.value)
    outside = renewals.filter(~inside).height
    window = f"活动窗口（{terms.first_day} 至 {terms.last_day}）"
    if not outside:
        return ""
    if outside == renewals.height:
        return (
            f"**应续保单 {outside} 张的到期日全部不在{window}内，没有一张参加活动。**"
            "请核对评分日，或修改 campaign.yaml 的 window 后重新演练。\n\n"
        )
    return f"另有 {outside} 张的到期日不在{window}内，不参加活动，只发到期服务提醒。\n\n"


def option_part(plan: Plan, terms: Terms) -> str:
    """Return what is offered to how many, and what it is expected to keep."""
    titles = {option.id: option.title for option in terms.options}
    control = plan.allocation.filter(pl.col("arm") == Arm.CONTROL.value).height
    grouped = plan.allocation.group_by("option_id").agg(
        pl.len(),
        pl.col("worth_fen").sum(),
        pl.sum_horizontal(*COST_COLUMNS).sum().alias("cost"),
        pl.col("value_fen").sum(),
    )
    rows = [
        (titles.get(option, option), count, format_yuan(worth), format_yuan(cost), format_yuan(value))
        for option, count, worth, cost, value in grouped.sort("option_id").iter_rows()
    ]
    heads = ["做法", "保单数", "客户所得（元）", "预计成本（元）", "期望多留存的边际贡献（元）"]
    return (
        f"## 三、给什么\n\n{window_sentence(plan, terms)}对照组 {control} 张（只发服务提醒，用来衡量活动到底值多少）。"
        f"响应幅度来源：{terms.response.source}。\n\n" + table(heads, rows)
    )


def budget_part(plan: Plan) -> str:
    """Return the nine budget lines: what there is, what is used, what the next yuan is worth."""
    use = {row["budget_line"]: row for row in plan.budget_use.iter_rows(named=True)}
    rows = [
        (
            line.zh,
            format_yuan(use[line.value]["budget_fen"]),
            format_yuan(use[line.value]["used_fen"]),
            f"{use[line.value]['shadow_bp'] / BASIS:.2f}",
        )
        for line in BudgetLine
        if line.value in use
    ]
    return "## 四、花多少\n\n" + table(["预算科目", "可用（元）", "计划使用（元）", "再加一元可多留存（元）"], rows)


def benefit_part(plan: Plan, terms: Terms) -> str:
    """Return every benefit of the terms: who is eligible, what it is worth and costs."""
    titles = {benefit.id: benefit.title for benefit in terms.benefits}
    grouped = (
        plan.benefit.filter("eligible")
        .group_by("benefit_id", "kind")
        .agg(pl.len(), pl.col("worth_fen").sum(), pl.col("cost_fen").sum())
        .sort("benefit_id")
    )
    rows = [
        (titles.get(benefit, benefit), BenefitKind(kind).zh, count, format_yuan(worth), format_yuan(cost))
        for benefit, kind, count, worth, cost in grouped.iter_rows()
    ]
    given = set(grouped["benefit_id"])
    kinds = {benefit.id: benefit.kind.zh for benefit in terms.benefits}
    rows += [(title, kinds[key], 0, "0.00", "0.00") for key, title in titles.items() if key not in given]
    return "## 五、各项权益（按条款逐单计算）\n\n" + table(
        ["权益", "种类", "符合条件", "客户所得（元）", "预计成本（元）"], rows
    )


def work_part(plan: Plan) -> str:
    """Return today's work: actions, and the named reasons why not."""
    actions = dict(plan.contact.group_by("action").len().iter_rows())
    reasons = dict(plan.contact.filter(pl.col("why_not").is_not_null()).group_by("why_not").len().iter_rows())
    done = table(["下一步", "张数"], [(each.zh, actions[each.value]) for each in Action if each.value in actions])
    why = table(
        ["不打电话的原因", "张数"], [(each.zh, reasons[each.value]) for each in WhyNot if each.value in reasons]
    )
    return f"## 六、今天做什么\n\n{done}\n\n{why}{hints(plan.contact, reasons)}"


HINTS = {
    WhyNot.WRONG_PHONE: "大多数保单没有可用的手机号，无法拨打：请在客户表或续保清单中补上“手机号”列后重新导入。",
    WhyNot.NO_CONSENT: "大多数客户没有营销授权记录，不能打营销电话：请导入“授权”表，或先在服务联系中征得同意。",
}
"""Reasons that stand for most policies only because the sender left something out, and what to send."""


def hints(contact: pl.DataFrame, reasons: Mapping[str, int]) -> str:
    """Return what to send where one missing thing keeps most of the policies that could be worked on from a call."""
    waiting = contact.filter(pl.col("action") == Action.WAIT.value).height
    found = [text for why, text in HINTS.items() if reasons.get(why.value, 0) * 2 > max(1, contact.height - waiting)]
    return "".join(f"\n\n**{text}**" for text in found)


def law_part(legal: Sequence[str]) -> str:
    """Return the law's sentences."""
    listed = "\n".join(f"- {sentence}" for sentence in legal) if legal else "全部权益均有合法依据，未发现问题。"
    return f"## 七、法律结论\n\n{listed}"

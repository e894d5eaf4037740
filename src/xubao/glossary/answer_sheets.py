"""Contracts of the answers and of what a campaign was worth."""

from xubao.glossary.sheets import Sheet, count, day, fen, flag, moment, real, text

OFFER = Sheet(
    "offer",
    "活动名单",
    "one policy of one campaign as it was offered: arm, option and what was known then",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "unit": text("抽签单位"),
        "arm": text("组别"),
        "option_id": text("选项"),
        "action": text("动作"),
        "branch_code": text("机构代码"),
        "line": text("险种"),
        "expiry_date": day("到期日"),
        "offered_on": day("生成日期"),
        "p_renew": real("续保概率", "probability"),
        "worth_fen": fen("客户所得"),
        "cost_fen": fen("预计成本"),
        "premium_last_fen": fen("上年保费"),
        "premium_quote_fen": fen("续保报价"),
        "margin_fen": fen("续保边际贡献"),
    },
)

ANSWER = Sheet(
    "answer",
    "反馈",
    "one thing that happened to an offered policy",
    ("policy_no", "kind", "at"),
    {
        "policy_no": text("保单号"),
        "kind": text("类型（delivered/reached/no_answer/quoted/renewed/lost/complained）"),
        "at": moment("时间"),
        "staff_code": text("经办人工号", null=True),
        "premium_fen": fen("金额", null=True),
        "cost_fen": fen("实际成本", null=True),
        "detail": text("补充", null=True),
    },
)

EFFECT = Sheet(
    "effect",
    "效果",
    "difference between offer and control for one metric, with its interval",
    ("metric",),
    {
        "metric": text("指标"),
        "offer": real("活动组"),
        "control": real("对照组"),
        "difference": real("差值"),
        "low": real("区间下限"),
        "high": real("区间上限"),
        "level": real("置信水平"),
        "offer_units": count("活动组单位数"),
        "control_units": count("对照组单位数"),
        "verdict": text("结论"),
    },
)

RESULT = Sheet(
    "result",
    "结果",
    "a group of matured policies: due, renewed, premium, spend and margin kept",
    ("grouping", "group"),
    {
        "grouping": text("分组方式"),
        "group": text("组"),
        "due_count": count("应续件数"),
        "matured_count": count("已到期件数"),
        "renewed_count": count("已续件数"),
        "pending_count": count("待续件数"),
        "renewal_rate_units": real("件数续保率", null=True),
        "due_premium_fen": fen("应续保费"),
        "renewed_premium_fen": fen("已续保费"),
        "renewal_rate_premium": real("保费续保率", null=True),
        "spend_fen": fen("实际投入"),
        "margin_fen": fen("留存边际贡献"),
    },
)

TRUTH = Sheet(
    "truth",
    "真实响应",
    "what a policy's customer would truly do under every action (specimen worlds only)",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "expiry_date": day("到期日"),
        "logit_none": real("不做任何事的对数几率"),
        "lift_message": real("提醒的影响", "logit"),
        "lift_call": real("电话的影响", "logit"),
        "lift_worth": real("权益的影响（每 100% 保费）", "logit"),
        "lift_price": real("涨价的影响（每 100%）", "logit"),
        "p_complain_call": real("电话引发投诉的概率", "probability"),
        "p_answer": real("接听概率", "probability"),
        "draw": real("固定随机数（小于概率即续保）", "0-1"),
        "phone_true": flag("电话真实有效"),
        "p_none": real("不联系时续保概率", "probability"),
        "p_message": real("提醒后续保概率", "probability"),
        "p_call": real("电话后续保概率", "probability"),
        "p_call_worth_05": real("电话加 5% 权益", "probability"),
        "p_call_worth_10": real("电话加 10% 权益", "probability"),
        "p_call_worth_20": real("电话加 20% 权益", "probability"),
        "price_change": real("上列概率所含的保费变动", "ratio"),
        "vin": text("车架号", null=True),
        "customer_no": text("投保人客户号", null=True),
        "sales_channel": text("销售渠道", null=True),
        "staff_code": text("业务员工号", null=True),
    },
)

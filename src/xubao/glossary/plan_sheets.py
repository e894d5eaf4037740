"""Contracts of the plan: from what falls due to whom to call today."""

from xubao.glossary.sheets import Sheet, basis, count, day, fen, flag, real, text

DUE = Sheet(
    "due",
    "应续清单",
    "a policy in its renewal window (or a new customer's first month), with its owner",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "customer_type": text("客户类型（renewal/new）"),
        "line": text("险种"),
        "vin": text("车架号"),
        "customer_no": text("客户号"),
        "household_no": text("家庭或车队号（没有则为客户号）"),
        "branch_code": text("机构代码"),
        "start_date": day("起保日期"),
        "expiry_date": day("到期日"),
        "days_left": count("剩余天数", "days"),
        "band": text("到期区间"),
        "twin_policy_no": text("同车另一险种保单号", null=True),
        "twin_expiry_date": day("同车另一险种到期日", null=True),
        "owner_code": text("责任人工号"),
        "owner_reason": text("责任人来由"),
    },
)

FEATURES = Sheet(
    "features",
    "特征",
    "what is known of a policy on the scoring day; columns x_* declared by a heading map may follow",
    ("policy_no", "renewal_date"),
    {
        "policy_no": text("保单号"),
        "renewal_date": day("续保日（到期次日）"),
        "as_of": day("评分日"),
        "renewed": flag("是否续保（结果，仅训练）", null=True),
        "line": text("险种", null=True),
        "sales_channel": text("销售渠道", null=True),
        "use_class": text("使用性质", null=True),
        "fuel": text("能源种类", null=True),
        "brand": text("品牌", null=True),
        "region": text("省级地区", null=True),
        "premium_last_fen": fen("上年保费", null=True),
        "premium_offered_fen": fen("续保报价", null=True),
        "premium_change": real("保费变动率", "ratio", null=True),
        "claims_last_year": count("上年赔案数", null=True),
        "claims_3y": count("三年赔案数", null=True),
        "paid_last_year_fen": fen("上年赔款", null=True),
        "ncd_bp": basis("无赔款优待系数", null=True),
        "consecutive_years": real("连续续保年限", "years", null=True),
        "customer_age": real("客户年龄", "years", null=True),
        "vehicle_age": real("车龄", "years", null=True),
        "seats": count("核定载客", null=True),
        "price_fen": fen("新车购置价", null=True),
        "policies_of_customer": count("客户在保保单数", null=True),
        "household_size": count("家庭或车队车辆数", null=True),
        "effective_contacts_1y": count("一年内有效联系次数", null=True),
        "complaints_1y": count("一年内投诉数", null=True),
        "phone_valid": flag("手机号有效", null=True),
    },
)

LIKELIHOOD = Sheet(
    "likelihood",
    "续保概率",
    "chance to renew if nothing but the service notice is done, with its reasons",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "p_renew": real("续保概率", "probability"),
        "reason_1": text("主要原因一", null=True),
        "reason_2": text("主要原因二", null=True),
        "reason_3": text("主要原因三", null=True),
    },
)

QUOTE = Sheet(
    "quote",
    "报价",
    "the filed premium of the next term, stage by stage, and whether it keeps the band",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "line": text("险种"),
        "source": text("来源（core 核心系统 / estimate 估算）"),
        "base_premium_fen": fen("基准保费", null=True),
        "ncd_level": count("NCD等级", null=True),
        "ncd_bp": basis("无赔款优待系数", null=True),
        "traffic_bp": basis("交通违法系数", null=True),
        "autonomous_bp": basis("自主定价系数", null=True),
        "float_bp": basis("交强险浮动比率", null=True),
        "band_low_bp": basis("自主系数下限", null=True),
        "band_high_bp": basis("自主系数上限", null=True),
        "band_verdict": text("区间结论（inside/below/above/none）"),
        "premium_fen": fen("续保保费"),
        "premium_last_fen": fen("上年保费"),
        "change_fen": fen("保费变动"),
        "reason": text("说明"),
    },
)

PREMIUM_CHANGE = Sheet(
    "premium_change",
    "保费变动分解",
    "why the premium of the next term differs from the last: parts that add up to the change, to the fen",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "change_fen": fen("保费变动"),
        "ncd_fen": fen("出险与NCD系数"),
        "autonomous_fen": fen("自主定价系数"),
        "base_fen": fen("基准保费"),
        "traffic_fen": fen("交通违法系数"),
        "float_fen": fen("交强险浮动比率"),
        "rest_fen": fen("取整与核心系统差额"),
        "reason": text("说明"),
    },
)

ARM = Sheet(
    "arm",
    "分组",
    "offer or control of a policy: one stable draw per household",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "unit": text("抽签单位（家庭或车队）"),
        "bucket": count("桶（0–9999）"),
        "arm": text("组别"),
    },
)

FACT = Sheet(
    "fact",
    "权益要素",
    "what the tables of the terms may ask about a policy",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "customer_type": text("客户类型"),
        "line": text("险种"),
        "claims_last_year": count("上一年度出险次数"),
        "premium_last_fen": fen("上一年度保费"),
        "premium_quote_fen": fen("续保报价"),
        "renewal_years": count("连续续保年限"),
        "days_left": count("距到期天数"),
        "loyalty_tier": text("忠诚度等级（none/silver/gold/platinum）"),
        "value_tier": text("价值分层（high/middle/low）"),
        "vehicle_class": text("车型档次（economy/middle/premium）"),
        "use_class": text("使用性质", null=True),
        "seats": count("核定载客", null=True),
        "region": text("省级地区", null=True),
        "referred": flag("由老客户推荐"),
    },
)

BENEFIT = Sheet(
    "benefit",
    "权益",
    "one benefit of the terms for one policy: given or not, worth, cost and why",
    ("policy_no", "benefit_id"),
    {
        "policy_no": text("保单号"),
        "benefit_id": text("权益编号"),
        "kind": text("权益种类"),
        "budget_line": text("预算科目"),
        "eligible": flag("符合条件"),
        "rate_bp": basis("比例", null=True),
        "worth_fen": fen("客户所得"),
        "cost_fen": fen("预计成本"),
        "item": text("物品或服务", null=True),
        "pays": text("兑现方式"),
        "due_rule": text("兑现时限", null=True),
        "table_row": count("命中规则行", null=True),
        "reason": text("说明"),
    },
)

OPTION = Sheet(
    "option",
    "备选",
    "one option of the terms for one policy: what it would cost on each line and is expected to keep",
    ("policy_no", "option_id"),
    {
        "policy_no": text("保单号"),
        "option_id": text("选项"),
        "action": text("动作"),
        "p_renew": real("续保概率", "probability"),
        "worth_fen": fen("客户所得"),
        "value_fen": fen("期望多留存的边际贡献（已扣成本）"),
        "cost_discount_fen": fen("保费折扣"),
        "cost_rebate_fen": fen("保费返还"),
        "cost_service_pack_fen": fen("增值服务礼包"),
        "cost_gift_fen": fen("专属礼品"),
        "cost_referral_fen": fen("推荐有礼"),
        "cost_draw_fen": fen("互动抽奖"),
        "cost_promotion_fen": fen("宣传推广"),
        "cost_staff_fen": fen("人员费用"),
        "cost_other_fen": fen("其他费用"),
    },
)
"""Costs are expected ones: what is paid only on renewal is already multiplied by the chance to renew."""

COST_COLUMNS = tuple(name for name in OPTION.columns if name.startswith("cost_"))
"""The nine budget lines, in the order of plan 001."""

ALLOCATION = Sheet(
    "allocation",
    "分配",
    "the option chosen for a policy within the nine budget lines",
    ("policy_no",),
    {
        **OPTION.columns,
        "arm": text("组别"),
        "shadow_bp": basis("影子价格（每元预算的边际价值）"),
        "reason": text("说明"),
    },
)

BUDGET_USE = Sheet(
    "budget_use",
    "预算使用",
    "one budget line: what there is, what the plan uses, what the next yuan is worth",
    ("budget_line",),
    {
        "budget_line": text("预算科目"),
        "budget_fen": fen("预算"),
        "used_fen": fen("计划使用"),
        "shadow_bp": basis("影子价格"),
    },
)

CONTACT = Sheet(
    "contact",
    "工作清单",
    "for each due policy: owner and next action today, or the named reason why not",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "customer_no": text("客户号"),
        "vin": text("车架号"),
        "owner_code": text("责任人工号"),
        "band": text("到期区间"),
        "days_left": count("剩余天数", "days"),
        "action": text("下一步"),
        "contact_channel": text("渠道", null=True),
        "permitted": flag("允许联系"),
        "why_not": text("不联系的原因", null=True),
        "due_on": day("应办日期"),
        "rank": count("清单内序号", null=True),
        "priority_fen": fen("优先值（期望多留存的边际贡献）"),
        "reason": text("为什么是他"),
        "say": text("建议话术"),
    },
)

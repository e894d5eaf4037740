"""Refusals about offers."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = (
    RefusalKind(
        "offers.no_notice",
        "有 {count} 张保单缺少「到期服务提醒」选项，例如 {policy_no}",
        "{count} policies lack the notice option, for example {policy_no}",
        "备选表须由 make_options 生成，每张保单都含 notice 选项",
        "Make the options with make_options, which gives every policy the notice",
    ),
    RefusalKind(
        "offers.negative_cost",
        "保单 {policy_no} 在「{budget_line}」上的预计成本为负数",
        "Policy {policy_no} has a negative expected cost on the line {budget_line}",
        "加费不得冲抵预算，请将该成本记为 0",
        "A surcharge never refills a budget line: give 0 as its cost",
    ),
    RefusalKind(
        "offers.paid_notice",
        "有 {count} 张保单的「到期服务提醒」带有成本，例如 {policy_no}",
        "The notice of {count} policies carries a cost, for example {policy_no}",
        "到期服务提醒是对所有客户的服务，不占活动预算，请将成本记为 0",
        "The notice is owed to everybody and uses no campaign budget: give it no cost",
    ),
)

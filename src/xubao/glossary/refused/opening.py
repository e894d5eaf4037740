"""Refusals about opening a campaign: what is not proven, what is unlawful, who may lift what."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "campaigns.not_proven",
        "活动「{campaign}」的条款有 {count} 处问题：{faults}",
        "The terms of {campaign} have {count} faults: {faults}",
        "逐条修改条款后重新提交",
        "Mend each and submit the terms again",
    ),
    RefusalKind(
        "campaigns.unlawful",
        "活动「{campaign}」有 {count} 项权益不合规，不能启动：{findings}",
        "{campaign} cannot open: {count} benefits are unlawful: {findings}",
        "删除或改为合规的对应做法；规则允许时由合规岗登记法律依据",
        "Remove them or take the lawful counterpart; where the rule allows, compliance may record a basis",
        status=409,
    ),
    RefusalKind(
        "campaigns.basis_not_allowed",
        "权益 {benefit} 不能以「{kind}」为依据放行，允许的依据：{allowed}",
        "{benefit} cannot be lifted by {kind}; allowed: {allowed}",
        "改用允许的依据，或删除该权益",
        "Use an allowed basis or remove the benefit",
        status=409,
    ),
    RefusalKind(
        "campaigns.basis_empty",
        "权益 {benefit} 的依据编号为空",
        "The reference of the basis for {benefit} is empty",
        "填写备案编号或条款编号",
        "Enter the filing number or clause",
    ),
)

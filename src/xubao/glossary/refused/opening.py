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
        "campaigns.basis_empty",
        "权益 {benefit} 的依据编号为空",
        "The reference of the basis for {benefit} is empty",
        "填写备案编号或条款编号",
        "Enter the filing number or clause",
    ),
)

"""Refusals about contacts and the worklist."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "outreach.reason_missing",
        "{what}不能为空",
        "{what} may not be empty",
        "填写后重新提交",
        "Fill it in and submit again",
    ),
    RefusalKind(
        "outreach.cannot_receive",
        "{name}（{role}）不能接手这张保单",
        "{name} ({role}) cannot take this policy",
        "选择本机构的续保专员、客服或机构负责人",
        "Choose a renewal specialist, service agent or manager of the branch",
    ),
    RefusalKind(
        "outreach.not_permitted",
        "现在不能给该客户打营销电话：{reason}",
        "This customer may not be called now: {reason}",
        "按清单提示的渠道或日期联系；客户来电请选「呼入」登记",
        "Use the channel or day the list names; record an inbound call as inbound",
        status=409,
    ),
    RefusalKind(
        "desk.unknown_word",
        "「{value}」不是可选的{what}，可选：{allowed}",
        "{value} is not a known {what}; choose one of {allowed}",
        "从列表中选择",
        "Choose from the list",
    ),
    RefusalKind(
        "outreach.note_too_long",
        "备注有 {length} 个字，最多 {most} 个字",
        "The note has {length} characters, at most {most} are kept",
        "缩短后重新提交",
        "Shorten it and submit again",
    ),
)

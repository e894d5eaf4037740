"""Refusals about who is asking, and in which order steps may be taken."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "access.not_allowed",
        "{role}不能执行「{step}」",
        "A {role_en} may not take the step {right}",
        "请由有此权限的岗位办理，或向管理员申请",
        "Ask somebody whose role may, or the administrator",
        status=403,
        exit_code=3,
    ),
    RefusalKind(
        "access.other_branch",
        "{what}属于 {branch}，不在您的机构范围内",
        "{what} belongs to {branch}, outside your branch",
        "请联系该机构办理",
        "Ask that branch",
        status=403,
        exit_code=3,
    ),
    RefusalKind(
        "access.not_found",
        "找不到{what} {key}",
        "There is no {what} {key}",
        "核对编号后重试",
        "Check the number and try again",
        status=404,
        exit_code=4,
    ),
    RefusalKind(
        "step.out_of_order",
        "{what}目前为「{found}」，须为「{asked}」才能办理此步骤",
        "{what} is {found} but must be {asked} for this step",
        "先完成前一步骤，或刷新后重试",
        "Take the earlier step first, or refresh and try again",
        status=409,
    ),
    RefusalKind(
        "step.changed_meanwhile",
        "{what}刚刚被他人修改",
        "{what} was changed by somebody else just now",
        "刷新页面查看最新内容后重试",
        "Refresh to see what is there now and try again",
        status=409,
    ),
)

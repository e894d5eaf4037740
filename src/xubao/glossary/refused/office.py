"""Refusals about people and logins."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "office.weak_password",
        "密码不够安全：{why}",
        "The password is too weak: {why}",
        "换一个更长、不常见的密码",
        "Choose a longer, less common one",
    ),
)

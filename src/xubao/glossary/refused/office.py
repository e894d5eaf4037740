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
    RefusalKind(
        "office.wrong_key",
        "个人信息是用另一把密钥封存的，当前的 field.key（或 XUBAO_FIELD_KEY）打不开",
        "Personal data were sealed with another key than this field.key (or XUBAO_FIELD_KEY)",
        "把备份中与数据库同一天的 field.key 放回数据目录后重试",
        "Put the field.key that was kept with this database back and try again",
        status=500,
        exit_code=5,
    ),
)

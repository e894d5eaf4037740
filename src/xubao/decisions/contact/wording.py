"""What should be said first, lawfully and naturally?"""

import polars as pl

from xubao.decisions.contact.permission import ContactRules
from xubao.glossary.words import Action, CustomerKind, Line, WhyNot

FORBIDDEN = (
    "最低", "最高", "最优", "最好", "最佳", "最便宜", "第一", "唯一", "国家级", "顶级", "独家", "绝对", "保证赔",
    "全赔", "返现", "返还", "回扣", "赠送", "送礼", "红包", "抽奖", "免费", "打折", "限时抢", "停售", "涨价前",
)  # fmt: skip
"""Words that no opening may hold: superlatives (广告法 9), and benefits outside the contract (保险法 116, 131)."""


def forbidden_words(text: str) -> list[str]:
    """Return the forbidden words that a text holds."""
    return [word for word in FORBIDDEN if word in text]


def say_expr(rules: ContactRules) -> pl.Expr:
    """Return the suggested opening for rows with action, why_not, due_on and the facts of `with_facts`."""
    says = {
        Action.CALL: _call(rules),
        Action.CALLBACK: _callback(rules),
        Action.MESSAGE: _message(rules),
        Action.NOTICE: _notice(rules),
        Action.FIX_PHONE: pl.lit("请先向出单网点、经办人或理赔记录核实客户电话，更新资料后再联系。"),
        Action.WAIT: pl.format("{}起可以联系，之前请核对客户资料、车辆信息和联系方式。", _month_day("due_on")),
        Action.NONE: _silence(),
    }
    text = pl.lit("")
    for action, words in says.items():
        text = pl.when(pl.col("action") == action.value).then(words).otherwise(text)
    return text


def with_facts(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `salutation`, `cover`, `caller` and `until` from name, kind, gender, plate, brand, model, line, staff."""
    person = pl.col("customer_kind").fill_null(CustomerKind.PERSON.value) == CustomerKind.PERSON.value
    title = pl.col("gender").replace_strict({"男": "先生", "女": "女士", "M": "先生", "F": "女士"}, default="客户")
    name = pl.col("customer_name").fill_null("")
    plate = pl.col("plate_no").fill_null("")
    car = pl.concat_str(pl.col("brand").fill_null(""), pl.col("model").fill_null(""))
    vehicle = pl.when(plate != "").then(plate).when(car != "").then(car).otherwise(pl.lit("车辆"))
    lines = {line.value: line.zh for line in Line}
    return rows.with_columns(
        salutation=pl.when(person & (name != ""))
        .then(name + title)
        .when(name != "")
        .then(name)
        .otherwise(pl.lit("客户")),
        cover=vehicle + pl.col("line").replace_strict(lines, default="车险", return_dtype=pl.String),
        caller=_caller(),
        until=_until(),
    )


def _caller() -> pl.Expr:
    """Return name and licence number of who speaks (保险销售行为管理办法 24)."""
    licence = pl.coalesce(pl.format("执业证件编号{}", pl.col("license_no")), pl.lit("执业证件编号【请据实报出】"))
    name = pl.col("staff_name").fill_null("续保专员【请报姓名】")
    return pl.format("{}，{}", name, licence)


def _until() -> pl.Expr:
    """Return when the cover ends or ended, and how many days that is from today."""
    days, day = pl.col("days_left"), _month_day("expiry_date")
    return (
        pl.when(days > 0)
        .then(pl.format("将于{}到期，还有{}天", day, days))
        .when(days == 0)
        .then(pl.format("今天（{}）到期", day))
        .otherwise(pl.format("已于{}到期，至今{}天", day, -days))
    )


def _month_day(name: str) -> pl.Expr:
    return pl.format("{}月{}日", pl.col(name).dt.month(), pl.col(name).dt.day())


def _call(rules: ContactRules) -> pl.Expr:
    premium = pl.format("去年这张保单的保费是{}元。", _yuan("premium_last_fen"))
    ask = (
        pl.when(pl.col("days_left") < 0)
        .then(pl.lit("想提醒您脱保期间上路没有保障，也想了解您目前的投保情况，方便说两分钟吗？"))
        .otherwise(pl.lit("想跟您核对一下车辆和保障需求，再把今年的续保报价讲清楚，方便说两分钟吗？"))
    )
    return pl.format(
        "您好，请问是{}吗？我是{}的{}。您的{}{}。{}{}如果您不希望再接到这类电话，请告诉我，我马上登记。",
        pl.col("salutation"),
        pl.lit(rules.insurer_name),
        pl.col("caller"),
        pl.col("cover"),
        pl.col("until"),
        premium.fill_null(""),
        ask,
    )


def _callback(rules: ContactRules) -> pl.Expr:
    return pl.format(
        "您好，请问是{}吗？我是{}的{}。您的{}已经生效，今天做个新客户回访：保单和条款您收到了吗，保障内容有没有不清楚的地方？",
        pl.col("salutation"),
        pl.lit(rules.insurer_name),
        pl.col("caller"),
        pl.col("cover"),
    )


def _message(rules: ContactRules) -> pl.Expr:
    return pl.format(
        "【{}】{}您好，您的{}{}。续保报价和保障建议已为您备好，如需了解请回复1，由专员与您联系。拒收请回复R",
        pl.lit(rules.insurer_name),
        pl.col("salutation"),
        pl.col("cover"),
        pl.col("until"),
    )


def _notice(rules: ContactRules) -> pl.Expr:
    ending = (
        pl.when(pl.col("days_left") < 0)
        .then(pl.lit("目前已无保障，上路前请先办理投保。"))
        .otherwise(pl.lit("请留意保障期限，避免脱保。"))
    )
    return pl.format(
        "【{}】{}您好，您的{}{}，{}",
        pl.lit(rules.insurer_name),
        pl.col("salutation"),
        pl.col("cover"),
        pl.col("until"),
        ending,
    )


def _silence() -> pl.Expr:
    lead = pl.format("本保单随{}一并沟通，请在同一通电话里说明。", pl.col("lead_policy_no"))
    words = {
        WhyNot.RENEWED.value: "客户已续保，请核对新保单后结案。",
        WhyNot.LOST.value: "客户已明确不续保，本期不再联系，请登记去向。",
    }
    other = pl.col("why_not").replace_strict(
        words, default="目前不宜联系，请勿致电或发送信息。", return_dtype=pl.String
    )
    return pl.when(pl.col("why_not") == WhyNot.TWIN.value).then(lead).otherwise(other)


def _yuan(name: str) -> pl.Expr:
    fen = pl.col(name)
    return pl.format("{}.{}", fen // 100, (fen % 100).cast(pl.String).str.zfill(2))

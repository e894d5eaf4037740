"""Contracts of the book: what an insurer's extracts become once read and checked."""

from dataclasses import dataclass, fields

import polars as pl

from xubao.glossary.sheets import Sheet, basis, count, day, fen, flag, moment, real, text

POLICY = Sheet(
    "policy",
    "保单",
    "a one-year term of one line of cover of one vehicle",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "line": text("险种"),
        "vin": text("车架号"),
        "customer_no": text("投保人客户号"),
        "branch_code": text("机构代码"),
        "staff_code": text("业务员工号", null=True),
        "sales_channel": text("销售渠道"),
        "start_date": day("起保日期"),
        "expiry_date": day("到期日"),
        "signed_on": day("签单日期", null=True),
        "premium_fen": fen("保费（不含车船税）"),
        "tax_fen": fen("代收车船税", null=True),
        "base_premium_fen": fen("基准保费", null=True),
        "ncd_bp": basis("无赔款优待系数", null=True),
        "traffic_bp": basis("交通违法系数", null=True),
        "autonomous_bp": basis("自主定价系数", null=True),
        "cover": text("险别组合", null=True),
        "third_party_limit_fen": fen("三者险限额", null=True),
        "previous_policy_no": text("上年保单号", null=True),
        "previous_insurer": text("上年承保公司", null=True),
        "cancelled_on": day("退保日期", null=True),
        "renewed": flag("是否续保（续保清单所载结果）", null=True),
        "offered_premium_fen": fen("核心系统续保报价", null=True),
        "consecutive_years": count("连续续保年限", "years", null=True),
        "claims_last_year": count("上年赔案数", null=True),
    },
)

CUSTOMER = Sheet(
    "customer",
    "客户",
    "a person or company",
    ("customer_no",),
    {
        "customer_no": text("客户号"),
        "kind": text("客户类型"),
        "name": text("姓名或名称"),
        "id_no": text("证件号码", null=True),
        "phone": text("手机号", null=True),
        "phone_valid": flag("手机号是否有效", null=True),
        "birthday": day("出生日期", null=True),
        "gender": text("性别", null=True),
        "address": text("地址", null=True),
        "household_no": text("家庭或车队号", null=True),
        "personalised": flag("接受个性化推荐", null=True),
        "verified_on": day("资料核实日期", null=True),
    },
)

VEHICLE = Sheet(
    "vehicle",
    "车辆",
    "a vehicle",
    ("vin",),
    {
        "vin": text("车架号"),
        "plate_no": text("号牌号码", null=True),
        "region": text("省级地区", null=True),
        "kind": text("车辆种类"),
        "use_class": text("使用性质"),
        "seats": count("核定载客", null=True),
        "tonnage_kg": count("核定载质量", "kg", null=True),
        "brand": text("品牌", null=True),
        "model": text("车型", null=True),
        "fuel": text("能源种类", null=True),
        "registered_on": day("初登日期", null=True),
        "price_fen": fen("新车购置价", null=True),
    },
)

CLAIM = Sheet(
    "claim",
    "赔案",
    "a claim on a policy",
    ("claim_no",),
    {
        "claim_no": text("赔案号"),
        "policy_no": text("保单号"),
        "occurred_on": day("出险日期"),
        "reported_on": day("报案日期", null=True),
        "closed_on": day("结案日期", null=True),
        "paid_fen": fen("赔款", null=True),
        "at_fault": flag("是否有责", null=True),
        "fatal": flag("是否有责任死亡事故", null=True),
        "satisfaction": count("理赔满意度（1–5）", null=True),
    },
)

CONTACT_HISTORY = Sheet(
    "contact_history",
    "联系记录",
    "one contact with a customer",
    ("contact_no",),
    {
        "contact_no": text("联系编号"),
        "customer_no": text("客户号"),
        "policy_no": text("保单号", null=True),
        "at": moment("时间"),
        "contact_channel": text("渠道"),
        "direction": text("方向"),
        "outcome": text("结果"),
        "staff_code": text("经办人工号", null=True),
        "note": text("备注", null=True),
    },
)

CONSENT = Sheet(
    "consent",
    "授权",
    "one answer of a customer to one purpose on one channel",
    ("customer_no", "purpose", "contact_channel", "on"),
    {
        "customer_no": text("客户号"),
        "purpose": text("目的（marketing/service）"),
        "contact_channel": text("渠道"),
        "given": flag("同意"),
        "on": day("日期"),
        "evidence": text("凭证", null=True),
    },
)

COMPLAINT = Sheet(
    "complaint",
    "投诉",
    "a complaint",
    ("complaint_no",),
    {
        "complaint_no": text("投诉编号"),
        "customer_no": text("客户号"),
        "received_on": day("受理日期"),
        "category": text("类别"),
        "closed_on": day("办结日期", null=True),
    },
)

BRANCH = Sheet(
    "branch",
    "机构",
    "an office",
    ("branch_code",),
    {
        "branch_code": text("机构代码"),
        "name": text("机构名称"),
        "level": text("级别"),
        "parent_code": text("上级机构", null=True),
        "region": text("省级地区", null=True),
    },
)

STAFF = Sheet(
    "staff",
    "人员",
    "a person who works customers",
    ("staff_code",),
    {
        "staff_code": text("工号"),
        "name": text("姓名"),
        "role": text("岗位"),
        "branch_code": text("机构代码"),
        "license_no": text("执业证件编号", null=True),
        "active": flag("在岗"),
        "daily_calls": count("每日外呼名额", null=True),
    },
)

FEATURE_TABLE = Sheet(
    "extra_feature",
    "补充特征",
    "a value of a column we do not know, declared as a feature in the heading map",
    ("policy_no", "name"),
    {
        "policy_no": text("保单号"),
        "name": text("特征名"),
        "number": real("数值", null=True),
        "category": text("类别", null=True),
    },
)

BOOK_ROW = Sheet(
    "book",
    "导入结果",
    "a row of the sender's file, kept or refused",
    ("source", "table", "line_no"),
    {
        "table": text("表"),
        "source": text("文件"),
        "line_no": count("行号"),
        "key": text("主键", null=True),
        "kept": flag("已接收"),
        "column": text("列", null=True),
        "value": text("值", null=True),
        "code": text("原因代码", null=True),
        "reason": text("原因", null=True),
        "remedy": text("处理办法", null=True),
    },
)


@dataclass(frozen=True)
class Book:
    """The whole book as sheets; every frame keeps its contract above."""

    policies: pl.DataFrame
    customers: pl.DataFrame
    vehicles: pl.DataFrame
    claims: pl.DataFrame
    contacts: pl.DataFrame
    consents: pl.DataFrame
    complaints: pl.DataFrame
    branches: pl.DataFrame
    staff: pl.DataFrame
    extras: pl.DataFrame

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return table name to frame."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


BOOK_SHEETS: dict[str, Sheet] = {
    "policies": POLICY,
    "customers": CUSTOMER,
    "vehicles": VEHICLE,
    "claims": CLAIM,
    "contacts": CONTACT_HISTORY,
    "consents": CONSENT,
    "complaints": COMPLAINT,
    "branches": BRANCH,
    "staff": STAFF,
    "extras": FEATURE_TABLE,
}
"""The contract of each frame of a Book."""


def empty_book() -> Book:
    """Return a book with no rows."""
    return Book(**{name: sheet.empty() for name, sheet in BOOK_SHEETS.items()})

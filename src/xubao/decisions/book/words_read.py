"""Which word of our closed lists does a sender's word mean?"""

from collections.abc import Mapping

import polars as pl

from xubao.decisions.book.cells import as_text, narrow
from xubao.decisions.book.known_headings import FLAT
from xubao.glossary.refusals import Refusal
from xubao.glossary.vehicles import Fuel, UseClass, VehicleKind
from xubao.glossary.words import (
    BranchLevel,
    ContactChannel,
    ContactOutcome,
    CustomerKind,
    Direction,
    Line,
    Role,
    SalesChannel,
    Word,
)

WORD_COLUMNS: Mapping[tuple[str, str], type[Word]] = {
    ("policies", "line"): Line,
    ("policies", "sales_channel"): SalesChannel,
    ("customers", "kind"): CustomerKind,
    ("vehicles", "kind"): VehicleKind,
    ("vehicles", "use_class"): UseClass,
    ("vehicles", "fuel"): Fuel,
    ("contacts", "contact_channel"): ContactChannel,
    ("contacts", "direction"): Direction,
    ("contacts", "outcome"): ContactOutcome,
    ("consents", "contact_channel"): ContactChannel,
    ("branches", "level"): BranchLevel,
    ("staff", "role"): Role,
    (FLAT, "line"): Line,
    (FLAT, "sales_channel"): SalesChannel,
    (FLAT, "customer_kind"): CustomerKind,
    (FLAT, "vehicle_kind"): VehicleKind,
    (FLAT, "use_class"): UseClass,
    (FLAT, "fuel"): Fuel,
}
"""Columns that hold words of a closed list."""

_EVERYDAY: Mapping[type[Word], Mapping[Word, str]] = {
    Line: {
        Line.COMMERCIAL: "商业 商业车险 商业保险 机动车商业保险 机动车综合商业保险 商 商业险保单 商车险 车损险 主险",
        Line.COMPULSORY: "交强 强制险 交强保险 机动车交通事故责任强制保险 交通事故责任强制保险 交 强制保险",
    },
    SalesChannel: {
        SalesChannel.DIRECT: "直接业务 直销业务 柜面 门店 个人直销 直拓 综拓 员工直销",
        SalesChannel.TELESALES: "电话销售 电网销 电话 电销业务 电话中心",
        SalesChannel.ONLINE: "网销 网上 app 微信 互联网 小程序 网络销售 官网",
        SalesChannel.AGENT: "个代 个人代理 代理 专业代理 兼业代理 保险代理 营销员 个险 代理业务 专代",
        SalesChannel.BROKER: "经纪业务 经纪公司 保险经纪 经代",
        SalesChannel.DEALER: "4s店 4s 车行 汽修厂 经销商 车商渠道 修理厂",
    },
    CustomerKind: {
        CustomerKind.PERSON: "自然人 个人客户 个 私人",
        CustomerKind.COMPANY: "企业 公司 法人 团体 机构 非自然人 企业客户 团体客户 单位客户 机关",
    },
    VehicleKind: {
        VehicleKind.CAR: "轿车 小型轿车 小型客车 乘用车 小客车 大型客车 中型客车 小型汽车 越野车 suv "
        "9座以下客车 6座以下客车 面包车",
        VehicleKind.TRUCK: "载货汽车 轻型货车 重型货车 中型货车 微型货车 皮卡 牵引车 自卸车 低速载货汽车",
        VehicleKind.SPECIAL: "特种车辆 专项作业车 特种 专用车 拖拉机",
        VehicleKind.MOTORCYCLE: "摩托 两轮摩托车 普通摩托车 轻便摩托车 电动摩托车",
        VehicleKind.TRAILER: "半挂车 全挂车 挂",
    },
    UseClass: {
        UseClass.FAMILY: "家庭自用车 家庭自用汽车 家用 私家车 家庭自用客车 非营业个人 非营运 个人非营运 自用",
        UseClass.COMPANY: "企业非营业 企业自用 企业非营运客车 非营业企业 企业 企业非营业客车",
        UseClass.GOVERNMENT: "机关非营业 党政机关 机关 非营业机关 机关非营业客车 党政机关、事业团体",
        UseClass.RENTAL: "出租 租赁 出租车 网约车 预约出租客运 营业出租租赁 营业出租",
        UseClass.CITY_BUS: "公交 公交车 营业城市公交",
        UseClass.COACH: "客运 长途客运 营业公路客运 旅游客运",
        UseClass.PRIVATE_TRUCK: "非营运货车 自用货车",
        UseClass.OPERATING_TRUCK: "营运货车 货运 营业性货车 营运 营业货运",
    },
    Fuel: {
        Fuel.PETROL: "燃油 汽 gasoline a",
        Fuel.DIESEL: "柴 b",
        Fuel.BEV: "电动 纯电 电 新能源 ev 纯电动汽车 c",
        Fuel.PHEV: "插混 插电混合 插电式混合动力 增程 增程式 插电式混动 混动 o",
    },
    ContactChannel: {
        ContactChannel.CALL: "电话 呼叫 电联 语音 外呼 phone",
        ContactChannel.SMS: "手机短信 信息",
        ContactChannel.WECHAT: "企业微信 企微 公众号",
        ContactChannel.VISIT: "面访 面谈 拜访 柜面",
        ContactChannel.EMAIL: "电子邮件 邮箱 email",
    },
    ContactOutcome: {
        ContactOutcome.REACHED: "接通 已接通 已联系 已沟通 考虑中 有效沟通",
        ContactOutcome.PROMISED: "有意向 同意续保 承诺续保 预约",
        ContactOutcome.QUOTED: "报价 已发报价",
        ContactOutcome.RENEWED: "续保成功 成交 已出单 已续",
        ContactOutcome.REFUSED: "拒绝 客户拒绝 不续保 无意向",
        ContactOutcome.SOLD_CAR: "车已卖 已卖车 过户 车辆已卖 车辆过户",
        ContactOutcome.INSURED_ELSEWHERE: "他司已保 已在他司续保 已投保 他司投保 转保",
        ContactOutcome.DO_NOT_CALL: "勿扰 不要再打 拒绝来电 谢绝",
        ContactOutcome.NO_ANSWER: "未接 未接通 无人接 占线 忙音 挂断",
        ContactOutcome.POWERED_OFF: "关机 停机 不在服务区",
        ContactOutcome.WRONG_NUMBER: "错号 空号 号码错误 非本人",
        ContactOutcome.DELIVERED: "送达 发送成功 成功",
    },
    Direction: {Direction.OUT: "外呼 去电 主叫 呼出电话", Direction.IN: "来电 被叫 呼入电话"},
    BranchLevel: {
        BranchLevel.HEAD_OFFICE: "总部",
        BranchLevel.BRANCH: "省公司 省级分公司 省分公司",
        BranchLevel.CENTRAL_SUBBRANCH: "中支 中支公司 市公司 地市公司",
        BranchLevel.SUBBRANCH: "四级机构 营业部 营销服务部 县支公司 县公司",
    },
    Role: {
        Role.RENEWAL_SPECIALIST: "续保岗 电销坐席 坐席 业务员 客户经理 续保员",
        Role.SERVICE_AGENT: "客服专员 客服岗 客服人员",
        Role.CLAIMS_HANDLER: "理赔岗 查勘员 定损员",
        Role.BRANCH_MANAGER: "机构经理 支公司经理 团队长 负责人 机构总",
        Role.ANALYST: "分析师 数据岗",
        Role.FINANCE: "财务岗 会计",
    },
}


PURPOSES: Mapping[str, str] = {
    **dict.fromkeys(("marketing", "营销", "营销推广", "商业营销", "推广", "促销", "续保营销"), "marketing"),
    **dict.fromkeys(("service", "服务", "客户服务", "服务提醒", "保单服务"), "service"),
}
"""Why somebody may be spoken to, by every way of writing it that is known."""


def known_words(kind: type[Word]) -> dict[str, str]:
    """Return our word by every way of writing it that is known (lower case)."""
    found: dict[str, str] = {}
    for word in kind:
        everyday = _EVERYDAY.get(kind, {}).get(word, "").split()
        for theirs in (word.value, word.zh, word.en, *everyday):
            found.setdefault(theirs.lower(), word.value)
    return found


def as_word(cells: pl.Series, column: str, *, table: str, own: Mapping[str, str]) -> pl.Series:
    """Return our words for a sender's; `own` are those of the heading map. Null where a word is not known.

    A column without a closed list is returned as text, with the words of the map replaced. Raises Refusal
    book.map_wrong_value where the map leads to a word that the list does not have.
    """
    text = as_text(cells)
    known = _words_of(table, column)
    if known is None:
        return text.replace(dict(own)) if own else text
    wrong = next((ours for ours in own.values() if ours not in known.values()), None)
    if wrong is not None:
        allowed = "、".join(sorted(set(known.values())))
        raise Refusal("book.map_wrong_value", key=f"values.{column}", value=wrong, asked=allowed)
    known |= {theirs.lower(): ours for theirs, ours in own.items()}
    distinct = text.unique().drop_nulls()
    read = narrow(distinct).str.to_lowercase().str.replace_all(r"\s", "")
    table_of = read.replace_strict(known, default=None, return_dtype=pl.String)
    return text.replace_strict(distinct, table_of, default=None, return_dtype=pl.String)


def _words_of(table: str, column: str) -> dict[str, str] | None:
    """Return our word by every known way of writing it, None for a column without a closed list."""
    if column == "purpose":
        return dict(PURPOSES)
    kind = WORD_COLUMNS.get((table, column))
    return known_words(kind) if kind else None

"""Which headings and file names of an insurer's extracts are known without a heading map?"""

from collections.abc import Mapping

FLAT = "renewal_list"
"""A flat 续保清单: one row per policy term, with customer and vehicle beside it."""

FILE_WORDS: tuple[tuple[str, str], ...] = (
    (FLAT, "续保清单|应续|续保名单|续保台账|renewal|events"),
    ("contacts", "联系|回访|通话|跟进|contact|call"),
    ("consents", "授权|同意|consent"),
    ("complaints", "投诉|complaint"),
    ("claims", "赔案|理赔|出险|claim"),
    ("branches", "机构|网点|branch"),
    ("staff", "人员|员工|业务员|坐席|staff"),
    ("vehicles", "车辆|vehicle"),
    ("customers", "客户|投保人|customer"),
    ("extras", "补充特征|extra"),
    ("policies", "保单|承保|policy|policies"),
)
"""Table and the words of a file name that tell it, first match wins."""

_POLICY = {
    "policy_no": "保单号 保单号码 保险单号 保险单号码 保单编号 商业险保单号 交强险保单号 policyno",
    "line": "险种 险种名称 险类 险种类别 保险种类 产品类别 交商标志 业务险种",
    "vin": "车架号 车架号码 vin vin码 车辆识别代号 车辆识别码 车辆识别代码 车辆识别代号/车架号 车架号/vin",
    "customer_no": "客户号 客户编号 客户代码 客户id 投保人客户号 投保人编号 投保人代码",
    "branch_code": "机构代码 机构编码 机构号 归属机构 归属机构代码 承保机构 出单机构 出单机构代码 支公司代码 所属机构",
    "staff_code": "业务员工号 业务员代码 工号 经办人工号 经办人代码 续保专员工号 归属业务员 业务员 坐席工号 责任人工号",
    "sales_channel": "销售渠道 渠道 业务渠道 渠道类型 业务来源 销售渠道名称 渠道名称",
    "start_date": "起保日期 起保日 起保时间 保险起期 保险起始日期 起始日期 生效日期 保单起期 保险期间起",
    "expiry_date": "到期日 到期日期 终保日期 终保日 终保时间 保险止期 保险终止日期 终止日期 保单止期 "
    "保单到期日 保险到期日 到期时间 保险期间止 失效日期",
    "signed_on": "签单日期 签单日 签单时间 出单日期 承保日期",
    "premium_fen": "保费 实收保费 签单保费 保险费 保费合计 总保费 含税保费 上年保费 去年保费 上期保费 上年签单保费 "
    "上一年度保费 保费(不含车船税) premium_last premium_last_fen premium",
    "tax_fen": "车船税 代收车船税 车船使用税",
    "base_premium_fen": "基准保费 标准保费",
    "ncd_bp": "ncd系数 ncd 无赔款优待系数 无赔款优待 无赔优系数 无赔系数",
    "traffic_bp": "交通违法系数 违法系数 交通违法浮动系数",
    "autonomous_bp": "自主定价系数 自主系数 自主核保系数 定价系数",
    "cover": "险别组合 险别 承保险别 投保险别 险种组合 承保方案",
    "third_party_limit_fen": "三者险限额 三者限额 三者保额 第三者责任险限额 三者险保额 第三者责任保险限额",
    "previous_policy_no": "上年保单号 上年保单号码 原保单号 上期保单号 去年保单号 被续保保单号",
    "previous_insurer": "上年承保公司 上年保险公司 原承保公司 原保险公司 去年承保公司 转入公司",
    "cancelled_on": "退保日期 退保日 退保时间 注销日期 终止保险日期",
    "renewed": "是否续保 是否已续保 续保标志 续保结果 续保状态 已续保 续保情况",
    "offered_premium_fen": "续保报价 核心系统续保报价 续保保费 报价保费 今年报价 续保报价保费 预估保费 应续报价 "
    "premium_offered premium_offered_fen",
    "consecutive_years": "连续续保年限 续保年限 连续投保年限 连续承保年限 续保次数 tenure_years",
    "claims_last_year": "上年赔案数 上年出险次数 出险次数 去年出险次数 上年出险 上一年度出险次数 上年理赔次数",
}
_CUSTOMER = {
    "customer_no": "客户号 客户编号 客户代码 客户id 投保人客户号",
    "kind": "客户类型 客户类别 客户性质 客户种类",
    "name": "姓名或名称 姓名 客户姓名 客户名称 名称 投保人 投保人姓名 投保人名称 车主 车主姓名 被保险人 被保险人姓名",
    "id_no": "证件号码 证件号 身份证号 身份证号码 身份证 投保人证件号 投保人证件号码 统一社会信用代码 组织机构代码",
    "phone": "手机号 手机号码 手机 联系电话 联系方式 电话 移动电话 电话号码 投保人电话 投保人手机 "
    "投保人手机号 投保人联系电话 车主电话",
    "phone_valid": "手机号是否有效 电话是否有效 号码有效",
    "birthday": "出生日期 生日 出生年月日",
    "gender": "性别",
    "address": "地址 联系地址 通讯地址 通信地址 家庭住址 住址 投保人地址",
    "household_no": "家庭或车队号 家庭号 家庭编号 车队号 车队编号 户号 团车编号",
    "personalised": "接受个性化推荐 个性化推荐 是否接受个性化推荐",
    "verified_on": "资料核实日期 核实日期 信息核实日期",
}
_VEHICLE = {
    "vin": _POLICY["vin"],
    "plate_no": "号牌号码 车牌号 车牌 车牌号码 号牌 车号",
    "region": "省级地区 省份 地区 省 归属省份 承保地区",
    "kind": "车辆种类 车种 车辆类型 车型种类 号牌种类",
    "use_class": "使用性质 车辆使用性质 营运性质",
    "seats": "核定载客 核定载客数 核定载客人数 座位数 核定座位数 座位",
    "tonnage_kg": "核定载质量 核定载重 吨位 载质量 吨位数",
    "brand": "品牌 车辆品牌 厂牌",
    "model": "车型 车型名称 厂牌型号 品牌型号 车辆型号 车系",
    "fuel": "能源种类 燃料种类 能源类型 燃料类型 燃油类型 动力类型",
    "registered_on": "初登日期 初次登记日期 注册日期 登记日期 初登日 车辆初登日期 初次登记年月",
    "price_fen": "新车购置价 购置价 新车价 车价",
}
KNOWN_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "policies": _POLICY,
    "customers": _CUSTOMER,
    "vehicles": _VEHICLE,
    "claims": {
        "claim_no": "赔案号 赔案编号 案件号 立案号 报案号 理赔号",
        "policy_no": _POLICY["policy_no"],
        "occurred_on": "出险日期 出险时间 出险日 事故日期",
        "reported_on": "报案日期 报案时间",
        "closed_on": "结案日期 结案时间",
        "paid_fen": "赔款 赔付金额 赔款金额 已决赔款 结案金额 实赔金额 赔付款",
        "fatal": "是否有责死亡 有责死亡 是否死亡事故 死亡事故 是否有责任死亡事故",
        "at_fault": "是否有责 有责 责任标志",
        "satisfaction": "理赔满意度(1–5) 理赔满意度 满意度 客户评分",
    },
    "contacts": {
        "contact_no": "联系编号 记录编号 流水号 通话编号 回访编号 编号",
        "customer_no": _CUSTOMER["customer_no"],
        "policy_no": _POLICY["policy_no"],
        "at": "时间 联系时间 通话时间 拨打时间 回访时间 日期 联系日期",
        "contact_channel": "渠道 联系渠道 联系方式 触达渠道",
        "direction": "方向 呼叫方向 呼入呼出",
        "outcome": "结果 联系结果 通话结果 跟进结果 回访结果",
        "staff_code": _POLICY["staff_code"],
        "note": "备注 说明 联系内容 通话小结",
    },
    "consents": {
        "customer_no": _CUSTOMER["customer_no"],
        "purpose": "目的 用途 授权目的 授权用途 目的(marketing/service)",
        "contact_channel": "渠道 授权渠道 联系渠道",
        "given": "同意 是否同意 是否授权 授权状态 授权",
        "on": "日期 授权日期 同意日期 登记日期",
        "evidence": "凭证 授权凭证 来源 证据",
    },
    "complaints": {
        "complaint_no": "投诉编号 投诉单号 投诉件号 工单号",
        "customer_no": _CUSTOMER["customer_no"],
        "received_on": "受理日期 投诉日期 登记日期 接收日期",
        "category": "类别 投诉类别 投诉类型 投诉原因",
        "closed_on": "办结日期 结案日期 处理完成日期",
    },
    "branches": {
        "branch_code": _POLICY["branch_code"],
        "name": "机构名称 名称 机构简称",
        "level": "级别 机构级别 机构层级 层级",
        "parent_code": "上级机构 上级机构代码 上级代码 父机构代码",
        "region": "省级地区 省份 地区 省",
    },
    "staff": {
        "staff_code": "工号 业务员工号 业务员代码 员工编号 人员代码 坐席工号",
        "name": "姓名 员工姓名 业务员姓名 人员姓名",
        "role": "岗位 职务 角色 岗位名称",
        "branch_code": _POLICY["branch_code"],
        "license_no": "执业证件编号 执业证号 执业证编号 展业证号",
        "active": "在岗 是否在岗 在职 是否在职 在职状态 状态",
        "daily_calls": "每日外呼名额 日外呼名额 外呼名额 每日拨打上限",
    },
    "extras": {"policy_no": _POLICY["policy_no"], "name": "特征名 特征", "number": "数值", "category": "类别"},
    FLAT: {
        **_POLICY,
        **{name: words for name, words in _VEHICLE.items() if name != "kind"},
        **{name: words for name, words in _CUSTOMER.items() if name not in ("kind", "name", "phone_valid")},
        "vehicle_kind": _VEHICLE["kind"],
        "customer_kind": _CUSTOMER["kind"],
        "customer_name": _CUSTOMER["name"],
        "renewal_date": "续保日 续保日期 应续日期",
        "customer_age": "客户年龄 年龄 投保人年龄 车主年龄",
        "vehicle_age": "车龄 使用年限 车辆使用年限",
    },
}
"""Table, our column id, and the headings (blank between them) that mean it."""

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "policies": (
        ("policy_no",),
        ("line",),
        ("vin",),
        ("customer_no",),
        ("premium_fen",),
        ("expiry_date", "start_date"),
    ),
    "customers": (("customer_no",), ("name",)),
    "vehicles": (("vin",), ("use_class",)),
    "claims": (("claim_no",), ("policy_no",), ("occurred_on",)),
    "contacts": (("customer_no",), ("at",), ("outcome",)),
    "consents": (("customer_no",), ("given",), ("on",)),
    "complaints": (("complaint_no",), ("customer_no",), ("received_on",)),
    "branches": (("branch_code",), ("name",)),
    "staff": (("staff_code",), ("name",), ("role",), ("branch_code",)),
    "extras": (("policy_no",), ("name",)),
    FLAT: (
        ("policy_no",),
        ("renewal_date", "expiry_date", "start_date"),
        ("premium_fen", "offered_premium_fen"),
    ),
}
"""Columns without which a table is refused; of each group at least one must be there."""

"""Closed lists of words: what is stored, and what people read in Chinese and English."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a closed list: its value is stored, `zh` and `en` are shown."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make a word from its stored value and its two labels."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh = zh
        word.en = en
        return word

    @classmethod
    def values(cls) -> list[str]:
        """Return what may be stored."""
        return [word.value for word in cls]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (stored, Chinese) pairs."""
        return [(word.value, word.zh) for word in cls]


class Line(Word):
    """Line of cover: always two separate policies of one vehicle."""

    COMMERCIAL = "commercial", "商业险", "Commercial"
    COMPULSORY = "compulsory", "交强险", "Compulsory"


class CustomerType(Word):
    """Why a policy is before us."""

    RENEWAL = "renewal", "续保客户", "Renewal"
    NEW = "new", "新客户", "New"


class CustomerKind(Word):
    """Natural person or company."""

    PERSON = "person", "个人", "Person"
    COMPANY = "company", "单位", "Company"


class BranchLevel(Word):
    """保险公司管理规定 15: the tree of offices."""

    HEAD_OFFICE = "head_office", "总公司", "Head office"
    BRANCH = "branch", "分公司", "Provincial branch"
    CENTRAL_SUBBRANCH = "central_subbranch", "中心支公司", "Central sub-branch"
    SUBBRANCH = "subbranch", "支公司", "Sub-branch"


class Role(Word):
    """What a person does here; rights hang on it."""

    ADMIN = "admin", "系统管理员", "Administrator"
    CAMPAIGN_MANAGER = "campaign_manager", "活动经理", "Campaign manager"
    RENEWAL_SPECIALIST = "renewal_specialist", "续保专员", "Renewal specialist"
    SERVICE_AGENT = "service_agent", "客服", "Customer service"
    CLAIMS_HANDLER = "claims_handler", "理赔员", "Claims handler"
    CONSUMER_OFFICER = "consumer_officer", "消保岗", "Consumer-protection officer"
    COMPLIANCE_OFFICER = "compliance_officer", "合规岗", "Compliance officer"
    FINANCE = "finance", "财务", "Finance"
    ANALYST = "analyst", "数据分析", "Analyst"
    BRANCH_MANAGER = "branch_manager", "机构负责人", "Branch manager"


class SalesChannel(Word):
    """Through whom a policy was sold."""

    DIRECT = "direct", "直销", "Direct"
    TELESALES = "telesales", "电销", "Telesales"
    ONLINE = "online", "线上", "Online"
    AGENT = "agent", "代理人", "Agent"
    BROKER = "broker", "经纪", "Broker"
    DEALER = "dealer", "车商", "Dealer"


class ContactChannel(Word):
    """How we speak to a customer."""

    CALL = "call", "电话", "Call"
    SMS = "sms", "短信", "SMS"
    WECHAT = "wechat", "微信", "WeChat"
    VISIT = "visit", "上门", "Visit"
    EMAIL = "email", "邮件", "E-mail"


class ContactOutcome(Word):
    """How a contact ended; only an effective one counts as a follow-up."""

    REACHED = "reached", "接通·已沟通", "Reached"
    PROMISED = "promised", "有意续保", "Promised"
    QUOTED = "quoted", "已报价", "Quoted"
    RENEWED = "renewed", "已续保", "Renewed"
    REFUSED = "refused", "明确拒绝", "Refused"
    SOLD_CAR = "sold_car", "车辆已转让", "Car sold"
    INSURED_ELSEWHERE = "insured_elsewhere", "已在他司投保", "Insured elsewhere"
    DO_NOT_CALL = "do_not_call", "谢绝来电", "Do not call"
    NO_ANSWER = "no_answer", "无人接听", "No answer"
    POWERED_OFF = "powered_off", "关机或停机", "Powered off"
    WRONG_NUMBER = "wrong_number", "错号空号", "Wrong number"
    DELIVERED = "delivered", "已送达", "Delivered"

    @property
    def effective(self) -> bool:
        """Return whether the customer was really spoken to (no answer does not count)."""
        return self in _EFFECTIVE


_EFFECTIVE = frozenset(
    {
        ContactOutcome.REACHED,
        ContactOutcome.PROMISED,
        ContactOutcome.QUOTED,
        ContactOutcome.RENEWED,
        ContactOutcome.REFUSED,
        ContactOutcome.SOLD_CAR,
        ContactOutcome.INSURED_ELSEWHERE,
        ContactOutcome.DO_NOT_CALL,
    }
)


class Band(Word):
    """Where a policy stands on the renewal clock (days left to expiry)."""

    EARLY = "early", "61–90天", "61-90 days"
    MIDDLE = "middle", "31–60天", "31-60 days"
    NEAR = "near", "8–30天", "8-30 days"
    URGENT = "urgent", "7天内", "Within 7 days"
    LAPSED = "lapsed", "已脱保", "Lapsed"
    NEW = "new", "新客户回访", "New-customer callback"


class Arm(Word):
    """Offer or control: a control group is always kept."""

    OFFER = "offer", "活动组", "Offer"
    CONTROL = "control", "对照组", "Control"


class Action(Word):
    """The next thing to do for a policy on the worklist."""

    CALL = "call", "电话联系", "Call"
    MESSAGE = "message", "发送提醒", "Send a reminder"
    NOTICE = "notice", "到期服务提醒", "Expiry service notice"
    CALLBACK = "callback", "新客户回访", "New-customer callback"
    FIX_PHONE = "fix_phone", "核实电话", "Find the right number"
    WAIT = "wait", "等待窗口", "Wait for the window"
    NONE = "none", "不联系", "No contact"


class WhyNot(Word):
    """Named reasons why a policy gets no call today."""

    DO_NOT_CALL = "do_not_call", "客户谢绝来电", "On the do-not-call list"
    NO_CONSENT = "no_consent", "没有营销授权", "No marketing consent"
    TOO_EARLY = "too_early", "未到首次外呼日（到期前40天）", "Before the first lawful call day"
    REFUSED_CHANNEL = "refused_channel", "客户已拒收此渠道的信息", "Refused this channel"
    QUIET_HOURS = "quiet_hours", "不在可联系时段", "Outside contact hours"
    WRONG_PHONE = "wrong_phone", "电话错误或缺失", "Wrong or missing number"
    FREQUENCY = "frequency", "近期联系已达上限", "Contact frequency cap reached"
    FOLLOWED_UP = "followed_up", "本阶段已联系，下一阶段再跟进", "Done for this step of the renewal clock"
    COMPLAINT_OPEN = "complaint_open", "有未结投诉", "Open complaint"
    CAPACITY = "capacity", "今日名额已满", "Beyond today's capacity"
    CONTROL = "control", "对照组：只发服务提醒", "Control group: service notice only"
    TWIN = "twin", "随同车另一张保单一并联系", "Handled with the vehicle's other policy"
    RENEWED = "renewed", "已续保", "Already renewed"
    LOST = "lost", "已确认流失", "Lost for this term"
    NOT_WORTH = "not_worth", "按测算不安排电话，改发提醒", "No call by the sums: a message instead"


class TaskStage(Word):
    """Where the work on one due policy stands."""

    OPEN = "open", "待跟进", "Open"
    CONTACTED = "contacted", "已联系", "Contacted"
    QUOTED = "quoted", "已报价", "Quoted"
    PROMISED = "promised", "有意续保", "Promised"
    RENEWED = "renewed", "已续保", "Renewed"
    LOST = "lost", "流失", "Lost"
    MISSED = "missed", "逾期未回访", "Callback missed"


class Verdict(Word):
    """What the law says to a benefit."""

    ALLOW = "allow", "允许", "Allowed"
    ALLOW_IF = "allow_if", "有条件允许", "Allowed on conditions"
    REVIEW = "review", "需法务审定", "Legal review"
    DENY = "deny", "禁止", "Forbidden"


class Confidence(Word):
    """How sure we are of a source; a low one warns and never blocks."""

    HIGH = "high", "高", "High"
    MEDIUM = "medium", "中", "Medium"
    LOW = "low", "低", "Low"


class BudgetLine(Word):
    """The nine budget lines of plan 001 (P1-P9)."""

    DISCOUNT = "discount", "保费折扣", "Premium discount"
    REBATE = "rebate", "保费返还", "Premium rebate"
    SERVICE_PACK = "service_pack", "增值服务礼包", "Service pack"
    GIFT = "gift", "专属礼品", "Gifts"
    REFERRAL = "referral", "推荐有礼", "Referral"
    DRAW = "draw", "互动抽奖", "Prize draw"
    PROMOTION = "promotion", "宣传推广", "Promotion"
    STAFF = "staff", "人员费用", "Staff"
    OTHER = "other", "其他费用", "Other"


class BenefitKind(Word):
    """What a benefit is, in the eyes of the law and of the budget."""

    PREMIUM_DISCOUNT = "premium_discount", "保费折扣", "Premium discount"
    FILED_FACTOR = "filed_factor", "备案费率因子", "Filed rating factor"
    EARLY_DISCOUNT = "early_discount", "提前续保折扣", "Early-renewal discount"
    PREMIUM_OFFSET = "premium_offset", "抵扣次年保费", "Offset of next premium"
    CASH_REBATE = "cash_rebate", "现金返还", "Cash rebate"
    GIFT = "gift", "礼品", "Gift"
    COUPON = "coupon", "优惠券", "Coupon"
    POINTS = "points", "积分", "Points"
    REFERRAL_CASH = "referral_cash", "推荐奖励", "Referral reward"
    REFEREE_DISCOUNT = "referee_discount", "被推荐人折扣", "Referee discount"
    TIED_DRAW = "tied_draw", "投保抽奖", "Draw tied to purchase"
    OPEN_DRAW = "open_draw", "公开抽奖", "Open draw"
    SHARE_DRAW = "share_draw", "分享抽奖", "Draw for sharing"
    BUNDLE = "bundle", "捆绑服务", "Bundled service"
    ENDORSED_SERVICE = "endorsed_service", "增值服务特约条款", "Service by endorsement"
    UNLIMITED_RESCUE = "unlimited_rescue", "不限次救援", "Unlimited rescue"
    CLAIMS_LANE = "claims_lane", "理赔快速通道", "Claims lane"
    REMINDER = "reminder", "服务提醒", "Service reminder"
    GREETING = "greeting", "节日问候", "Greeting"
    BRAND_ITEM = "brand_item", "公众宣传品", "Brand item for the public"
    EVENT = "event", "客户活动", "Customer event"
    INFLUENCER = "influencer", "达人推广", "Influencer promotion"


class Direction(Word):
    """Who began a contact."""

    OUT = "out", "呼出", "Outbound"
    IN = "in", "呼入", "Inbound"


class CampaignStage(Word):
    """Life of a campaign."""

    DRAFT = "draft", "草稿", "Draft"
    OPEN = "open", "进行中", "Open"
    CLOSED = "closed", "已结束", "Closed"


class Pays(Word):
    """How a benefit reaches the customer."""

    REDUCE_PREMIUM = "reduce_premium", "减免保费", "Off the premium"
    OFFSET_NEXT_YEAR = "offset_next_year", "抵扣次年保费", "Off next year's premium"
    CASH = "cash", "现金", "Cash"
    GOODS = "goods", "实物", "Goods"
    SERVICE = "service", "服务", "Service"
    POINTS = "points", "积分", "Points"
    DRAW = "draw", "抽奖机会", "A draw"


class OwedWhen(Word):
    """What must come true before a benefit is owed."""

    RENEWED = "renewed", "续保成功", "Renewed"
    NO_CLAIM = "no_claim", "期内无理赔", "No claim in the term"


class BasisKind(Word):
    """What a compliance officer may record as the legal basis of a benefit."""

    FILING = "filing", "备案号", "Filing number"
    CLAUSE = "clause", "合同条款", "Clause of the contract"

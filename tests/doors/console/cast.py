"""The cast of the console's tests: a renewal manager, her team, another branch, an auditor, and their customers."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import User
from tests.doors.console.cast_offers import TODAY, evaluation, offer

from xubao.glossary.dates import add_years, expiry_of
from xubao.records.models.book import Claim, Policy, Vehicle
from xubao.records.models.campaign import Campaign, CampaignBudget
from xubao.records.models.contact import Contact, Task
from xubao.records.models.offer import OfferRound
from xubao.records.models.people import Branch, Consent, Customer, Staff
from xubao.records.models.service import Complaint
from xubao.records.secrecy import blind, seal

PASSWORD = "xubao-cast-2026"
LOGINS = {
    "zhoumin": ("S01", "周敏", "branch_manager", "CD"),
    "lijing": ("S02", "李静", "renewal_specialist", "CD"),
    "wanglei": ("S03", "王磊", "service_agent", "CD"),
    "chentao": ("S04", "陈涛", "renewal_specialist", "GZ"),
    "zhaolan": ("S05", "赵岚", "compliance_officer", "HQ"),
    "sunhao": ("S06", "孙浩", "campaign_manager", "HQ"),
    "liuyang": ("S07", "刘洋", "analyst", "HQ"),
    "heqing": ("S08", "何晴", "finance", "HQ"),
    "tangyu": ("S09", "唐宇", "claims_handler", "CD"),
    "admin": ("S10", "吴凡", "admin", "HQ"),
}
BRANCHES = (
    ("HQ", "安途财险总公司", "head_office", None, "HQ/"),
    ("SC", "四川分公司", "branch", "HQ", "HQ/SC/"),
    ("CD", "成都中心支公司", "central_subbranch", "SC", "HQ/SC/CD/"),
    ("GD", "广东分公司", "branch", "HQ", "HQ/GD/"),
    ("GZ", "广州中心支公司", "central_subbranch", "GD", "HQ/GD/GZ/"),
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
GIVEN = ("建国", "秀英", "志强", "丽华", "伟", "芳", "晓东", "雪梅", "思远", "雨桐")
CARS = (
    ("大众", "朗逸 1.5L"),
    ("丰田", "卡罗拉双擎"),
    ("比亚迪", "秦PLUS DM-i"),
    ("特斯拉", "Model Y"),
    ("别克", "GL8"),
)
STAGES = ("open", "open", "open", "contacted", "quoted", "promised")
WHY = ("control", "no_consent", "wrong_phone", "too_early", "twin")


def load() -> None:
    """Store the whole cast: ten people, four customers dozen, their policies of three years, one campaign."""
    _people()
    campaign, made = _campaign()
    for at in range(48):
        _customer(at, campaign, made)
    evaluation(campaign)


def _people() -> None:
    for code, name, level, parent, path in BRANCHES:
        Branch.objects.create(
            branch_code=code, name=name, level=level, parent_code=parent, path=path, region="四川", digest=""
        )
    for login, (code, name, role, branch) in LOGINS.items():
        user = User.objects.create_user(login, password=PASSWORD)
        Staff.objects.create(
            staff_code=code, name=name, role=role, branch_id=branch, daily_calls=60, user=user, digest=""
        )


def _campaign() -> tuple[Campaign, OfferRound]:
    campaign = Campaign.objects.create(
        code="cast",
        title="冬季续保关怀",
        stage="open",
        jurisdiction="cn",
        first_day=date(2026, 9, 1),
        last_day=date(2026, 12, 31),
        files={},
        fingerprint="0" * 16,
        created_at=datetime.combine(TODAY, time()),
        created_by="S06",
    )
    for line, budget, used in (("discount", 8_000_000, 5_120_000), ("service_pack", 2_000_000, 760_000)):
        CampaignBudget.objects.create(campaign=campaign, budget_line=line, budget_fen=budget, used_fen=used)
    made = OfferRound.objects.create(
        campaign=campaign,
        number=1,
        today=TODAY - timedelta(days=60),
        seed=7,
        terms_fingerprint="0" * 16,
        model_fingerprint="0" * 16,
        summary={"due": 48, "offered": 40, "control": 8, "calls": 30, "value_fen": 9_600_000, "worth_fen": 1_200_000},
        at=datetime.combine(TODAY, time()),
        by_code="S06",
    )
    return campaign, made


def _customer(at: int, campaign: Campaign, made: OfferRound) -> None:
    branch = "GZ" if at % 8 == 7 else "CD"
    phone = f"138{at:04d}{(at * 37) % 10000:04d}"
    customer = Customer.objects.create(
        customer_no=f"C{at:04d}",
        kind="person",
        name=SURNAMES[at % 20] + GIVEN[at % 10],
        id_no_sealed=seal(f"51010419{70 + at % 30}0101{at:04d}"),
        phone_sealed=seal(phone),
        phone_hash=blind(phone),
        phone_valid=at % 11 != 5,
        birthday=date(1970 + at % 30, 1, 1),
        address_sealed=seal("四川省成都市锦江区东大街 8 号"),
        household_no=f"H{at // 3}",
        personalised=True,
        verified_on=date(2026, 3, 1),
        digest="",
    )
    Consent.objects.create(
        customer=customer,
        purpose="marketing",
        contact_channel="call",
        given=at % 9 != 4,
        on=date(2025, 5, 1),
        digest="",
    )
    vehicle = _vehicle(at, branch)
    _history(at, customer, vehicle, branch)
    _work(at, customer, f"P{at:04d}-3", campaign, made)


def _vehicle(at: int, branch: str) -> Vehicle:
    brand, model = CARS[at % 5]
    return Vehicle.objects.create(
        vin=f"LSVAA49J{at:09d}",
        plate_no=f"{'粤' if branch == 'GZ' else '川'}A{10000 + at * 731:05d}",
        kind="car",
        use_class="family",
        seats=5,
        brand=brand,
        model=model,
        fuel="petrol",
        registered_on=date(2020, 6, 1),
        price_fen=14_800_000,
        digest="",
    )


def _history(at: int, customer: Customer, vehicle: Vehicle, branch: str) -> None:
    expiry = TODAY + timedelta(days=(at * 7) % 96 - 6)
    last_start = add_years(expiry, -1) + timedelta(days=1)
    for year in range(1, 4):
        start = add_years(last_start, year - 3)
        for line, prefix, premium in (("commercial", "P", 238_000 + at * 4_100), ("compulsory", "J", 95_000)):
            Policy.objects.create(
                policy_no=f"{prefix}{at:04d}-{year}",
                line=line,
                vehicle=vehicle,
                customer=customer,
                branch_id=branch,
                staff_code="S02",
                sales_channel="telesales",
                start_date=start,
                expiry_date=expiry_of(start),
                signed_on=start - timedelta(days=5),
                premium_fen=premium,
                consecutive_years=year,
                digest="",
            )
    _events(at, customer, last_start)


def _events(at: int, customer: Customer, last_start: date) -> None:
    if at % 4 == 1:
        Claim.objects.create(
            claim_no=f"K{at:04d}",
            policy_id=f"P{at:04d}-2",
            occurred_on=last_start - timedelta(days=90),
            paid_fen=320_000,
            at_fault=True,
            satisfaction=4,
            digest="",
        )
    Contact.objects.create(
        contact_no=f"T{at:04d}",
        customer=customer,
        policy_no=f"P{at:04d}-3",
        at=datetime.combine(TODAY - timedelta(days=at % 20), time(10, at)),
        contact_channel="call",
        direction="out",
        outcome=("reached", "no_answer", "quoted")[at % 3],
        staff_code="S02",
        note="客户说比价后再定，月底前再联系" if at % 3 == 0 else None,
        digest="",
    )
    if at % 12 == 3:
        Complaint.objects.create(
            complaint_no=f"W{at:04d}", customer=customer, received_on=date(2026, 7, 1), category="理赔时效", digest=""
        )


def _work(at: int, customer: Customer, policy_no: str, campaign: Campaign, made: OfferRound) -> None:
    policy = Policy.objects.get(policy_no=policy_no)
    permitted = at % 6 != 0
    control = not permitted and WHY[at // 6 % 5] == "control"
    days = (policy.expiry_date - TODAY).days
    band = (
        "lapsed"
        if days < 0
        else "urgent"
        if days <= 7
        else "near"
        if days <= 30
        else "middle"
        if days <= 60
        else "early"
    )
    owner = "S04" if policy.branch_id == "GZ" else None if at % 10 == 9 else ("S02", "S03")[at % 2]
    Task.objects.create(
        policy=policy,
        customer=customer,
        campaign=campaign,
        owner_id=owner,
        owner_reason="保单原业务员" if owner else "原业务员已离岗，待认领",
        branch_code=policy.branch_id,
        stage=STAGES[at % 6],
        band=band,
        expiry_date=policy.expiry_date,
        action="call" if permitted else "notice" if control else "none",
        contact_channel="call" if permitted else None,
        permitted=permitted,
        why_not=None if permitted else WHY[at // 6 % 5],
        due_on=TODAY - timedelta(days=at % 3 - 1),
        rank=at + 1 if permitted else None,
        priority_fen=90_000 - at * 1_300,
        reason="商业险 8 天后到期，报价比上年涨 6.2%，去年出险 1 次；电话预计把续保概率从 58% 提到 71%。",
        say="王先生您好，我是安途财险李静。您的爱车商业险下周到期，今年的报价已经为您核好，现在方便花一分钟说明吗？",
        attempts=at % 3,
        effective_contacts=at % 2,
    )
    offer(at, policy, campaign, made, control=control)

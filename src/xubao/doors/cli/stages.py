"""The stages of the demonstration: a book, people, a campaign, six monthly lists answered by a specimen world."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.conf import settings

from xubao.desk.access import MACHINE, Person, person_called
from xubao.desk.book.import_book import import_book
from xubao.desk.book.make_specimen import make_specimen, write_truth
from xubao.desk.campaigns.draft_campaign import draft_campaign
from xubao.desk.campaigns.open_campaign import open_campaign
from xubao.desk.campaigns.pack_terms import pack_terms
from xubao.desk.offers.make_offers import make_offers
from xubao.desk.office.add_person import Newcomer, add_person
from xubao.desk.office.choosing import busiest, head_office
from xubao.desk.outreach.make_worklist import make_worklist
from xubao.desk.results.evaluate_campaign import evaluate_campaign
from xubao.desk.results.record_answers import record_answers
from xubao.doors.cli.progress import Demonstration, Progress
from xubao.glossary.words import Role

SEED = 20261122
CAMPAIGN = "lawful"
DAYS_AGO = 150
"""The campaign of the demonstration began this many days ago, so that some windows have matured."""

WAVE_DAYS = 30
"""Lists are issued monthly."""

PEOPLE: tuple[tuple[Role, str, str], ...] = (
    (Role.ADMIN, "admin", "顾晓东"),
    (Role.CAMPAIGN_MANAGER, "campaign", "周敏"),
    (Role.COMPLIANCE_OFFICER, "compliance", "赵岚"),
    (Role.FINANCE, "finance", "钱文博"),
    (Role.ANALYST, "analyst", "孙一凡"),
    (Role.CONSUMER_OFFICER, "consumer", "吴静怡"),
    (Role.SERVICE_AGENT, "service", "郑晓月"),
    (Role.CLAIMS_HANDLER, "claims", "冯志强"),
)
"""Roles whose demonstration login stands at head office: role, login, name."""


def stages(demonstration: Demonstration, progress: Progress) -> list[tuple[str, Callable[[], None]]]:
    """Return the stages in order; a wave is the list of one month, answered until the next."""
    first = progress.today - timedelta(days=DAYS_AGO)
    waves = [first + timedelta(days=days) for days in range(0, DAYS_AGO + 1, WAVE_DAYS)]
    return [
        ("生成样例业务数据", partial(draw_book, demonstration, first)),
        ("导入保单、客户、车辆、赔案", partial(take_in, demonstration)),
        ("开通登录", partial(open_logins, progress)),
        ("登记并启动活动", partial(open_campaigns, progress, first)),
        *(
            (f"第 {number} 批名单（{on}）", partial(issue_list, demonstration, progress, on=on))
            for number, on in enumerate(waves, start=1)
        ),
        ("评估活动", partial(evaluate, progress)),
    ]


def draw_book(demonstration: Demonstration, first: date) -> None:
    """Draw the specimen book as it stood when the campaign began."""
    extracts = demonstration.folder / "extracts"
    made = make_specimen(extracts, policies=demonstration.policies, seed=SEED, years=4, until=first)
    write_truth(made, out=demonstration.folder)


def take_in(demonstration: Demonstration) -> None:
    """Import the extracts as any insurer's."""
    import_book(demonstration.folder / "extracts", by=MACHINE, mend_in=demonstration.folder / "mend")


def open_logins(progress: Progress) -> None:
    """Give one login per role: two to people of the book, the others to head-office staff."""
    top = head_office()
    people = [Newcomer(login, name, role, top) for role, login, name in PEOPLE]
    people += [Newcomer(*busiest(role)) for role in (Role.RENEWAL_SPECIALIST, Role.BRANCH_MANAGER)]
    for newcomer in people:
        add_person(newcomer, by=MACHINE, password=progress.password)
        progress.people[newcomer.role.value] = [newcomer.code, newcomer.name]


def open_campaigns(progress: Progress, first: date) -> None:
    """Draft the three campaigns of the pack and open the lawful one; the other two are not lawful as written."""
    hold(first)
    manager = person(progress, Role.CAMPAIGN_MANAGER)
    for name in ("plan-001", "plan-000"):
        draft_campaign(pack_terms(name), by=manager)
    window = (first, progress.today + timedelta(days=180))
    open_campaign(draft_campaign(pack_terms(CAMPAIGN, window=window), by=manager), by=manager)


def issue_list(demonstration: Demonstration, progress: Progress, *, on: date) -> None:
    """Issue one month's list: the world answers what was offered so far, then the day's offers and worklist."""
    hold(on)
    if on > progress.today - timedelta(days=DAYS_AGO):
        truth = demonstration.folder / "truth" / "truth.parquet"
        record_answers(CAMPAIGN, by=MACHINE, truth=truth, until=on - timedelta(days=1), seed=SEED)
    make_offers(CAMPAIGN, by=person(progress, Role.CAMPAIGN_MANAGER), on=on, seed=SEED)
    make_worklist(by=MACHINE, on=on)


def evaluate(progress: Progress) -> None:
    """Evaluate the campaign as of the day."""
    hold(progress.today)
    evaluate_campaign(CAMPAIGN, by=person(progress, Role.ANALYST), on=progress.today)


def person(progress: Progress, role: Role) -> Person:
    """Return the demonstration's person of a role."""
    return person_called(progress.people[role.value][0])


def hold(on: date) -> None:
    """Hold the calendar at a day, so that the journal tells the story in its own time."""
    settings.XUBAO_TODAY = on.isoformat()

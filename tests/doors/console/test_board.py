"""The board's figures come from the database and mean what their definitions say."""

from datetime import date, timedelta

import pytest

from xubao.desk.access import Person
from xubao.desk.results.reads import budget_use, by_band, calls, funnel, reach, to_do
from xubao.desk.results.renewal_reads import by_branch, by_month, due_vehicles, is_matured, months_back
from xubao.glossary.words import Role
from xubao.records.models.book import Policy, Vehicle
from xubao.records.models.contact import Contact, Task

CHENGDU = Person("S01", "周敏", Role.BRANCH_MANAGER, "CD", "成都中心支公司", "HQ/SC/CD/")
HEAD = Person("S06", "孙浩", Role.CAMPAIGN_MANAGER, "HQ", "总公司", "HQ/")
AUGUST = date(2026, 8, 15)


def add_policy(
    vin: str, expiry: date, premium_fen: int = 100_000, *, branch: str = "CD", kind: str = "car", **more: object
) -> None:
    """Store one commercial policy of the cast's first customer."""
    vehicle, _ = Vehicle.objects.get_or_create(vin=vin, defaults={"kind": kind, "use_class": "family", "digest": ""})
    Policy.objects.create(
        **{"policy_no": f"{vin}-{expiry}", "line": "commercial", "vehicle": vehicle, "customer_id": "C0000"},
        **{"branch_id": branch, "sales_channel": "direct", "start_date": expiry - timedelta(days=364)},
        **{"expiry_date": expiry, "premium_fen": premium_fen, "digest": "", **more},
    )


def august(by: Person = CHENGDU):
    return next(month for month in by_month(due_vehicles(by=by)) if month.group == "2026-08")


@pytest.fixture
def three_due(house):
    for number in range(3):
        add_policy(f"AUG{number}", AUGUST, 100_000 + number)
    add_policy("AUG0", AUGUST + timedelta(days=365), 120_000)


def test_the_unit_rate_is_renewed_vehicles_over_due_vehicles(three_due):
    assert (august().renewed, august().due, august().rate_units) == (1, 3, 1 / 3)


def test_the_premium_rate_is_sum_over_sum(three_due):
    assert august().rate_premium == 120_000 / 300_003


def test_a_vehicle_counts_once_even_with_two_policies(three_due):
    add_policy("AUG1", AUGUST + timedelta(days=3))
    assert august().due == 3


@pytest.mark.parametrize("more", [{"kind": "trailer"}, {"kind": "motorcycle"}, {"cancelled_on": AUGUST}])
def test_trailers_motorcycles_and_cancelled_policies_are_not_due(three_due, more):
    add_policy("AUG9", AUGUST, **more)
    assert august().due == 3


def test_a_policy_that_starts_too_late_is_no_renewal(three_due):
    add_policy("AUG1", AUGUST + timedelta(days=364 + 92))
    assert august().renewed == 1


def test_the_lists_own_outcome_counts_as_renewed(three_due):
    Policy.objects.filter(vehicle__vin="AUG2").update(renewed=True)
    assert august().renewed == 2


def test_another_branchs_vehicles_are_left_out_and_head_office_sees_both(three_due):
    add_policy("AUG7", AUGUST, branch="GZ")
    assert (august(CHENGDU).due, august(HEAD).due) == (3, 4)


def test_the_branch_table_shows_the_offices_right_below(three_due):
    add_policy("AUG7", AUGUST, branch="GZ")
    found = {each.group: each.due for each in by_branch(due_vehicles(by=HEAD), by=HEAD)}
    assert set(found) == {"四川分公司", "广东分公司"}


@pytest.mark.parametrize(("on", "matured"), [(date(2026, 10, 30), True), (date(2026, 10, 29), False)])
def test_a_month_is_matured_thirty_days_after_its_last_day(on, matured):
    assert is_matured("2026-09", on) is matured


def test_months_run_over_the_turn_of_a_year():
    assert months_back(date(2026, 2, 3), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_what_is_to_do_is_due_permitted_and_still_open(house):
    expected = Task.objects.filter(branch_code="CD", due_on__lte="2026-11-22", permitted=True).count()
    assert to_do(by=CHENGDU)["due"] == expected


def test_the_bands_add_up_to_all_open_tasks(house):
    rows = by_band(by=CHENGDU)
    assert (
        sum(row["call"] + row["other"] + row["blocked"] for row in rows)
        == Task.objects.filter(branch_code="CD").count()
    )


def test_the_funnel_never_widens_past_its_first_step(house):
    counts = dict(funnel(by=HEAD))
    assert max(counts.values()) == counts["due"] == Task.objects.count()


def test_calls_of_today_are_counted_and_compared_with_yesterday(house):
    today = Contact.objects.filter(at__date="2026-11-22").count()
    yesterday = Contact.objects.filter(at__date="2026-11-21").count()
    assert (calls(by=HEAD).now, calls(by=HEAD).before) == (today, yesterday)


def test_reach_counts_each_customer_once(house):
    asked = Contact.objects.values("customer").distinct().count()
    reached = Contact.objects.exclude(outcome="no_answer").values("customer").distinct().count()
    assert reach(by=HEAD).now == reached / asked


def test_only_open_campaigns_budgets_are_shown(house):
    assert [(each.line.value, each.used_fen) for each in budget_use(by=HEAD)] == [
        ("discount", 5_120_000),
        ("service_pack", 760_000),
    ]


def test_every_figure_carries_its_definition_in_both_languages(visit):
    kpis = visit("zhoumin").get("/").context["kpis"]
    assert [kpi.zh for kpi in kpis if not (kpi.means_zh and kpi.means_en)] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_house_still_has_a_board(visit, language):
    Task.objects.all().delete()
    client = visit("zhoumin")
    client.cookies["xubao_language"] = language
    assert [client.get(path).status_code for path in ("/", "/worklist", "/customers", "/campaigns")] == [200] * 4

"""Role and branch decide what a person is shown and may do."""

import pytest
from django.test import Client

from xubao.records.models.contact import Task
from xubao.records.models.journal import Look
from xubao.records.models.people import Staff
from xubao.records.secrecy import unseal

NAVIGATION = {
    "zhoumin": ["/", "/worklist", "/customers", "/campaigns"],
    "lijing": ["/", "/worklist", "/customers", "/campaigns"],
    "sunhao": ["/", "/worklist", "/customers", "/campaigns"],
    "zhaolan": ["/", "/customers", "/campaigns"],
    "liuyang": ["/", "/worklist", "/campaigns"],
    "heqing": ["/", "/campaigns"],
    "tangyu": ["/customers"],
    "admin": ["/", "/customers", "/campaigns"],
}
PAGES = ("/", "/worklist", "/customers", "/campaigns")


@pytest.mark.req("A20")
@pytest.mark.parametrize("login", NAVIGATION)
def test_each_role_is_offered_exactly_its_places(visit, login):
    shown = visit(login).get(NAVIGATION[login][0]).context["places"]
    assert [place.address for place in shown] == NAVIGATION[login]


@pytest.mark.req("A20")
@pytest.mark.parametrize("login", NAVIGATION)
def test_a_page_outside_the_navigation_is_refused(visit, login):
    client = visit(login)
    refused = [path for path in PAGES if client.get(path).status_code == 403]
    assert refused == [path for path in PAGES if path not in NAVIGATION[login] and path != "/"]


def test_a_role_without_the_board_starts_at_its_first_page(visit):
    assert visit("tangyu").get("/").headers["Location"] == "/customers"


def test_nobody_sees_anything_without_a_login(house):
    answers = [Client().get(path).headers.get("Location", "") for path in PAGES]
    assert [each.split("?")[0] for each in answers] == ["/login/"] * 4


def test_whoever_has_left_is_logged_out_on_the_next_page(visit):
    client = visit("lijing")
    Staff.objects.filter(staff_code="S02").update(active=False)
    assert client.get("/worklist").status_code == 302


@pytest.mark.req("A20")
@pytest.mark.parametrize(
    "path", ["/customers/C0007", "/worklist?task=P0007-3", "/worklist?task=J0000-1", "/customers/nobody"]
)
def test_another_branchs_customer_and_unknown_numbers_are_refused(visit, path):
    assert visit("lijing").get(path).status_code in (403, 404)


@pytest.mark.req("A20")
def test_head_office_sees_the_customer_of_every_branch(visit):
    answers = [visit("sunhao").get(f"/customers/{number}").status_code for number in ("C0007", "C0001")]
    assert answers == [200, 200]


def test_the_list_holds_only_tasks_of_the_own_branches(visit):
    shown = visit("chentao").get("/worklist?whose=all&stage=all").context["list"]
    branch = dict(Task.objects.values_list("policy_id", "branch_code"))
    assert {branch[row.policy_no] for row in shown.rows} == {"GZ"}


def test_a_search_finds_nobody_of_another_branch(visit):
    name = Task.objects.get(policy_id="P0007-3").customer.name
    found = visit("lijing").get("/customers", {"q": name}).context
    assert "C0007" not in str(found and found.get("found"))


@pytest.mark.req("A20")
def test_a_specialist_exports_only_their_own_calls_and_others_none(visit):
    answers = {login: visit(login).post("/worklist/calls").status_code for login in ("lijing", "zhaolan", "liuyang")}
    assert answers == {"lijing": 200, "zhaolan": 403, "liuyang": 403}


@pytest.mark.req("A20")
def test_the_exported_list_means_a_look_at_each_of_its_customers(visit):
    visit("chentao").post("/worklist/calls")
    own = Task.objects.filter(owner__staff_code="S04", permitted=True, due_on__lte="2026-11-22")
    assert set(Look.objects.values_list("customer_no", flat=True)) == {task.customer_id for task in own}


@pytest.mark.req("A20")
@pytest.mark.parametrize("path", ["/worklist?whose=all", "/customers/C0001", "/worklist?task=P0001-3"])
def test_no_page_carries_a_full_phone_number(visit, path):
    page = visit("zhoumin").get(path).content.decode()
    phones = [unseal(task.customer.phone_sealed) for task in Task.objects.select_related("customer")]
    assert [phone for phone in phones if phone in page] == []


@pytest.mark.req("A20")
def test_roles_without_the_right_read_masked_names_and_plates(visit):
    page = visit("zhaolan").get("/customers/C0001").content.decode()
    assert ("李秀英" in page, "川A10731" in page, "李**" in page) == (False, False, True)


@pytest.mark.req("A20")
def test_showing_a_phone_number_is_recorded(visit):
    visit("lijing").post("/customers/phone/C0001", headers={"HX-Request": "true"})
    assert list(Look.objects.values_list("by_code", "customer_no", "what")) == [("S02", "C0001", "phone")]


@pytest.mark.req("A20")
def test_opening_a_customer_is_recorded(visit):
    visit("zhaolan").get("/customers/C0001")
    assert list(Look.objects.values_list("by_code", "what")) == [("S05", "customer")]


@pytest.mark.req("A20")
def test_a_role_without_the_right_gets_no_phone_number(visit):
    answer = visit("zhaolan").post("/customers/phone/C0001", headers={"HX-Request": "true"})
    assert (answer.status_code, Look.objects.count()) == (403, 0)


def test_a_customer_is_found_by_the_whole_phone_number(visit):
    phone = unseal(Task.objects.get(policy_id="P0001-3").customer.phone_sealed)
    assert visit("lijing").get("/customers", {"q": phone}).headers["Location"].startswith("/customers/C0001")


@pytest.mark.req("A20")
def test_only_whoever_may_can_rehearse_or_open_a_campaign(visit):
    answers = [visit(login).post("/campaigns/cast/open").status_code for login in ("lijing", "heqing", "zhaolan")]
    assert answers == [403, 403, 403]

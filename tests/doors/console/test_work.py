"""What people do on the worklist, through the pages' own forms."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.db.models import Q
from django.http import HttpResponse

from xubao.doors.console.refusal import RefusalMiddleware
from xubao.records.models.contact import Contact, Task

HTMX = {"HX-Request": "true"}


def said(**changes: str) -> dict[str, str]:
    return {
        "channel": "call",
        "direction": "out",
        "outcome": "promised",
        "note": "月底前付款",
        "edition": "1",
    } | changes


def test_a_recorded_contact_moves_the_stage(visit):
    visit("lijing").post("/worklist/contact/P0002-3", said(), headers=HTMX)
    assert Task.objects.get(policy_id="P0002-3").stage == "promised"


def test_the_note_is_kept_as_it_was_written(visit):
    visit("lijing").post("/worklist/contact/P0002-3", said(note="客户说“再看看”，11-28 再联系"), headers=HTMX)
    assert Contact.objects.latest("at").note == "客户说“再看看”，11-28 再联系"


def test_the_list_hears_that_a_task_has_changed(visit):
    answer = visit("lijing").post("/worklist/contact/P0002-3", said(), headers=HTMX)
    assert answer.headers["HX-Trigger"] == '{"task-changed": {}}'


def test_a_second_hand_is_refused_with_the_way_out(visit):
    client = visit("lijing")
    client.post("/worklist/contact/P0002-3", said(), headers=HTMX)
    answer = client.post("/worklist/contact/P0002-3", said(), headers=HTMX)
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"], "刷新" in text) == (409, "#notice", True)


def test_a_form_without_script_works_as_well(visit):
    answer = visit("lijing").post("/worklist/contact/P0002-3", said())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/worklist?task=P0002-3")


def test_an_unclaimed_task_becomes_the_claimers(visit):
    visit("lijing").post("/worklist/claim/P0009-3", {"edition": "1"}, headers=HTMX)
    assert Task.objects.get(policy_id="P0009-3").owner_id == "S02"


def test_a_task_is_handed_to_a_colleague_with_the_reason(visit):
    given = {"to_code": "S03", "reason": "客户要求换人", "edition": "1"}
    visit("lijing").post("/worklist/hand-over/P0002-3", given, headers=HTMX)
    task = Task.objects.get(policy_id="P0002-3")
    assert (task.owner_id, "客户要求换人" in task.owner_reason) == ("S03", True)


@pytest.mark.parametrize("changes", [{"outcome": "nonsense"}, {"channel": ""}, {"note": "长" * 501}])
def test_a_form_that_says_nonsense_is_refused_and_stores_nothing(visit, changes):
    before = Contact.objects.count()
    answer = visit("lijing").post("/worklist/contact/P0002-3", said(**changes), headers=HTMX)
    assert (answer.status_code, Contact.objects.count()) == (422, before)


def test_unknown_filters_in_an_address_filter_nothing(visit):
    odd = visit("zhoumin").get("/worklist?band=x&line=y&action=z&stage=w&page=99&branch=").context["list"]
    assert odd.found == visit("zhoumin").get("/worklist").context["list"].found


@pytest.mark.parametrize("query", ["川A10731", "P0001-3", "川a10731"])
def test_a_search_finds_the_one_task_it_names(visit, query):
    shown = visit("zhoumin").get("/worklist", {"q": query}).context["list"]
    assert [row.policy_no for row in shown.rows] == ["P0001-3"]


@pytest.mark.parametrize(
    ("query", "field", "value"), [("band", "band", "urgent"), ("action", "action", "call"), ("whose", "owner", None)]
)
def test_filters_in_the_address_narrow_the_list(visit, query, field, value):
    shown = visit("zhoumin").get("/worklist", {query: value or "unclaimed"}).context["list"]
    assert shown.found == Task.objects.filter(Q(**{field: value}), branch_code="CD").count() > 0


def test_the_tabs_count_what_they_hold(visit):
    shown = visit("zhoumin").get("/worklist").context["list"]
    assert sum(count for _, count in shown.bands) == shown.total == Task.objects.filter(branch_code="CD").count()


def test_the_control_group_shows_its_named_reason(visit):
    control = Task.objects.filter(why_not="control", branch_code="CD").first()
    page = visit("zhoumin").get(f"/worklist?task={control.policy_id}").content.decode()
    assert "对照组：只发到期服务提醒，不做营销外呼" in page


def test_a_busy_database_is_told_as_such_and_what_to_do(visit, rf):
    request = rf.get("/worklist")
    request.session, request.user, request.htmx = {}, AnonymousUser(), False
    answer = RefusalMiddleware(lambda _: HttpResponse()).process_exception(
        request, OperationalError("database is locked")
    )
    assert answer is not None
    assert (answer.status_code, "稍后重试" in answer.content.decode()) == (503, True)

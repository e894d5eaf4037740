"""Every page in a real browser: both sizes, both themes, by keyboard, under the strict content policy."""

from pathlib import Path

import pytest
from tests.doors.console.faults import FAULTS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
DESKTOP, PHONE = (1440, 900), (390, 844)
PAGES = (
    "/",
    "/worklist?whose=all",
    "/worklist?task=P0001-3",
    "/customers",
    "/customers/C0001",
    "/campaigns",
    "/campaigns/cast",
)
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => each.id + ": " + each.nodes.map(node => node.target + " " + node.failureSummary).join(" | "))"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_a_fault_of_the_browser(look, path):
    assert FAULTS[look(path)] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_the_edge_of_a_phone(look, path):
    assert look(path, size=PHONE).evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "/login/"])
def test_a_page_has_no_serious_fault_of_accessibility(look, path, theme):
    page = look(path, theme=theme, as_="" if path == "/login/" else "zhoumin", bypass_csp=True)
    page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")
    assert page.evaluate(SERIOUS) == []


def test_the_policy_forbids_inline_script_and_style(look):
    policy = look("/login/", as_="").request.get("/login/").headers["content-security-policy"]
    assert ("unsafe" in policy, "script-src 'self'" in policy, "style-src 'self'" in policy) == (False, True, True)


def test_a_wrong_password_is_told_in_chinese(look):
    page = look("/login/", as_="")
    page.fill("#id_username", "zhoumin")
    page.fill("#id_password", "错误的密码")
    page.press("#id_password", "Enter")
    assert "用户名或密码不正确" in page.text_content("[role=alert]")


def test_too_many_wrong_passwords_pause_the_login_and_say_for_how_long(look):
    page = look("/login/", as_="")
    for _ in range(8):
        page.fill("#id_username", "heqing")
        page.fill("#id_password", "错误的密码")
        page.press("#id_password", "Enter")
        page.wait_for_selector("[role=alert]")
    assert "15 分钟" in page.text_content("[role=alert]")


def test_chinese_comes_first_whatever_the_browser_wishes(look):
    assert look("/login/", as_="", locale="en-US").get_attribute("html", "lang") == "zh-CN"


def test_english_is_kept_once_chosen(look):
    page = look("/")
    page.click(".side-foot button[name=language]")
    page.goto("/worklist")
    assert (page.get_attribute("html", "lang"), page.text_content("h1")) == ("en", "Worklist")


def test_the_dark_theme_is_kept_once_chosen(look):
    page = look("/")
    page.click(".side-foot button[name=theme]")
    page.goto("/worklist")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_the_board_draws_its_charts_from_the_database(look):
    assert look("/").locator("[data-chart] canvas").count() == 2


def test_every_figure_shows_its_definition_on_focus(look):
    page = look("/")
    told = []
    for tip in page.locator(".kpi .tip button").all():
        tip.focus()
        told.append(page.locator(f"#{tip.get_attribute('aria-describedby')}").is_visible())
    assert told == [True] * 8


def test_a_contact_is_recorded_by_keyboard_alone(look):
    page = look("/worklist?whose=all")
    page.wait_for_selector("[data-panel]")
    first = page.get_attribute("[data-panel]", "data-panel")
    page.keyboard.press("j")
    page.wait_for_selector(f"[data-panel]:not([data-panel='{first}'])")
    page.keyboard.press("4")
    page.keyboard.press("n")
    page.keyboard.type("客户说月底前付款")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.wait_for_selector(".panel .told-success")
    assert (page.text_content(".panel .badge-word"), "客户说月底前付款" in page.text_content(".panel .timeline")) == (
        "有意续保",
        True,
    )


def test_the_list_follows_what_was_recorded_in_the_panel(look):
    page = look("/worklist?whose=all&task=P0014-3")
    page.check("input[value=promised]", force=True)
    page.click("[data-record] button[type=submit]")
    page.wait_for_selector(".panel .told-success")
    page.wait_for_selector("tr.here .b-promised")
    assert FAULTS[page] == []


def test_a_conflict_is_told_with_a_way_out(look):
    page = look("/worklist?whose=all&task=P0019-3")
    page.evaluate("document.querySelector('[data-record] [name=edition]').value = '77'")
    page.check("input[value=reached]", force=True)
    page.click("[data-record] button[type=submit]")
    page.wait_for_selector("#notice .told-error")
    assert page.locator("#notice [data-reload]").count() == 1


def test_slash_leads_to_the_search_and_the_search_stays_in_the_address(look):
    page = look("/worklist?whose=all")
    page.keyboard.press("/")
    page.keyboard.type("王建国")
    page.keyboard.press("Enter")
    page.wait_for_url("**/worklist?q=**")
    assert page.locator("tr[data-task]").count() >= 1


def test_a_filter_stays_in_the_address(look):
    page = look("/worklist?whose=all")
    page.select_option("select[name=action]", "call")
    page.wait_for_url("**action=call**")
    assert page.input_value("select[name=action]") == "call"


def test_on_a_phone_a_task_opens_over_the_list_and_closes_again(look):
    page = look("/worklist?whose=all", size=PHONE)
    page.locator("tr[data-task] a.who").first.click()
    page.wait_for_selector("[data-panel]")
    page.click("[data-panel-close]")
    assert page.locator("#panel").is_visible() is False


def test_the_phone_number_shows_when_asked_for(look):
    page = look("/customers/C0001")
    page.click(".phone-line button")
    page.wait_for_selector("#phone a")
    assert page.text_content("#phone a") == "13800010037"


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/customers/C0007", 403), ("/customers/none", 404)])
def test_a_refusal_is_a_designed_page(look, path, status):
    page = look(path)
    assert (page.locator(".empty-page h1").count(), str(status) in page.text_content(".empty-page")) == (1, True)

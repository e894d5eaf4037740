"""How the console speaks: amounts, days and shares, in two languages, Chinese first."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from xubao.doors.console.language import LANGUAGES, chosen
from xubao.doors.console.templatetags import say

CASES = [
    (say.yuan, 123456789, "1,234,567.89"),
    (say.yuan, None, "—"),
    (say.grouped, 20000, "20,000"),
    (say.share, 0.7213, "72.1%"),
    (say.points, -0.012, "-1.2 个百分点"),
    (say.factor, 8500, "0.8500"),
    (say.rate, -3000, "-30.0%"),
    (say.md, date(2026, 11, 29), "11-29"),
    (say.ymd, None, "—"),
    (say.left, 8, "还剩 8 天"),
    (say.left, 0, "今天到期"),
    (say.left, -4, "已脱保 4 天"),
    (say.signed, 0, "持平"),
    (say.tone, 0.2, "low"),
    (say.tone, 0.6, "middle"),
    (say.tone, 0.9, "high"),
]


@pytest.mark.parametrize(("way", "value", "expected"), CASES)
def test_a_value_is_written_as_a_clerk_writes_it(way, value, expected):
    with translation.override("zh-hans"):
        assert way(value) == expected


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", "共 3 件"), ("en", "3 in all")])
def test_a_sentence_is_said_in_the_chosen_language(language, expected):
    with translation.override(language):
        assert say.say("共 {n} 件", "{n} in all", n=3) == expected


def test_joined_lines_leave_no_space_between_chinese_sentences():
    text = '{% load say %}{% joined %}\n  {% say "甲。" "One. " %}\n  {% say "乙。" "Two." %}\n{% endjoined %}'
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(Template(text).render(Context()))
    assert said == ["甲。乙。", "One. Two."]


@pytest.mark.parametrize(("cookie", "expected"), [("", "zh-hans"), ("en", "en"), ("klingon", "zh-hans")])
def test_an_unknown_choice_falls_back_to_chinese(rf, cookie, expected):
    request = rf.get("/")
    request.COOKIES["xubao_language"] = cookie
    assert chosen(request, "xubao_language", LANGUAGES) == expected


@pytest.mark.parametrize("values", [[], [1.0], [None, 2.0]])
def test_a_line_of_too_few_values_is_not_drawn(values):
    assert say.spark(values) == ""


def test_a_flat_line_is_drawn_in_the_middle():
    assert 'points="0.0,17' in say.spark([5.0, 5.0])


def test_a_bar_never_runs_over_its_end():
    assert 'width="100.0"' in say.bar(1.7)


def test_the_way_back_after_a_choice_never_leads_to_another_house(client):
    answer = client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")

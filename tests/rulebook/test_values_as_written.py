"""How are amounts, rates and factors written, and what is not one of them?"""

import pytest

from xubao.glossary.words import BenefitKind
from xubao.rulebook.values import RATE, parse_factor, parse_rate, word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5%", 500),
        ("0%", 0),
        ("12.5%", 1250),
        ("0.05%", 5),
        ("9折", 1000),
        ("9.5折", 500),
        ("85折", 1500),
        ("8折", 2000),
        ("上浮10%", -1000),
        ("-30%", -3000),
    ],
)
def test_a_rate_is_what_the_customer_gains(text, expected) -> None:
    assert expected == parse_rate(text)


@pytest.mark.parametrize("text", ["九折", "5", "0.05", "+10%", "5.005%", "10折起", ""])
def test_what_is_no_rate_is_not_taken_for_one(text) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader turns it into a refusal with file and line
        RATE.parse(text)


def test_a_factor_is_held_in_basis_points() -> None:
    assert [6500, 15000, -5000] == [parse_factor(text) for text in ("0.65", "1.50", "-0.5")]


def test_a_word_may_be_written_in_chinese_or_as_stored() -> None:
    kind = word(BenefitKind)
    assert kind.parse("礼品") is kind.parse("gift") is BenefitKind.GIFT

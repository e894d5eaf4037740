"""A sheet keeps its contract or is refused."""

from datetime import date

import polars as pl
import pytest

from xubao.glossary.refusals import CATALOGUE, Refusal
from xubao.glossary.sheets import Sheet, count, day, text

PETS = Sheet(
    "pets", "宠物", "a pet", ("name",), {"name": text("名"), "born": day("生日"), "legs": count("腿", null=True)}
)
REX = {"name": ["Rex"], "born": [date(2020, 1, 1)]}


def test_a_frame_is_brought_to_the_contract():
    assert PETS.shape(pl.DataFrame(REX)).schema == PETS.schema


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(Refusal, match="born"):
        PETS.shape(pl.DataFrame({"name": ["Rex"]}))


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pl.DataFrame(REX), "sheet.missing_column"),
        (PETS.shape(pl.DataFrame(REX)).cast({"legs": pl.Int64}), "sheet.wrong_type"),
        (PETS.shape(pl.DataFrame({"name": [None], "born": [None]})), "sheet.empty_cell"),
        (PETS.shape(pl.DataFrame({"name": ["a", "a"], "born": REX["born"] * 2})), "sheet.double_key"),
    ],
)
def test_a_frame_that_breaks_the_contract_is_refused(frame, code):
    with pytest.raises(Refusal) as refused:
        PETS.check(frame)
    assert refused.value.code == code


def test_every_refusal_speaks_both_languages_and_says_what_to_do():
    assert [
        kind.code for kind in CATALOGUE.values() if not all((kind.zh, kind.en, kind.remedy_zh, kind.remedy_en))
    ] == []

"""The people, vehicles and offices of the specimen look like those of a real insurer, and are nobody's."""

import polars as pl
import pytest
from tests.decisions.book.specimen_case import highest, lowest, mean, specimen

from xubao.glossary.keys import is_mobile, is_vin

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VIN_LETTERS = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
PLATE = r"^\p{Han}[A-Z]"


def test_every_identity_number_of_a_person_has_its_check_digit():
    numbers = specimen().book.customers.filter(pl.col("kind") == "person")["id_no"]

    wanted = ["10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False)) % 11] for number in numbers]
    assert wanted == [number[-1] for number in numbers]


def test_no_identity_number_can_be_a_real_persons():
    people = specimen().book.customers.filter(pl.col("kind") == "person")

    assert people["id_no"].str.starts_with("99").all()
    assert people["id_no"].n_unique() == people.height


def test_identity_numbers_tell_birthday_and_gender():
    people = specimen().book.customers.filter(pl.col("kind") == "person")
    odd = people["id_no"].str.slice(16, 1).cast(pl.Int32) % 2 == 1

    assert (people["id_no"].str.slice(6, 8) == people["birthday"].dt.strftime("%Y%m%d")).all()
    assert (odd == (people["gender"] == "男")).all()


def test_every_company_has_an_eighteen_character_code_and_no_birthday():
    companies = specimen().book.customers.filter(pl.col("kind") == "company")

    assert companies.height > 0
    assert companies["id_no"].str.contains(r"^91\d{15}[0-9A-HJ-NP-RTUWXY]$").all()
    assert companies["birthday"].null_count() == companies.height


def test_every_vin_has_its_form_and_check_digit():
    vins = specimen().book.vehicles["vin"]
    totals = [
        sum(int(VIN_LETTERS.get(c, c)) * w for c, w in zip(vin, VIN_WEIGHTS, strict=True))
        for vin in [f"{vin[:8]}0{vin[9:]}" for vin in vins]
    ]

    assert all(is_vin(vin) for vin in vins)
    assert ["0123456789X"[total % 11] for total in totals] == [vin[8] for vin in vins]


def test_plates_are_unique_and_new_energy_ones_have_one_character_more():
    vehicles = specimen().book.vehicles.with_columns(nev=pl.col("fuel").is_in(["bev", "phev"]))
    lengths = vehicles.select("nev", pl.col("plate_no").str.len_chars().alias("length")).unique().sort("nev")

    assert vehicles["plate_no"].n_unique() == vehicles.height
    assert lengths.rows() == [(False, 7), (True, 8)]
    assert vehicles["plate_no"].str.contains(PLATE).all()


def test_some_phones_are_impossible_some_missing_some_shared():
    customers = specimen(20_000, 5).book.customers
    phones = customers["phone"]
    impossible = [phone for phone in phones.drop_nulls() if not is_mobile(phone)]

    assert 0.01 < phones.null_count() / customers.height < 0.04
    assert 0.01 < len(impossible) / customers.height < 0.04
    assert {len(phone) for phone in impossible} == {11}
    assert highest(phones.drop_nulls().value_counts()["count"]) >= 3


def test_a_phone_counts_as_valid_where_it_has_the_form_of_one():
    customers = specimen().book.customers
    formed = [phone is not None and is_mobile(phone) for phone in customers["phone"]]

    assert formed == customers["phone_valid"].to_list()


def test_some_phones_of_right_form_are_not_the_customers_own():
    running = specimen(20_000, 5).truth.join(specimen(20_000, 5).book.customers, on="customer_no")
    looks_right = running.filter("phone_valid")

    assert 0.02 < 1 - mean(looks_right["phone_true"]) < 0.12


@pytest.mark.req("A15")
def test_households_hold_several_customers_or_vehicles_and_fleets_are_companies():
    book = specimen().book
    owned = book.policies.group_by("customer_no").agg(pl.col("vin").n_unique().alias("vehicles"))
    homes = book.customers.drop_nulls("household_no").join(owned, on="customer_no")
    kinds = homes.group_by("household_no").agg(pl.col("kind").unique(), pl.len(), pl.col("vehicles").sum())

    assert kinds["kind"].list.len().unique().to_list() == [1]
    assert kinds.filter(pl.col("household_no").str.starts_with("F") & (pl.col("vehicles") >= 3)).height > 0
    assert kinds.filter(pl.col("household_no").str.starts_with("H") & (pl.col("len") >= 2)).height > 0


def test_a_household_lives_at_one_address():
    homes = (
        specimen().book.customers.drop_nulls("household_no").group_by("household_no").agg(pl.col("address").n_unique())
    )

    assert homes["address"].unique().to_list() == [1]


def test_offices_form_one_tree_of_four_levels():
    branches = specimen().book.branches
    levels = dict(branches.select("branch_code", "level").rows())
    above = {"branch": "head_office", "central_subbranch": "branch", "subbranch": "central_subbranch"}

    wrong = [
        code
        for code, level, parent in branches.select("branch_code", "level", "parent_code").rows()
        if (parent and above[level] != levels[parent]) or (not parent and level != "head_office")
    ]
    assert wrong == []


def test_every_selling_office_has_specialists_at_work_with_licences():
    book = specimen().book
    working = book.staff.filter((pl.col("role") == "renewal_specialist") & pl.col("active"))
    selling = book.policies["branch_code"].unique()

    assert set(selling) <= set(working["branch_code"])
    assert working["license_no"].null_count() == working["daily_calls"].null_count() == 0


def test_some_sellers_have_left():
    staff = specimen(20_000, 5).book.staff

    assert 0 < (~staff["active"]).sum() < staff.height * 0.1


def test_consents_can_be_withdrawn_but_not_before_they_were_given():
    consents = (
        specimen().book.consents.sort("on").group_by("customer_no", "purpose", "contact_channel", maintain_order=True)
    )
    withdrawn = consents.agg("given").filter(pl.col("given").list.len() == 2)

    assert withdrawn.height > 0
    assert withdrawn["given"].to_list() == [[True, False]] * withdrawn.height


def test_calls_are_made_inside_calling_hours():
    hours = specimen().book.contacts["at"].dt.time()

    assert lowest(hours).hour >= 9
    assert (highest(hours).hour, highest(hours).minute) <= (20, 30)

"""Keys are the same everywhere, and masked."""

import pytest

from xubao.glossary.keys import fingerprint, mask_id, mask_name, mask_phone, mask_plate, mask_vin, stable_bucket


def test_a_bucket_never_changes():
    assert [stable_bucket(key, salt="s") for key in ("H1", "H2", "甲")] == [7553, 1813, 105]


def test_another_salt_is_another_draw():
    assert stable_bucket("H1", salt="a") != stable_bucket("H1", salt="b")


def test_buckets_are_spread_evenly():
    drawn = [stable_bucket(f"H{number}", salt="x") for number in range(20_000)]
    assert abs(sum(bucket < 1_000 for bucket in drawn) - 2_000) < 200


@pytest.mark.req("A20")
@pytest.mark.parametrize(
    ("mask", "plain", "hidden"),
    [
        (mask_phone, "13812341234", "138****1234"),
        (mask_plate, "川A12348", "川A****8"),
        (mask_name, "欧阳建国", "欧***"),
        (mask_id, "510104199001011234", "510******34"),
        (mask_vin, "LSVAA4182E2123456", "***123456"),
        (mask_phone, "123", "****"),
    ],
)
def test_personal_data_is_masked(mask, plain, hidden):
    assert mask(plain) == hidden


def test_a_fingerprint_tells_where_one_part_ends():
    assert fingerprint(b"ab", b"c") != fingerprint(b"a", b"bc")

"""Personal data lies sealed and is found by a keyed hash."""

import pytest

from xubao.glossary.refusals import Refusal
from xubao.records.secrecy import blind, seal, unseal


@pytest.mark.req("A20")
def test_what_is_sealed_can_be_read_back_with_the_key():
    assert unseal(seal("13812341234")) == "13812341234"


def test_the_same_text_is_sealed_otherwise_each_time():
    assert seal("13812341234") != seal("13812341234")


def test_another_key_cannot_open_it(settings):
    sealed = seal("13812341234")
    settings.XUBAO_FIELD_KEY = "00" * 32
    with pytest.raises(Refusal, match="另一把密钥"):
        unseal(sealed)


def test_the_hash_is_the_same_for_the_same_text_and_useless_without_the_key(settings):
    first = blind("13812341234")
    settings.XUBAO_FIELD_KEY = "00" * 32
    assert first != blind("13812341234")

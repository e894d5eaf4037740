"""Settings that cannot be used are named, with what they should be."""

import pytest

from xubao.glossary.refusals import Refusal
from xubao.wiring.environment import read_environment


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:geheim@h/x"),
        ("TODAY", "morgen"),
        ("FIELD_KEY", "geheim"),
        ("THREADS", "zwei"),
        ("ALLOWED_HOSTS", "host"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_a_secret_is_not_repeated(monkeypatch, name, value):
    monkeypatch.setenv(f"XUBAO_{name}", value)
    with pytest.raises(Refusal) as refused:
        read_environment()
    assert (f"XUBAO_{name}" in refused.value.zh, "geheim" in refused.value.zh) == (True, False)

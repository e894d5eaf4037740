"""What a folder of YAML and CSV says: terms, law, tariff, calendar and examples, each with a fingerprint."""

from collections.abc import Mapping

from xubao.rulebook import tariff_reader
from xubao.rulebook.parameters import Tariff


def read_tariff(files: Mapping[str, bytes]) -> Tariff:
    """Return the tariff of a folder such as packs/cn/tariff (paths relative to it).

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return tariff_reader.read(files)

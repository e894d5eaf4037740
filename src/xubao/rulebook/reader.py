"""What a folder of YAML and CSV says: terms, law, tariff, calendar and examples, each with a fingerprint."""

from collections.abc import Mapping

from xubao.rulebook import law_reader, tariff_reader, terms_reader
from xubao.rulebook.law import Law
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.terms import Terms


def read_tariff(files: Mapping[str, bytes]) -> Tariff:
    """Return the tariff of a folder such as packs/cn/tariff (paths relative to it).

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return tariff_reader.read(files)


def read_terms(files: Mapping[str, bytes]) -> Terms:
    """Return the terms of a folder such as packs/cn/terms/plan-001 (paths relative to it).

    What is still [X] stands in `empties`; raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return terms_reader.read(files)


def read_law(files: Mapping[str, bytes]) -> Law:
    """Return the law of a folder such as packs/cn/law (paths relative to it).

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    return law_reader.read(files)

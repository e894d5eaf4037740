"""How a tariff folder is read: NCD, factor ranges, compulsory base and floats, economics."""

from collections.abc import Mapping
from datetime import date

from xubao.glossary.keys import fingerprint
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Confidence
from xubao.rulebook.columns import VEHICLE_COLUMNS
from xubao.rulebook.decision_csv import read_table
from xubao.rulebook.parameters import (
    NATIONAL,
    Assumption,
    DatedRate,
    FactorRange,
    NcdLevels,
    Provenance,
    Tariff,
)
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import DAY, FACTOR, RATE, TEXT, WHOLE, YUAN, Kind, word


def _parse_vehicle(text: str) -> bool:
    if text not in ("fuel", "nev"):
        raise ValueError(text)
    return text == "nev"


VEHICLES: Kind[bool] = Kind("fuel（燃油车）或 nev（新能源车）", _parse_vehicle, False)
_Group = tuple[dict[str, Provenance], list[Empty]]


def fingerprint_of(files: Mapping[str, bytes]) -> str:
    """Return the fingerprint of a folder: every name and byte, whatever the order of reading."""
    return fingerprint(*(part for name in sorted(files) for part in (name.encode(), files[name])))


def refuse_empties(empties: list[Empty]) -> None:
    """Refuse data in which something is still [X]."""
    if empties:
        places = "；".join(f"{empty.file} {empty.path}" for empty in empties)
        raise Refusal("campaigns.empty_value", count=len(empties), places=places)


def read_provenance(section: Section) -> Provenance:
    """Return source, confidence, dates and region of a section."""
    no_end: date | None = None
    return Provenance(
        source=section.take("source", TEXT),
        confidence=section.take("confidence", word(Confidence)),
        last_checked=section.take("last_checked", DAY),
        effective_from=section.take("effective_from", DAY),
        effective_to=section.take("effective_to", DAY, no_end),
        region=section.take("region", TEXT, NATIONAL),
    )


def read(files: Mapping[str, bytes]) -> Tariff:
    """Return the tariff of a folder; raises Refusal campaigns.* naming file and line."""
    empties: list[Empty] = []
    provenance: dict[str, Provenance] = {}
    group = (provenance, empties)
    ncd_bp, levels = _read_ncd(files, group)
    traffic_bp, expense = _read_factors(files, group)
    floats, schemes, graded = _read_compulsory(files, group)
    tariff = Tariff(
        ncd_bp=ncd_bp,
        ncd_levels=levels,
        ranges=_read_ranges(files, empties),
        traffic_bp=traffic_bp,
        expense=expense,
        compulsory=read_table(files, "compulsory.csv", columns=VEHICLE_COLUMNS, empties=empties),
        graded_fen=graded,
        float_bp=floats,
        scheme_of=schemes,
        economics=_read_economics(files, empties),
        provenance=provenance,
        fingerprint=fingerprint_of(files),
    )
    refuse_empties(empties)
    return tariff


def _read_ncd(files: Mapping[str, bytes], group: _Group) -> tuple[dict[int, int], NcdLevels]:
    provenance, empties = group
    top = open_yaml(files, "ncd.yaml", empties)
    provenance["ncd"] = read_provenance(top)
    top.take("note", TEXT, "")
    factors = {int(level): factor for level, factor in top.pairs("coefficients", FACTOR, needed=True).items()}
    level = top.child("level")
    provenance["ncd_levels"] = Provenance(
        source=level.take("source", TEXT),
        confidence=level.take("confidence", word(Confidence)),
        last_checked=level.take("last_checked", DAY),
        effective_from=provenance["ncd"].effective_from,
    )
    levels = NcdLevels(
        **{
            name: level.take(name, WHOLE)
            for name in ("first_year", "clean_years", "clean_level", "window_years", "low", "high")
        }
    )
    level.done()
    top.done()
    return factors, levels


def _read_ranges(files: Mapping[str, bytes], empties: list[Empty]) -> tuple[FactorRange, ...]:
    top = open_yaml(files, "autonomous.yaml", empties)
    ranges = []
    for row in top.children("ranges"):
        ranges.append(
            FactorRange(
                row.take("vehicle", VEHICLES), row.take("low", FACTOR), row.take("high", FACTOR), read_provenance(row)
            )
        )
        row.done()
    top.done()
    return tuple(ranges)


def _read_factors(files: Mapping[str, bytes], group: _Group) -> tuple[int, tuple[DatedRate, ...]]:
    provenance, empties = group
    top = open_yaml(files, "factors.yaml", empties)
    traffic = top.child("traffic")
    provenance["traffic"] = read_provenance(traffic)
    traffic_bp = traffic.take("default", FACTOR)
    traffic.done()
    expense = []
    for row in top.children("expense"):
        expense.append(DatedRate(row.take("ratio", RATE), read_provenance(row)))
        row.done()
    top.done()
    return traffic_bp, tuple(expense)


def _read_compulsory(
    files: Mapping[str, bytes], group: _Group
) -> tuple[dict[tuple[str, str], int], dict[str, str], dict[tuple[str, str], int]]:
    provenance, empties = group
    top = open_yaml(files, "compulsory.yaml", empties)
    provenance["compulsory"] = read_provenance(top)
    floats_of, schemes_of, graded_of = top.child("floats"), top.child("schemes"), top.child("graded")
    floats = {
        (scheme, code): rate for scheme in floats_of.nodes for code, rate in floats_of.pairs(scheme, RATE).items()
    }
    schemes = {region: scheme for scheme in schemes_of.nodes for region in schemes_of.texts(scheme, TEXT)}
    graded = {(kind, name): base for kind in graded_of.nodes for name, base in graded_of.pairs(kind, YUAN).items()}
    top.done()
    return floats, schemes, graded


def _read_economics(files: Mapping[str, bytes], empties: list[Empty]) -> dict[str, Assumption]:
    top = open_yaml(files, "economics.yaml", empties)
    assumptions = {
        name: Assumption(
            row.take("title", TEXT), row.take("value", RATE), row.take("source", TEXT), row.take("last_checked", DAY)
        )
        for name, row in top.named("assumptions").items()
    }
    top.done()
    return assumptions

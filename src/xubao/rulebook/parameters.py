"""The tariff: dated factors, ranges, base premiums and floats, each with region, source and last check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xubao.glossary.words import Confidence
from xubao.rulebook.tables import Table

NATIONAL = "全国"


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from, since when and where it holds, and when somebody last looked."""

    source: str
    confidence: Confidence
    last_checked: date
    effective_from: date
    effective_to: date | None = None
    region: str = NATIONAL

    def holds(self, on: date, region: str | None) -> bool:
        """Return whether the value is in force on a day in a region (None asks for the national one)."""
        inside = self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
        return inside and self.region in (NATIONAL, region)


@dataclass(frozen=True)
class FactorRange:
    """自主定价系数区间: low and high in basis points, both included."""

    nev: bool
    low_bp: int
    high_bp: int
    provenance: Provenance


@dataclass(frozen=True)
class DatedRate:
    """A rate in basis points with its dates."""

    rate_bp: int
    provenance: Provenance


@dataclass(frozen=True)
class NcdLevels:
    """How the NCD level is formed (domain 1.2).

    First year: `first_year`. Insured `clean_years` in a row with no claim in them: `clean_level`. Else claims of the
    last `window_years` less consecutive years (at most `window_years`), kept within low..high.
    """

    first_year: int
    clean_years: int
    clean_level: int
    window_years: int
    low: int
    high: int

    def level(self, *, insured_years: int, claims: int, clean_years: int) -> int:
        """Return the level of a policy: years insured in a row, claims in the window, claim-free years in a row."""
        if insured_years <= 0:
            return self.first_year
        if insured_years >= self.clean_years and clean_years >= self.clean_years:
            return self.clean_level
        return max(self.low, min(self.high, claims - min(insured_years, self.window_years)))


@dataclass(frozen=True)
class Assumption:
    """A number without a reliable public source: shown as 假设 wherever it is used."""

    title: str
    rate_bp: int
    source: str
    last_checked: date


@dataclass(frozen=True)
class Tariff:
    """All parameters of one jurisdiction's motor tariff.

    `ncd_bp` NCD level to coefficient · `compulsory` kind, use_class, seats, tonnage_kg to `base_fen` ·
    `graded_fen` (kind, class) to base for special vehicles and motorcycles · `float_bp` (scheme, record code) to
    float, -3000 is 30 % off · `scheme_of` region to scheme · `provenance` by group, for pages and the proofreader.
    """

    ncd_bp: Mapping[int, int]
    ncd_levels: NcdLevels
    ranges: tuple[FactorRange, ...]
    traffic_bp: int
    expense: tuple[DatedRate, ...]
    compulsory: Table
    graded_fen: Mapping[tuple[str, str], int]
    float_bp: Mapping[tuple[str, str], int]
    scheme_of: Mapping[str, str]
    economics: Mapping[str, Assumption]
    provenance: Mapping[str, Provenance]
    fingerprint: str

    def autonomous_range(self, *, nev: bool, region: str | None, on: date) -> tuple[int, int, Confidence] | None:
        """Return (low bp, high bp, confidence) in force on a day, a region's own before the national one.

        None where no range is known to have been in force (before 2020-09-19).
        """
        known = [row for row in self.ranges if row.nev == nev and row.provenance.holds(on, region)]
        if not known:
            return None
        best = max(known, key=lambda row: (row.provenance.region != NATIONAL, row.provenance.effective_from))
        return best.low_bp, best.high_bp, best.provenance.confidence

    def expense_bp(self, *, on: date) -> int | None:
        """Return the expense ratio in force on a day, None where none is known."""
        known = [row for row in self.expense if row.provenance.holds(on, None)]
        return max(known, key=lambda row: row.provenance.effective_from).rate_bp if known else None

    @property
    def margin_rate_bp(self) -> int:
        """Return what a kept commercial policy contributes per premium: an assumption (假设)."""
        return self.economics["margin_rate"].rate_bp

"""What happened to every vehicle of the specimen, term after term, up to a day?"""

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.claims import FREQUENCY, Crashes, make_crashes
from xubao.decisions.book.specimen.parts import COMMERCIAL, COMPULSORY, Vector, next_year, year_of
from xubao.decisions.book.specimen.quotes import Records, quote_terms
from xubao.decisions.book.specimen.seasons import Term, complaint_frame, decide, hold_season, season_frame
from xubao.decisions.book.specimen.state import Scene, State

_CANCELLED_SHARE = 0.012
_TRANSFER_SHARE = 0.012
_LATE_SHARE = 0.04
_LINES = (COMMERCIAL, COMPULSORY)
QUOTE_OPENS_DAYS = 30
"""Days before expiry from which the core system's quote of the next term is in the list (domain 1.6)."""


@dataclass
class History:
    """Growing lists of small numeric frames: terms, claims, seasons of contact, complaints and truths."""

    terms: list[pl.DataFrame] = field(default_factory=list)
    claims: list[pl.DataFrame] = field(default_factory=list)
    seasons: list[pl.DataFrame] = field(default_factory=list)
    complaints: list[pl.DataFrame] = field(default_factory=list)
    truths: list[pl.DataFrame] = field(default_factory=list)


def simulate(scene: Scene, *, rng: np.random.Generator) -> History:
    """Return all terms that start on or before `until`, with what happened in them; one pass per term number."""
    history = History()
    state = _entrance(scene, rng)
    buyer = len(scene.people.phone) - scene.people.reserve
    while len(state.vehicle):
        state = _one_term(state, scene, history, rng)
        state = state.only((state.alive & (state.start <= scene.until)).any(axis=1))
        state, buyer = _transfer_some(state, buyer, last=len(scene.people.phone), rng=rng)
    return history


def _entrance(scene: Scene, rng: np.random.Generator) -> State:
    """Return the first terms, with the claims of four years before as drawn from each vehicle's own rate."""
    cars = scene.cars
    size = len(cars.customer)
    insured = np.arange(4)[None, :] < cars.years_before[:, None]
    claims, faults = (
        (rng.poisson(frequency * cars.claim_rate[:, None], (size, 4)) * insured).astype(np.int8)
        for frequency in FREQUENCY
    )
    start = np.stack([cars.entry, cars.entry + cars.line_shift], axis=1)
    vehicle = np.arange(size, dtype=np.int32)
    known = np.where(cars.with_us_before > 0, year_of(cars.entry) - 1, -1)
    return State(
        vehicle=vehicle,
        customer=cars.customer,
        start=start,
        alive=np.stack([cars.lines & 1 > 0, cars.lines & 2 > 0], axis=1),
        quotes=quote_terms(
            scene,
            vehicle,
            start=start,
            years=cars.years_before,
            records=Records(claims, faults, np.zeros(size, dtype=bool)),
            noise=_noise(size, rng),
        ),
        years=cars.years_before,
        tenure=cars.with_us_before,
        claims=claims,
        faults=faults,
        late=np.zeros(size, dtype=np.int8),
        previous=known[:, None].repeat(2, axis=1),
        lead=rng.integers(1, 31, size),
    )


def _noise(size: int, rng: np.random.Generator) -> Vector:
    noise: Vector = rng.normal(0, 0.05, size)
    return noise


def _one_term(state: State, scene: Scene, history: History, rng: np.random.Generator) -> State:
    """Record the term that begins and return the vehicles as they stand before the next one."""
    size = len(state.vehicle)
    alive = state.alive & (state.start <= scene.until)
    expiry = np.stack([next_year(state.start[:, line]) - 1 for line in _LINES], axis=1)
    cancelled = _cancellations(state.start, expiry, alive, until=scene.until, rng=rng)
    known = np.where(cancelled[:, None] >= 0, cancelled[:, None] - 1, np.minimum(expiry, scene.until))
    rate = scene.cars.claim_rate[state.vehicle]
    crashes = make_crashes(state, rate=rate, ends=known, alive=alive, rng=rng)
    lead = rng.integers(1, 31, size)
    gap = np.where(rng.random(size) < _LATE_SHARE, rng.integers(1, 36, size), 0)
    start = expiry + 1 + gap[:, None]
    quoted = np.where(expiry >= scene.until, scene.until, start - lead[:, None])
    records, later, faults = _records(state, crashes, quoted=quoted)
    opened = expiry - QUOTE_OPENS_DAYS <= scene.until
    noise = np.where(opened.any(axis=1), _noise(size, rng), 0.0)
    quotes = quote_terms(scene, state.vehicle, start=start, years=state.years + 1, records=records, noise=noise)
    term = Term(alive=alive & (cancelled < 0)[:, None], expiry=expiry, crashes=crashes, quotes=quotes)
    season = hold_season(state, scene, crashes=crashes, expiry=expiry, rng=rng)
    decision = decide(state, scene, term=term, season=season, rng=rng)
    offered = np.where(opened & (cancelled < 0)[:, None], quotes.premium, -1)
    history.terms.append(_term_frame(state, alive=alive, expiry=expiry, cancelled=cancelled, offered=offered))
    history.claims.append(crashes.frame(state, scene.until))
    history.seasons.append(season_frame(state, term=term, season=season, stays=decision.stays))
    history.complaints.append(complaint_frame(state, season))
    history.truths.append(decision.truth)
    return replace(
        state,
        start=start,
        alive=decision.stays,
        quotes=quotes,
        years=state.years + 1,
        tenure=state.tenure + 1,
        claims=records.claims,
        faults=faults,
        late=later,
        previous=np.stack([year_of(state.start[:, line]) for line in _LINES], axis=1),
        lead=lead,
    )


def _records(state: State, crashes: Crashes, *, quoted: Vector) -> tuple[Records, Vector, Vector]:
    """Return what the next quote knows, the claims closed too late for it, and the at-fault record to carry on."""
    size = len(state.vehicle)
    paid, later = crashes.paid_by(quoted, size)
    seen, whole, deaths = crashes.faults_by(quoted, size)
    claims = np.column_stack([state.late + paid, state.claims[:, :3]]).astype(np.int8)
    faults, carried = (np.column_stack([first, state.faults[:, :3]]).astype(np.int8) for first in (seen, whole))
    return Records(claims, faults, deaths), later.astype(np.int8), carried


def _cancellations(start: Vector, expiry: Vector, alive: Vector, *, until: int, rng: np.random.Generator) -> Vector:
    """Return the day a vehicle is sold or scrapped and all its policies end, -1 for none."""
    size = len(start)
    lowest = np.where(alive, start, 0).max(axis=1) + 10
    highest = np.where(alive, expiry, 2**30).min(axis=1) - 10
    day = lowest + (rng.random(size) * np.maximum(highest - lowest, 1)).astype(np.int64)
    happens = (rng.random(size) < _CANCELLED_SHARE) & (day <= until) & (highest > lowest)
    result: Vector = np.where(happens, day, -1)
    return result


def _term_frame(state: State, *, alive: Vector, expiry: Vector, cancelled: Vector, offered: Vector) -> pl.DataFrame:
    """Return the terms that begin as numbers, one row per line of cover."""
    quotes = state.quotes
    frames = []
    for line in _LINES:
        hit = alive[:, line]
        frames.append(
            pl.DataFrame(
                {
                    "vehicle": state.vehicle[hit],
                    "line": np.full(int(hit.sum()), line, dtype=np.int8),
                    "customer": state.customer[hit].astype(np.int32),
                    "start": state.start[hit, line].astype(np.int32),
                    "expiry": expiry[hit, line].astype(np.int32),
                    "signed": (state.start[:, line] - state.lead)[hit].astype(np.int32),
                    "premium": quotes.premium[hit, line],
                    "base": quotes.base[hit, line],
                    "ncd": quotes.ncd[hit].astype(np.int32),
                    "autonomous": quotes.autonomous[hit].astype(np.int32),
                    "tenure": state.tenure[hit].astype(np.int32),
                    "previous": state.previous[hit, line].astype(np.int16),
                    "cancelled": cancelled[hit].astype(np.int32),
                    "offered": offered[hit, line],
                    "both": alive.all(axis=1)[hit],
                }
            )
        )
    return pl.concat(frames)


def _transfer_some(state: State, buyer: int, *, last: int, rng: np.random.Generator) -> tuple[State, int]:
    """Return the vehicles after a few were sold to buyers who keep insuring them here."""
    sold = np.flatnonzero(rng.random(len(state.vehicle)) < _TRANSFER_SHARE)[: last - buyer]
    customer = state.customer.copy()
    customer[sold] = np.arange(buyer, buyer + len(sold), dtype=np.int32)
    return replace(state, customer=customer), buyer + len(sold)

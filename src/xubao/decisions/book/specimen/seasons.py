"""How does a renewal season of the specimen go: who is called, who complains, who stays?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.claims import Crashes
from xubao.decisions.book.specimen.parts import COMMERCIAL, COMPULSORY, IMPOSSIBLE, MISSING, Vector
from xubao.decisions.book.specimen.response import COMPULSORY_EFFECT, Situation, chance, felt_change, situation_logit
from xubao.decisions.book.specimen.state import Quotes, Scene, State

_CALLED, _MESSAGED, _SERVED = 0.62, 0.75, 0.25
_SERVICE_WORTH = 0.03
_SAME_DECISION = 0.85
_COMPANY_AGE = 45.0


@dataclass(frozen=True)
class Term:
    """One term of every vehicle: living lines, last days, claims, and the quote of the next term."""

    alive: Vector
    expiry: Vector
    crashes: Crashes
    quotes: Quotes


@dataclass(frozen=True)
class Season:
    """Contacts and complaints of one season: one value per vehicle; `complaint` is a day or -1."""

    called: Vector
    messaged: Vector
    worth: Vector
    dissatisfied: Vector
    complaint: Vector


@dataclass(frozen=True)
class Decision:
    """Which lines stay, and the truth behind those still in force."""

    stays: Vector
    truth: pl.DataFrame


def hold_season(state: State, scene: Scene, *, crashes: Crashes, expiry: Vector, rng: np.random.Generator) -> Season:
    """Return the contacts of seasons that are over and the complaints; running seasons had no contact yet."""
    size = len(state.vehicle)
    past = (expiry < scene.until).all(axis=1)
    phone = scene.people.phone[state.customer]
    dialled = past & (phone != IMPOSSIBLE) & (phone != MISSING)
    called = dialled & (rng.random(size) < _CALLED)
    messaged = dialled & (rng.random(size) < _MESSAGED)
    dissatisfied = crashes.per_vehicle((crashes.score > 0) & (crashes.score <= 2), size) > 0
    harassed = called & (rng.random(size) < scene.traits.p_complain[state.customer])
    unhappy = rng.random(size) < 0.0015 + 0.06 * dissatisfied
    day = expiry.min(axis=1) - np.where(harassed, rng.integers(1, 20, size), rng.integers(20, 200, size))
    return Season(
        called=called,
        messaged=messaged,
        worth=np.where(called & (rng.random(size) < _SERVED), _SERVICE_WORTH, 0.0),
        dissatisfied=dissatisfied,
        complaint=np.where((harassed | unhappy) & (day <= scene.until), day, -1),
    )


def decide(state: State, scene: Scene, *, term: Term, season: Season, rng: np.random.Generator) -> Decision:
    """Return who stays: draw < chance(log odds of the person, the price and what was really done)."""
    traits, customer = scene.traits, state.customer
    size = len(customer)
    change = term.quotes.premium / state.quotes.premium - 1.0
    first = rng.random(size)
    second = np.where(rng.random(size) < _SAME_DECISION, first, rng.random(size))
    draw = np.stack([first, second], axis=1)
    done = (
        season.messaged * traits.lift_message[customer]
        + season.called * traits.lift_call[customer]
        + season.worth * traits.lift_worth[customer]
    )
    logit = _logits(state, scene, term=term, season=season)
    logit += traits.lift_price[customer][:, None] * felt_change(change)
    stays = term.alive & (draw < chance(logit + done[:, None]))
    running = term.alive & (term.expiry >= scene.until)
    truth = [
        pl.DataFrame(
            {
                "vehicle": state.vehicle[hit],
                "line": np.full(int(hit.sum()), line, dtype=np.int8),
                "customer": customer[hit],
                "start": state.start[hit, line].astype(np.int32),
                "expiry": term.expiry[hit, line].astype(np.int32),
                "logit": logit[hit, line],
                "change": change[hit, line],
                "draw": draw[hit, line],
            }
        )
        for line in (COMMERCIAL, COMPULSORY)
        for hit in (running[:, line],)
    ]
    return Decision(stays=stays, truth=pl.concat(truth))


def _logits(state: State, scene: Scene, *, term: Term, season: Season) -> Vector:
    """Return log odds of (commercial, compulsory) at an unchanged price with no contact."""
    vehicle, customer = state.vehicle, state.customer
    age = (term.expiry[:, 0] - scene.people.birthday[customer]) / 365.25
    seen = Situation(
        tenure=state.tenure + 1,
        age=np.where(scene.people.company[customer], _COMPANY_AGE, age),
        vehicle_age=(term.expiry[:, 0] - scene.cars.registered[vehicle]) / 365.25,
        claims=term.crashes.per_vehicle(np.ones(len(term.crashes.at), dtype=bool), len(vehicle)),
        channel=scene.cars.channel[vehicle],
        nev=scene.nev[vehicle],
        single_line=state.alive.sum(axis=1) == 1,
        dissatisfied=season.dissatisfied,
        complained=season.complaint >= 0,
    )
    base = situation_logit(seen) + scene.traits.frailty[customer]
    both: Vector = np.stack([base, base + COMPULSORY_EFFECT], axis=1)
    return both


def season_frame(state: State, *, term: Term, season: Season, stays: Vector) -> pl.DataFrame:
    """Return the seasons with contact as numbers, one row per vehicle, under its main line of cover."""
    line = np.where(term.alive[:, COMMERCIAL], COMMERCIAL, COMPULSORY)
    at = np.arange(len(line))
    return pl.DataFrame(
        {
            "vehicle": state.vehicle,
            "line": line.astype(np.int8),
            "customer": state.customer,
            "start": state.start[at, line].astype(np.int32),
            "expiry": term.expiry[at, line].astype(np.int32),
            "called": season.called,
            "messaged": season.messaged,
            "served": season.worth > 0,
            "stays": stays[at, line],
        }
    ).filter((pl.col("called") | pl.col("messaged")) & pl.Series(term.alive.any(axis=1)))


def complaint_frame(state: State, season: Season) -> pl.DataFrame:
    """Return the complaints as numbers."""
    hit = season.complaint >= 0
    return pl.DataFrame(
        {
            "vehicle": state.vehicle[hit],
            "customer": state.customer[hit],
            "received": season.complaint[hit].astype(np.int32),
            "claim": season.dissatisfied[hit],
        }
    )

"""Who are the customers of the specimen: households, fleets, phones, and how they respond?"""

import numpy as np

from xubao.decisions.book.specimen.parts import (
    DEAD,
    GOOD,
    IMPOSSIBLE,
    MISSING,
    PLANTED,
    Offices,
    People,
    Traits,
    Vector,
    pick,
)

_COMPANY_SHARE = 0.025
_RESERVE_SHARE = 0.05
_JOINS_HOUSEHOLD = 0.22
_PHONE_STATES = np.array([0.905, 0.02, 0.02, 0.015, 0.04])
_REFUSES_PERSONALISED = 0.06


def make_people(vehicles: int, *, offices: Offices, birth_year: int, rng: np.random.Generator) -> People:
    """Return customers enough to own `vehicles`, grouped in households and fleets, and a reserve of buyers."""
    owners = _owners(vehicles, rng)
    reserve = max(20, int(vehicles * _RESERVE_SHARE))
    owned = np.concatenate([owners, np.zeros(reserve, dtype=np.int32)])
    size = len(owned)
    company = owned < 0
    joins = ~company & (rng.random(size) < _JOINS_HOUSEHOLD)
    joins[0] = False
    joins[1:] &= ~company[:-1]
    head: Vector = np.maximum.accumulate(np.where(joins, 0, np.arange(size)))
    weights = 1.0 / (np.arange(len(offices.sub_codes)) % 5 + 2.0)
    age = np.clip(rng.normal(43, 11.5, size), 20, 82)
    return People(
        company=company,
        birthday=((birth_year - 1970 - age) * 365.25).astype(np.int32),
        male=rng.random(size) < 0.68,
        sub=pick(rng, weights, size=size)[head],
        household=head.astype(np.int32),
        vehicles=np.abs(owned),
        phone=pick(rng, _PHONE_STATES, size=size),
        refuses=rng.random(size) < _REFUSES_PERSONALISED,
        reserve=reserve,
    )


def _owners(vehicles: int, rng: np.random.Generator) -> Vector:
    """Return vehicles per customer (negative for a company), summing to `vehicles` exactly."""
    size = vehicles
    company = rng.random(size) < _COMPANY_SHARE
    few = 1 + (rng.random(size) < 0.15) + (rng.random(size) < 0.03)
    owned = np.where(company, 2 + rng.geometric(0.15, size), few)
    last = int(np.searchsorted(np.cumsum(owned), vehicles))
    owned, company = owned[: last + 1], company[: last + 1]
    owned[last] -= int(owned.sum()) - vehicles
    signed: Vector = np.where(company, -owned, owned).astype(np.int32)
    return signed


def phone_works(people: People) -> Vector:
    """Return whether a call or message reaches the customer's own phone."""
    works: Vector = people.phone == GOOD
    return works


def make_traits(people: People, *, until: int, rng: np.random.Generator) -> Traits:
    """Return each customer's hidden response (docs/sums/specimen.md): a wrong phone makes every lift zero.

    Calls help older people most and annoy some of the young; who minds price most values benefits most.
    """
    size = len(people.phone)
    works = phone_works(people)
    decades = (until - people.birthday) / 3652.5 - 4.3
    mind = np.exp(rng.normal(0, 0.45, size))
    answer = np.clip(rng.beta(4.5, 5, size) + 0.05 * decades, 0.05, 0.95)
    warm = rng.normal(0.42, 0.55, size) + 0.12 * decades - 0.25 * people.refuses
    reach = 1 - (1 - answer) ** 2.5
    return Traits(
        frailty=rng.normal(0, 0.6, size).astype(np.float32),
        lift_message=(works * np.clip(rng.normal(0.12, 0.1, size), -0.15, 0.45)).astype(np.float32),
        lift_call=(works * warm * reach).astype(np.float32),
        lift_worth=(works * 3.0 * mind).astype(np.float32),
        lift_price=(-2.4 * mind).astype(np.float32),
        p_answer=(answer * works).astype(np.float32),
        p_complain=np.where(works, 0.002 + 0.02 * np.clip(-warm, 0, 1.5), 0.0).astype(np.float32),
    )


PHONE_PROBLEMS = {IMPOSSIBLE: "impossible", MISSING: "missing", PLANTED: "planted", DEAD: "dead"}
"""Names of phone problems for the manifest."""

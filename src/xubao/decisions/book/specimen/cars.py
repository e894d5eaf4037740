"""Which vehicles are in the specimen, since when, how often do they crash, and what do they look like?"""

import numpy as np

from xubao.decisions.book.specimen.models import BUSES, CARS, MODELS, MOTORCYCLES, NEV_SHARE, TAXIS, TRUCKS, VANS
from xubao.decisions.book.specimen.parts import Cars, Offices, People, Vector, pick, year_of
from xubao.decisions.book.specimen.premium import USES

LIMITS_FEN = np.array([100, 150, 200, 300, 500]) * 1_000_000
"""Third-party limits of 100 to 500 万 yuan, in fen."""

_PERSON_USES = {"family": 96, "private_truck": 1.5, "operating_truck": 1.2, "rental": 1.3}
_COMPANY_USES = {
    "company": 52, "private_truck": 14, "operating_truck": 20, "rental": 6, "government": 3, "coach": 4, "city_bus": 1,
}  # fmt: skip
_STOCK_SHARE = 0.66
_BRAND_NEW_SHARE = 0.25
_NO_SELLER = 0.03
_NEV_SCALE = 0.65
"""A book is younger than the cars on the road: scaled so that about one car in eight is a new-energy one."""
_GROUP_OF_USE = {"private_truck": TRUCKS, "operating_truck": TRUCKS, "coach": BUSES, "city_bus": BUSES, "rental": TAXIS}
_CLAIM_FACTOR = np.array([1.0, 1.1, 0.8, 2.6, 2.0, 1.6, 1.5, 2.3])
_CHANNEL_WEIGHTS = np.array([14, 20, 11, 28, 6, 21])


def make_cars(people: People, *, offices: Offices, first: int, until: int, rng: np.random.Generator) -> Cars:
    """Return vehicles: the standing book at day `first` and level new business from then to day `until`."""
    owner: Vector = np.repeat(np.arange(len(people.vehicles), dtype=np.int32), people.vehicles)
    size = len(owner)
    years = (until - first + 1) / 365.25
    stock = rng.random(size) < _STOCK_SHARE / (_STOCK_SHARE + (1 - _STOCK_SHARE) * years)
    entry = first + (rng.random(size) * np.where(stock, 365, until - first + 1)).astype(np.int64)
    brand_new = ~stock & (rng.random(size) < _BRAND_NEW_SHARE)
    with_us = np.where(stock, rng.geometric(0.3, size), 0)
    elsewhere = np.where(brand_new | (rng.random(size) < 0.3 * stock), 0, rng.geometric(0.18, size))
    before = np.minimum(with_us + elsewhere, 18)
    registered = entry - np.where(brand_new, rng.integers(0, 10, size), before * 365 + rng.integers(5, 40, size))
    use = _uses(people.company[owner], rng)
    model = _choose_models(use, ~people.company[owner], year_of(registered), rng)
    facts = {name: np.array([getattr(kind, name) for kind in MODELS]) for name in ("price", "seats", "load", "group")}
    motorcycle = facts["group"][model] == MOTORCYCLES
    both = rng.random(size)
    lines = np.where(motorcycle | (both < 0.12), 2, np.where(both < 0.15, 1, 3))
    shift = np.where(rng.random(size) < 0.25, rng.integers(1, 46, size) * rng.choice([-1, 1], size), 0)
    sub = people.sub[owner]
    seat = offices.first_seat[sub] + (rng.random(size) * offices.seat_count[sub]).astype(np.int64)
    return Cars(
        customer=owner,
        entry=entry,
        registered=registered,
        model=model,
        use=use,
        seats=facts["seats"][model].astype(np.int32),
        tonnage=facts["load"][model].astype(np.int32),
        price=(facts["price"][model] * rng.integers(92, 112, size)).astype(np.int64),
        channel=pick(rng, _CHANNEL_WEIGHTS, size=size).astype(np.int8),
        seat=np.where(rng.random(size) < _NO_SELLER, -1, seat).astype(np.int32),
        claim_rate=(rng.gamma(1.2, 1 / 1.2, size) * _CLAIM_FACTOR[use]).astype(np.float32),
        years_before=before.astype(np.int16),
        with_us_before=with_us.astype(np.int16),
        lines=lines.astype(np.int8),
        line_shift=np.where(lines == 3, shift, 0).astype(np.int16),
        limit=pick(rng, np.array([18, 14, 34, 28, 6]), size=size).astype(np.int8),
        main=rng.random(size) < 0.82,
    )


def _uses(company: Vector, rng: np.random.Generator) -> Vector:
    weights = [np.array([share.get(name, 0.0) for name in USES]) for share in (_PERSON_USES, _COMPANY_USES)]
    use: Vector = np.where(company, pick(rng, weights[1], size=len(company)), pick(rng, weights[0], size=len(company)))
    return use.astype(np.int8)


def _choose_models(use: Vector, person: Vector, year: Vector, rng: np.random.Generator) -> Vector:
    """Return a model for each vehicle; the share of new-energy models follows the year of first registration."""
    size = len(use)
    groups = np.array([_GROUP_OF_USE.get(name, CARS) for name in USES])[use]
    groups = np.where((groups == CARS) & (rng.random(size) < 0.09), VANS, groups)
    groups = np.where((groups == CARS) & person & (rng.random(size) < 0.006), MOTORCYCLES, groups)
    years = np.clip(year, min(NEV_SHARE), max(NEV_SHARE))
    share = np.array([NEV_SHARE[y] for y in range(min(NEV_SHARE), max(NEV_SHARE) + 1)])[years - min(NEV_SHARE)] / 100
    wants_nev = rng.random(size) < share * np.where(groups == TRUCKS, 0.2, _NEV_SCALE)
    chosen = np.zeros(size, dtype=np.int16)
    for group in (CARS, VANS, TRUCKS, BUSES, TAXIS, MOTORCYCLES):
        for nev in (False, True):
            weights = np.array(
                [kind.weight * (kind.group == group and (kind.fuel in ("bev", "phev")) == nev) for kind in MODELS]
            )
            hit = (groups == group) & ((wants_nev == nev) | (group == MOTORCYCLES))
            if weights.any():
                chosen[hit] = pick(rng, weights, size=int(hit.sum()))
    return chosen

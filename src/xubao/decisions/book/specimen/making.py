"""What does a whole book look like when nobody's data may be shown? A made-up one, with the truth behind it."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.cars import make_cars
from xubao.decisions.book.specimen.events import claim_frame, complaint_frame, consent_frame, contact_frame
from xubao.decisions.book.specimen.frames import customer_frame, vehicle_frame
from xubao.decisions.book.specimen.history import History, simulate
from xubao.decisions.book.specimen.keys import make_vins
from xubao.decisions.book.specimen.models import MODELS
from xubao.decisions.book.specimen.offices import make_offices
from xubao.decisions.book.specimen.parts import Offices, days_of, year_of
from xubao.decisions.book.specimen.people import make_people, make_traits
from xubao.decisions.book.specimen.policies import keep_terms, only_kept, policy_frame, vehicle_offices
from xubao.decisions.book.specimen.state import Scene, set_scene
from xubao.decisions.book.specimen.truth import truth_frame
from xubao.glossary.book_sheets import FEATURE_TABLE, Book
from xubao.glossary.dates import add_years

_HIDDEN_DAYS = 366
_TERMS_PER_VEHICLE = {3: 2.05, 4: 2.4, 5: 2.6}
_SPARE = 1.08


@dataclass(frozen=True)
class Specimen:
    """A made-up book, what its customers would truly do (TRUTH), and how it was made."""

    book: Book
    truth: pl.DataFrame
    manifest: dict[str, object]


def make_specimen(*, policies: int, seed: int, years: int = 4, until: date) -> Specimen:
    """Return a book of exactly `policies` terms that started in the `years` up to `until`; same input, same bytes.

    Raises ValueError for fewer than one policy or three years. Everything in it is synthetic.
    """
    if policies < 1 or years < 3:
        raise ValueError(f"a specimen needs at least 1 policy and 3 years, not {policies} and {years}")
    first = days_of(add_years(until, -years)) + 1
    vehicles = math.ceil(policies / _TERMS_PER_VEHICLE.get(years, 2.6) * _SPARE) + 40
    while True:
        parts = np.random.default_rng(seed).spawn(4)
        offices = make_offices(policies, rng=parts[0])
        scene = _scene(vehicles, offices=offices, first=first, until=days_of(until), rng=parts[1])
        history = simulate(scene, rng=parts[2])
        terms = keep_terms(pl.concat(history.terms), policies=policies, first=first)
        if terms.height == policies:
            break
        vehicles = math.ceil(vehicles * 1.25)
    book, truth = _sheets(terms, history, scene=scene, offices=offices, until=until, rng=parts[3])
    manifest: dict[str, object] = {
        "synthetic": True,
        "policies": policies,
        "seed": seed,
        "years": years,
        "until": until.isoformat(),
        "rows": {name: frame.height for name, frame in book.tables().items()},
        "in_force": truth.height,
    }
    return Specimen(book=book, truth=truth, manifest=manifest)


def _scene(vehicles: int, *, offices: Offices, first: int, until: int, rng: np.random.Generator) -> Scene:
    """Return the people and vehicles before their history; one hidden year warms up what is known of each."""
    parts = rng.spawn(4)
    people = make_people(vehicles, offices=offices, birth_year=int(year_of(np.array([until]))[0]), rng=parts[0])
    traits = make_traits(people, until=until, rng=parts[1])
    cars = make_cars(people, offices=offices, first=first - _HIDDEN_DAYS, until=until, rng=parts[2])
    return set_scene(cars, people, traits, offices=offices, until=until, rng=parts[3])


def _sheets(
    terms: pl.DataFrame, history: History, *, scene: Scene, offices: Offices, until: date, rng: np.random.Generator
) -> tuple[Book, pl.DataFrame]:
    """Return the kept terms and all that hangs on them as sheets."""
    cars, people, traits, parts = scene.cars, scene.people, scene.traits, rng.spawn(4)
    makers = np.array([model.maker for model in MODELS])[cars.model]
    vins = make_vins(makers, years=year_of(cars.registered))
    codes = vehicle_offices(cars, people, offices)
    customer, vehicle = (terms[name].unique().sort() for name in ("customer", "vehicle"))
    first_seen = terms.group_by("customer").agg(pl.col("start").min()).sort("customer")["start"].to_numpy()
    complaints = pl.concat(history.complaints).join(terms, on=["vehicle", "customer"], how="semi")
    staff = pl.Series(offices.seats, dtype=pl.String).gather(np.maximum(cars.seat, 0))
    book = Book(
        policies=policy_frame(terms, cars=cars, codes=codes, vins=vins, offices=offices),
        customers=customer_frame(customer.to_numpy(), people=people, offices=offices, until=until, rng=parts[0]),
        vehicles=vehicle_frame(vehicle.to_numpy(), cars=cars, people=people, offices=offices, vins=vins),
        claims=claim_frame(only_kept(pl.concat(history.claims), terms), codes),
        contacts=contact_frame(
            only_kept(pl.concat(history.seasons), terms),
            codes=codes,
            staff=staff,
            people=people,
            traits=traits,
            rng=parts[1],
        ),
        consents=consent_frame(customer.to_numpy(), first_seen=first_seen, until=scene.until, rng=parts[2]),
        complaints=complaint_frame(complaints, until=scene.until, rng=parts[3]),
        branches=offices.branches,
        staff=offices.staff,
        extras=FEATURE_TABLE.empty(),
    )
    truths = only_kept(pl.concat(history.truths), terms).sort("vehicle", "line", "start")
    return book, truth_frame(truths, people=people, traits=traits, codes=codes, policies=book.policies)

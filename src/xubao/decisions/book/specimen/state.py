"""How do the vehicles of the specimen stand at the start of a term?"""

from dataclasses import dataclass, fields, replace

import numpy as np

from xubao.decisions.book.specimen.models import MODELS, MOTORCYCLES
from xubao.decisions.book.specimen.parts import Cars, Offices, People, Traits, Vector
from xubao.decisions.book.specimen.places import PROVINCES
from xubao.decisions.book.specimen.premium import FLOAT_BP


@dataclass(frozen=True)
class Quotes:
    """Premium and base premium (commercial, compulsory) of the coming term in fen, and its commercial factors."""

    premium: Vector
    base: Vector
    ncd: Vector
    autonomous: Vector

    def only(self, hit: Vector) -> "Quotes":
        """Return the vehicles that `hit` marks."""
        return Quotes(self.premium[hit], self.base[hit], self.ncd[hit], self.autonomous[hit])


@dataclass(frozen=True)
class State:
    """Every vehicle still insured, at the start of its next term; columns of two are (commercial, compulsory).

    `claims` and `faults` hold four insured years, latest first; `late` what closed after the last quote;
    `previous` the start year of the term before (-1: none with us); `lead` days from signing to start.
    """

    vehicle: Vector
    customer: Vector
    start: Vector
    alive: Vector
    quotes: Quotes
    years: Vector
    tenure: Vector
    claims: Vector
    faults: Vector
    late: Vector
    previous: Vector
    lead: Vector

    def only(self, hit: Vector) -> "State":
        """Return the vehicles that `hit` marks."""
        kept = {item.name: getattr(self, item.name)[hit] for item in fields(self) if item.name != "quotes"}
        return replace(self, quotes=self.quotes.only(hit), **kept)


@dataclass(frozen=True)
class Scene:
    """What does not change while the years pass; `persistence` is each vehicle's lasting autonomous factor."""

    cars: Cars
    people: People
    traits: Traits
    nev: Vector
    motorcycle: Vector
    scheme: Vector
    persistence: Vector
    until: int


def set_scene(
    cars: Cars, people: People, traits: Traits, *, offices: Offices, until: int, rng: np.random.Generator
) -> Scene:
    """Return the scene of these vehicles and people."""
    nev = np.array([model.fuel in ("bev", "phev") for model in MODELS])[cars.model]
    schemes = np.array([list(FLOAT_BP).index(province.scheme) for province in PROVINCES])
    return Scene(
        cars=cars,
        people=people,
        traits=traits,
        nev=nev,
        motorcycle=np.array([model.group == MOTORCYCLES for model in MODELS])[cars.model],
        scheme=schemes[offices.sub_province[people.sub[cars.customer]]],
        persistence=np.exp(rng.normal(-0.16, 0.11, len(nev)) + 0.08 * nev),
        until=until,
    )

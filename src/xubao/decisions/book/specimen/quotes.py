"""What is a vehicle of the specimen asked to pay for its next term?"""

from dataclasses import dataclass

import numpy as np

from xubao.decisions.book.specimen import premium as formula
from xubao.decisions.book.specimen.parts import Vector
from xubao.decisions.book.specimen.state import Quotes, Scene
from xubao.glossary.money import BASIS


@dataclass(frozen=True)
class Records:
    """What the quote knows: claims and at-fault accidents of four years, latest first, and a death last year."""

    claims: Vector
    faults: Vector
    fatal: Vector


def quote_terms(
    scene: Scene, vehicle: Vector, *, start: Vector, years: Vector, records: Records, noise: Vector
) -> Quotes:
    """Return the quotes of terms starting at `start` for vehicles insured `years` in a row.

    `noise` is the year's own move of the autonomous factor in log terms; the factor stays inside its day's band.
    """
    cars, nev = scene.cars, scene.nev[vehicle]
    use = cars.use[vehicle].astype(np.int64)
    age = np.maximum(start[:, 0] - cars.registered[vehicle], 0) / 365.25
    own_damage = np.where(cars.main[vehicle], cars.price[vehicle], 0)
    commercial = formula.commercial_base(formula.pure_risk(use, nev, own_damage, age, cars.limit[vehicle]))
    low, high = formula.autonomous_band(nev, start[:, 0])
    raw = scene.persistence[vehicle] * np.exp(noise) * (1 + 0.04 * np.minimum(records.claims[:, 0], 3))
    autonomous = np.clip(np.round(raw * BASIS).astype(np.int64), low, high)
    ncd = formula.ncd_bp(years, records.claims)
    compulsory = formula.compulsory_base(use, cars.seats[vehicle], cars.tonnage[vehicle], scene.motorcycle[vehicle])
    floated = formula.float_bp(scene.scheme[vehicle], years, records.faults[:, :3], fatal=records.fatal)
    return Quotes(
        premium=np.stack(
            [
                formula.commercial_premium(commercial, ncd, autonomous),
                formula.compulsory_premium(compulsory, floated),
            ],
            axis=1,
        ),
        base=np.stack([commercial, compulsory], axis=1),
        ncd=ncd,
        autonomous=autonomous,
    )

"""How do the customers and vehicles of the specimen read as sheets?"""

from datetime import date

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.keys import make_identities, make_phones, make_plates, phone_looks_valid
from xubao.decisions.book.specimen.models import MODELS, MOTORCYCLES
from xubao.decisions.book.specimen.names import company_names, person_names
from xubao.decisions.book.specimen.parts import Cars, Offices, People, Vector, as_dates
from xubao.decisions.book.specimen.places import PROVINCES, ROADS
from xubao.decisions.book.specimen.policies import customer_no
from xubao.decisions.book.specimen.premium import USES
from xubao.glossary.book_sheets import CUSTOMER, VEHICLE
from xubao.glossary.vehicles import VehicleKind


def _cities(sub: Vector, offices: Offices, *, part: int) -> pl.Series:
    """Return plate letter (part 0) or name (part 1) of each 支公司's city."""
    pairs = zip(offices.sub_province.tolist(), offices.sub_city.tolist(), strict=True)
    return pl.Series([PROVINCES[p].cities[c][part] for p, c in pairs], dtype=pl.String).gather(sub)


def _provinces(sub: Vector, offices: Offices, *, plate: bool) -> pl.Series:
    values = [PROVINCES[p].plate if plate else PROVINCES[p].name for p in offices.sub_province.tolist()]
    return pl.Series(values, dtype=pl.String).gather(sub)


def customer_frame(
    customer: Vector, *, people: People, offices: Offices, until: date, rng: np.random.Generator
) -> pl.DataFrame:
    """Return the customers `customer` per CUSTOMER; people of one household share an address."""
    company, sub = people.company[customer], people.sub[customer]
    size, head = len(customer), people.household[customer]
    city = _cities(sub, offices, part=1)
    road = pl.Series(ROADS, dtype=pl.String).gather(head * 7 % len(ROADS))
    address = pl.concat_str(
        [_provinces(sub, offices, plate=False), city, road, pl.Series(head % 389 + 1).cast(pl.String), pl.lit("号")]
    )
    shared = np.bincount(people.household, weights=people.vehicles)[head] > 1
    letter = pl.when(pl.Series(company)).then(pl.lit("F")).otherwise(pl.lit("H"))
    household = pl.concat_str([letter, pl.Series(head).cast(pl.String).str.zfill(7)])
    person = pl.Series(~company)
    names = person_names(rng, people.male[customer])
    gender = pl.when(pl.Series(people.male[customer])).then(pl.lit("男")).otherwise(pl.lit("女"))
    verified = np.datetime64(str(until), "D").astype(np.int64) - rng.integers(0, 900, size)
    return CUSTOMER.shape(
        pl.select(
            customer_no=customer_no(pl.Series(customer)),
            kind=pl.when(person).then(pl.lit("person")).otherwise(pl.lit("company")),
            name=pl.when(person).then(names).otherwise(company_names(rng, city)),
            id_no=make_identities(customer, people),
            phone=make_phones(customer, people),
            phone_valid=pl.Series(phone_looks_valid(people)[customer]),
            birthday=pl.when(person).then(pl.Series(people.birthday[customer]).cast(pl.Date)),
            gender=pl.when(person).then(gender),
            address=address,
            household_no=pl.when(pl.Series(shared)).then(household),
            personalised=pl.Series(~people.refuses[customer]),
            verified_on=pl.when(pl.Series(rng.random(size) < 0.7)).then(as_dates("verified_on", verified)),
        )
    )


def vehicle_frame(vehicle: Vector, *, cars: Cars, people: People, offices: Offices, vins: pl.Series) -> pl.DataFrame:
    """Return the vehicles `vehicle` per VEHICLE."""
    sub = people.sub[cars.customer]
    fuels = np.array([model.fuel for model in MODELS])[cars.model]
    prefix = pl.select(pl.concat_str([_provinces(sub, offices, plate=True), _cities(sub, offices, part=0)])).to_series()
    plates = make_plates(prefix, nev=np.isin(fuels, ("bev", "phev")), bev=fuels == "bev")
    model = cars.model[vehicle]
    kinds = [_kind(index) for index in range(len(MODELS))]
    tonnage = cars.tonnage[vehicle]
    return VEHICLE.shape(
        pl.select(
            vin=vins.gather(vehicle),
            plate_no=plates.gather(vehicle),
            region=_provinces(sub[vehicle], offices, plate=False),
            kind=pl.Series(kinds).gather(model),
            use_class=pl.Series(USES, dtype=pl.String).gather(cars.use[vehicle]),
            seats=pl.Series(cars.seats[vehicle]),
            tonnage_kg=pl.when(pl.Series(tonnage > 0)).then(pl.Series(tonnage)),
            brand=pl.Series([item.brand for item in MODELS]).gather(model),
            model=pl.Series([item.model for item in MODELS]).gather(model),
            fuel=pl.Series([item.fuel for item in MODELS]).gather(model),
            registered_on=as_dates("registered_on", cars.registered[vehicle]),
            price_fen=pl.Series(cars.price[vehicle]),
        )
    )


def _kind(index: int) -> str:
    model = MODELS[index]
    if model.group == MOTORCYCLES:
        return VehicleKind.MOTORCYCLE.value
    return VehicleKind.TRUCK.value if model.load else VehicleKind.CAR.value

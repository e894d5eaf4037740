"""Which numbers do the people and vehicles of the specimen carry: VIN, plate, identity, phone?

Check digits are right; area codes of identities (99....) do not exist, so that none is a real person's.
"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import DEAD, IMPOSSIBLE, MISSING, PLANTED, People, Vector

_DIGITS = np.frombuffer(b"0123456789", dtype=np.uint8)
_PLATE = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", dtype=np.uint8)
_VIN = np.frombuffer(b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ", dtype=np.uint8)
_VIN_VALUES = {
    **{str(number): number for number in range(10)},
    **dict(
        zip(
            "ABCDEFGHJKLMNPRSTUVWXYZ",
            [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9],
            strict=True,
        )
    ),
}
_VIN_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])
_VIN_CHECKS = np.frombuffer(b"0123456789X", dtype=np.uint8)
_YEARS = b"ABCDEFGHJKLMNPRSTVWXY123456789"
_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_ID_CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)
_CREDIT = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", dtype=np.uint8)
_CREDIT_WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])


def _text(letters: Vector) -> pl.Series:
    """Return rows of ASCII codes as text."""
    width = letters.shape[1]
    return pl.Series(np.ascontiguousarray(letters).view(f"S{width}").ravel(), dtype=pl.Binary).cast(pl.String)


def _spread(number: Vector, alphabet: Vector, width: int) -> Vector:
    """Return numbers written in an alphabet, most significant first."""
    base = len(alphabet)
    places = [alphabet[(number // base**place) % base] for place in reversed(range(width))]
    letters: Vector = np.stack(places, axis=1)
    return letters


def make_vins(makers: Vector, years: Vector) -> pl.Series:
    """Return a 17-character VIN per vehicle: maker, description, check digit, model year, serial (unique)."""
    size = len(makers)
    at = np.arange(size, dtype=np.int64)
    letters = np.zeros((size, 17), dtype=np.uint8)
    letters[:, :3] = np.array([list(maker.encode()) for maker in makers.tolist()], dtype=np.uint8)
    letters[:, 3:8] = _spread(at * 2_654_435_761 % 33**5, _VIN, 5)
    letters[:, 8] = ord("0")
    letters[:, 9] = np.frombuffer(_YEARS, dtype=np.uint8)[(years - 2010) % 30]
    letters[:, 10] = ord("A") + at // 1_000_000 % 8
    letters[:, 11:] = _spread(at % 1_000_000, _DIGITS, 6)
    values = np.zeros(128, dtype=np.int64)
    values[[ord(letter) for letter in _VIN_VALUES]] = list(_VIN_VALUES.values())
    letters[:, 8] = _VIN_CHECKS[(values[letters] * _VIN_WEIGHTS).sum(axis=1) % 11]
    return _text(letters)


def make_plates(prefix: pl.Series, nev: Vector, bev: Vector) -> pl.Series:
    """Return a plate per vehicle, unique: province and city, then five characters, or six for new-energy cars."""
    at = np.arange(len(nev), dtype=np.int64)
    fuel = _text(_spread(at * 1_103_515_245 % 34**5, _PLATE, 5))
    kind = np.where(
        bev, np.frombuffer(b"DABCE", dtype=np.uint8)[at % 5], np.frombuffer(b"FGHJK", dtype=np.uint8)[at % 5]
    )
    clean = np.concatenate(
        [
            kind.astype(np.uint8)[:, None],
            _spread(at // 5 % 34, _PLATE, 1),
            _spread(at // 170 * 7_919 % 10_000, _DIGITS, 4),
        ],
        axis=1,
    )
    tail = _text(clean).zip_with(pl.Series(nev), fuel)
    return pl.select(pl.concat_str([prefix, tail]).alias("plate_no")).to_series()


def make_identities(customer: Vector, people: People) -> pl.Series:
    """Return an 18-character identity number of each person and credit code of each company, check digits right."""
    birthday = people.birthday[customer].astype("datetime64[D]")
    month = birthday.astype("datetime64[M]").astype(np.int64)
    day = (birthday - birthday.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    born = (month // 12 + 1970) * 10_000 + (month % 12 + 1) * 100 + day
    serial = (customer // 1000 % 500) * 2 + people.male[customer]
    body = np.concatenate(
        [_spread(990_000 + customer % 1000, _DIGITS, 6), _spread(born, _DIGITS, 8), _spread(serial, _DIGITS, 3)], axis=1
    )
    total = ((body.astype(np.int64) - ord("0")) * _ID_WEIGHTS).sum(axis=1)
    person = _text(np.concatenate([body, _ID_CHECKS[total % 11][:, None]], axis=1))
    code = np.concatenate(
        [_spread(91_990_000 + customer % 1000, _DIGITS, 8), _spread(customer.astype(np.int64) * 97, _DIGITS, 9)], axis=1
    )
    total = ((code.astype(np.int64) - ord("0")) * _CREDIT_WEIGHTS).sum(axis=1)
    company = _text(np.concatenate([code, _CREDIT[(31 - total % 31) % 31][:, None]], axis=1))
    return company.zip_with(pl.Series(people.company[customer]), person)


_NETWORKS = np.array([130, 131, 135, 136, 137, 138, 139, 150, 151, 158, 159, 176, 177, 180, 186, 188, 189, 198, 199])


def make_phones(customer: Vector, people: People) -> pl.Series:
    """Return each customer's phone: eleven digits, some with an impossible prefix, some empty, some an agent's own."""
    state = people.phone[customer]
    network = np.where(state == IMPOSSIBLE, 120, _NETWORKS[customer % len(_NETWORKS)])
    planted = 13_600_000_000 + people.sub[customer].astype(np.int64) * 1_009 + 7
    own = network.astype(np.int64) * 100_000_000 + (customer.astype(np.int64) * 48_271 + 11) % 100_000_000
    number = pl.Series(np.where(state == PLANTED, planted, own)).cast(pl.String)
    return pl.select(pl.when(pl.Series(state != MISSING)).then(number).alias("phone")).to_series()


def phone_looks_valid(people: People) -> Vector:
    """Return whether a phone has the form of a mobile number (a dead or an agent's own one has)."""
    found: Vector = (people.phone != IMPOSSIBLE) & (people.phone != MISSING)
    return found


def phone_is_dead(people: People) -> Vector:
    """Return whether a phone of right form is out of service."""
    dead: Vector = people.phone == DEAD
    return dead

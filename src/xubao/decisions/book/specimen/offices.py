"""From which offices and by whom is the specimen book sold?"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.names import person_names
from xubao.decisions.book.specimen.parts import Offices, Vector
from xubao.decisions.book.specimen.places import DISTRICTS, PROVINCES
from xubao.glossary.book_sheets import BRANCH, STAFF
from xubao.glossary.words import BranchLevel, Role

_HEAD = "ZB"
_HEAD_ROLES = (
    Role.ADMIN,
    Role.CAMPAIGN_MANAGER,
    Role.COMPLIANCE_OFFICER,
    Role.CONSUMER_OFFICER,
    Role.FINANCE,
    Role.ANALYST,
)
_OFFICE_ROLES = {
    BranchLevel.HEAD_OFFICE: _HEAD_ROLES,
    BranchLevel.BRANCH: (Role.BRANCH_MANAGER, Role.CLAIMS_HANDLER, Role.CAMPAIGN_MANAGER),
    BranchLevel.CENTRAL_SUBBRANCH: (Role.BRANCH_MANAGER, Role.SERVICE_AGENT, Role.CLAIMS_HANDLER),
    BranchLevel.SUBBRANCH: (Role.BRANCH_MANAGER, Role.SERVICE_AGENT),
}
_POLICIES_PER_SPECIALIST = 450
_LEFT_SHARE = 0.08


def make_offices(policies: int, *, rng: np.random.Generator) -> Offices:
    """Return the tree 总公司 > 分公司 > 中心支公司 > 支公司 and its people, as large as the book needs."""
    branches = _branches(policies)
    subs = [row for row in branches if row[2] == BranchLevel.SUBBRANCH]
    seats_each = max(2, round(policies / 4 / len(subs) / _POLICIES_PER_SPECIALIST))
    staff = _staff(branches, seats_each=seats_each, rng=rng)
    seats = staff.filter(pl.col("role") == Role.RENEWAL_SPECIALIST.value)["staff_code"].to_list()
    codes = [province.code for province in PROVINCES]
    province = np.array([codes.index(row[0][:2]) for row in subs], dtype=np.int32)
    return Offices(
        branches=BRANCH.shape(
            pl.DataFrame(branches, schema=["branch_code", "name", "level", "parent_code", "region"], orient="row")
        ),
        staff=staff,
        sub_codes=[row[0] for row in subs],
        sub_province=province,
        sub_city=np.array([int(row[0][2:4]) - 1 for row in subs], dtype=np.int32),
        first_seat=_first_seats(len(subs), seats_each),
        seat_count=np.full(len(subs), seats_each, dtype=np.int32),
        seats=seats,
    )


def _first_seats(offices: int, each: int) -> Vector:
    first: Vector = np.arange(offices, dtype=np.int32) * each
    return first


def _branches(policies: int) -> list[tuple[str, str, BranchLevel, str | None, str | None]]:
    """Return code, name, level, parent and region of every office; twelve provinces from 110,000 policies on."""
    provinces = PROVINCES[: max(2, min(len(PROVINCES), 1 + policies // 10_000))]
    cities = 2 if policies < 50_000 else 4
    districts = DISTRICTS[: 1 if policies < 10_000 else 2 if policies < 200_000 else 3]
    rows: list[tuple[str, str, BranchLevel, str | None, str | None]] = [
        (_HEAD, "总公司", BranchLevel.HEAD_OFFICE, None, None)
    ]
    for province in provinces:
        rows.append((province.code, f"{province.name}分公司", BranchLevel.BRANCH, _HEAD, province.name))
        for number, (_, city) in enumerate(province.cities[:cities], start=1):
            code = f"{province.code}{number:02d}"
            rows.append((code, f"{city}中心支公司", BranchLevel.CENTRAL_SUBBRANCH, province.code, province.name))
            rows.extend(
                (f"{code}{place:02d}", f"{city}{district}支公司", BranchLevel.SUBBRANCH, code, province.name)
                for place, district in enumerate(districts, start=1)
            )
    return rows


def _staff(
    branches: list[tuple[str, str, BranchLevel, str | None, str | None]], *, seats_each: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Return every person of every office; the first specialist of an office is always there, some others left."""
    places: list[tuple[str, str, Role, bool]] = []
    for code, _, level, _, _ in branches:
        roles = list(_OFFICE_ROLES[level])
        if level == BranchLevel.SUBBRANCH:
            roles += [Role.RENEWAL_SPECIALIST] * seats_each
        first = len(_OFFICE_ROLES[level])
        places += [(f"G{code}{at + 1:02d}", code, role, at > first) for at, role in enumerate(roles)]
    frame = pl.DataFrame(places, schema=["staff_code", "branch_code", "role", "may_leave"], orient="row")
    left = frame["may_leave"].to_numpy() & (rng.random(frame.height) < _LEFT_SHARE)
    calls = rng.integers(50, 81, frame.height)
    caller = pl.col("role") == Role.RENEWAL_SPECIALIST.value
    licensed = caller | (pl.col("role") == Role.BRANCH_MANAGER.value)
    number = pl.concat_str([pl.lit("0000"), pl.col("staff_code").str.slice(1).str.zfill(10), pl.lit("2026")])
    return STAFF.shape(
        frame.with_columns(
            name=person_names(rng, rng.random(frame.height) < 0.4),
            active=pl.Series(~left),
            daily_calls=pl.when(caller & pl.Series(~left)).then(pl.Series(calls)),
            license_no=pl.when(licensed).then(number),
        )
    )

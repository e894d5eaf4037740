"""What happens to the offered policies of a specimen world between two days?"""

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import Vector
from xubao.decisions.book.specimen.potential import potential
from xubao.glossary.answer_sheets import ANSWER
from xubao.glossary.book_sheets import POLICY
from xubao.glossary.money import BASIS, divide_half_up_expr
from xubao.glossary.words import Action, Arm

ATTEMPTS = 3
CALL_FEN, MESSAGE_FEN = 800, 10
"""What calling a customer costs, booked with the first attempt, and what a message costs (made up)."""

_DAY = 86_400
_OPENS, _CLOSES = 9 * 3600, 20 * 3600 + 1800
_FIRST_CALL_DAYS, _NOTICE_DAYS = 38, 30
_LATE_SHARE = 0.06
_LOST_WITHIN = 25
_LOST_TO = ("已在他司投保", "已在他司投保", "已在他司投保", "车辆已转让", "暂不投保")


@dataclass(frozen=True)
class Answered:
    """ANSWER rows, the new terms per POLICY, and what became of each offer (`potential`) between the two days."""

    answers: pl.DataFrame
    renewals: pl.DataFrame
    outcomes: pl.DataFrame


@dataclass(frozen=True)
class Course:
    """When things happen to each offer, in seconds since 1970-01-01; -1 where they never do."""

    calls: Vector
    missed: Vector
    reached: Vector
    delivered: Vector
    quoted: Vector
    renewed: Vector
    lost: Vector
    complained: Vector


def answer(offers: pl.DataFrame, *, truth: pl.DataFrame, since: date, until: date, seed: int) -> Answered:
    """Return what happens from `since` to `until`, both days included, to the offered policies.

    offers: OFFER; truth: TRUTH. Every moment hangs on policy number and seed alone, so two windows in a row give
    the same as one window, in whatever order the offers come. Nothing happens on or before `offered_on`.
    """
    found = potential(offers, truth).sort("policy_no")
    course = _course(found, seed)
    first = np.datetime64(str(since), "s").astype(np.int64)
    last = np.datetime64(str(until), "s").astype(np.int64) + _DAY
    answers = _answers(found, course).filter(pl.col("second").is_between(int(first), int(last), closed="left"))
    inside = (course.renewed >= first) & (course.renewed < last)
    return Answered(
        answers=ANSWER.shape(
            answers.with_columns(at=(pl.col("second") * 1_000_000).cast(pl.Datetime("us"))).sort(
                "at", "policy_no", "kind"
            )
        ),
        renewals=_renewals(found.filter(pl.Series(inside)), course.renewed[inside] // _DAY),
        outcomes=found,
    )


class _Dice:
    """Uniform numbers that hang on policy number, seed and purpose alone (SHA-256, then SplitMix64)."""

    def __init__(self, policies: list[str], seed: int) -> None:
        digests = b"".join(hashlib.sha256(f"{seed}\x1f{policy}".encode()).digest()[:8] for policy in policies)
        self._keys = np.frombuffer(digests, dtype=np.uint64)

    def throw(self, purpose: int) -> Vector:
        """Return one number in [0, 1) per policy for a purpose."""
        mixed = self._keys + np.uint64(purpose * 0x9E3779B97F4A7C15 % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        found: Vector = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53
        return found

    def whole(self, purpose: int, below: int | Vector) -> Vector:
        """Return one whole number in 0..below-1 per policy."""
        found: Vector = (self.throw(purpose) * below).astype(np.int64)
        return found

    def moment(self, purpose: int, day: Vector) -> Vector:
        """Return a second of each day inside calling hours (domain 3.2, CON-07)."""
        found: Vector = day * _DAY + _OPENS + self.whole(purpose, _CLOSES - _OPENS)
        return found


def _course(found: pl.DataFrame, seed: int) -> Course:
    """Return when things happen: contact first, then a quote, then the renewal near expiry or the loss after it."""
    dice = _Dice(found["policy_no"].to_list(), seed)
    expiry, offered = (found[name].cast(pl.Int32).to_numpy().astype(np.int64) for name in ("expiry_date", "offered_on"))
    action, phone = found["action"].to_numpy(), found["phone_true"].to_numpy()
    called = action == Action.CALL.value
    calls, reached = _calls(found, dice, begins=np.maximum(offered + 1, expiry - _FIRST_CALL_DAYS))
    sent = phone & np.isin(action, (Action.MESSAGE.value, Action.NOTICE.value))
    early = np.where(action == Action.NOTICE.value, expiry - _NOTICE_DAYS, offered + 1)
    delivered = np.where(sent, dice.moment(20, np.maximum(early, offered + 1)), -1)
    talked = np.where(reached >= 0, reached + 600 + dice.whole(21, 1200), -1)
    free = np.maximum(np.maximum(talked, delivered) // _DAY, offered) + 1
    late = dice.throw(22) < _LATE_SHARE
    day = expiry - (30 * dice.throw(23) ** 1.5).astype(np.int64)
    day = np.where(late, expiry + 1 + dice.whole(24, 20), day)
    asked = dice.moment(25, np.maximum(day, free))
    renews = found["renews"].to_numpy()
    gone = dice.moment(27, np.maximum(expiry + 1 + dice.whole(28, _LOST_WITHIN), free))
    angry = (reached >= 0) & (dice.throw(29) < found["p_complain_call"].to_numpy())
    return Course(
        calls=calls,
        missed=called[:, None] & (calls >= 0) & ((reached < 0)[:, None] | (calls < reached[:, None])),
        reached=reached,
        delivered=delivered,
        quoted=np.where(talked >= 0, talked, np.where(renews, asked - 900, -1)),
        renewed=np.where(renews, asked, -1),
        lost=np.where(renews, -1, gone),
        complained=np.where(angry, dice.moment(30, reached // _DAY + 1 + dice.whole(31, 3)), -1),
    )


def _calls(found: pl.DataFrame, dice: _Dice, *, begins: Vector) -> tuple[Vector, Vector]:
    """Return the moments of up to three attempts and of the one answered (-1 for none).

    Whom a call moves to renew must have answered one: the last attempt reaches them.
    """
    called = (found["action"] == Action.CALL.value).to_numpy()
    day = begins + dice.whole(1, 6)
    calls = np.stack([dice.moment(2 + number, day + 2 * number + number // 2) for number in range(ATTEMPTS)], axis=1)
    answers = np.stack([dice.throw(10 + number) < found["p_answer"].to_numpy() for number in range(ATTEMPTS)], axis=1)
    moved = found["renews"].to_numpy() & (found["draw"] >= found["p_untouched"]).to_numpy()
    answers[:, -1] |= moved
    first = answers.argmax(axis=1)
    answered = called & answers.any(axis=1)
    made = called[:, None] & (np.arange(ATTEMPTS)[None, :] <= np.where(answered, first, ATTEMPTS)[:, None])
    reached = np.where(answered, calls[np.arange(len(first)), first], -1)
    return np.where(made, calls, -1), reached


def _answers(found: pl.DataFrame, course: Course) -> pl.DataFrame:
    """Return every ANSWER row with its `second`, of all time."""
    quote = pl.col("premium_quote_fen")
    none, dead = pl.lit(None, dtype=pl.Int64), pl.when(~pl.col("phone_true")).then(pl.lit("空号或停机"))
    contact = {Action.CALL.value: CALL_FEN, Action.MESSAGE.value: MESSAGE_FEN}
    found = found.with_columns(
        contact_fen=pl.col("action").replace_strict(contact, default=0, return_dtype=pl.Int64),
        at_once=pl.Series(course.reached == course.calls[:, 0]),
    )
    first = pl.when("at_once").then(CALL_FEN).otherwise(0)
    lost = pl.Series(_LOST_TO, dtype=pl.String).gather((course.lost // _DAY) % len(_LOST_TO))
    rows = [
        _happened(found, "no_answer", np.where(course.missed[:, number], course.calls[:, number], -1)).with_columns(
            premium_fen=none, cost_fen=pl.lit(0 if number else CALL_FEN), detail=dead
        )
        for number in range(ATTEMPTS)
    ]
    told = (
        ("reached", course.reached, none, first, pl.lit(None)),
        ("delivered", course.delivered, none, pl.col("contact_fen"), pl.lit(None)),
        ("quoted", course.quoted, quote, pl.lit(0), pl.lit(None)),
        ("renewed", course.renewed, quote, _benefit_cost(), pl.lit(None)),
        ("complained", course.complained, none, pl.lit(0), pl.lit("SAL.HARASS")),
    )
    for kind, second, premium, cost, detail in told:
        event = _happened(found, kind, second)
        rows.append(event.with_columns(premium_fen=premium, cost_fen=cost, detail=detail))
    gone = _happened(found.with_columns(lost=lost), "lost", course.lost)
    rows.append(gone.with_columns(premium_fen=none, cost_fen=pl.lit(0), detail=pl.col("lost")))
    wanted = [pl.col("policy_no", "kind", "second", "staff_code"), pl.col("premium_fen", "cost_fen").cast(pl.Int64)]
    return pl.concat(event.select(*wanted, pl.col("detail").cast(pl.String)) for event in rows)


def _benefit_cost() -> pl.Expr:
    """Return what the benefits of a renewal cost: OFFER holds contact + chance x benefits, so the rest over the chance.

    Only an offer costs anything; so a campaign whose chances are right is expected to spend what it planned.
    """
    rest = (pl.col("cost_fen") - pl.col("contact_fen")).clip(lower_bound=0)
    owed = divide_half_up_expr(rest * BASIS, (pl.col("p_renew").clip(0.01, 1.0) * BASIS).cast(pl.Int64))
    return pl.when(pl.col("arm") == Arm.OFFER.value).then(owed).otherwise(0)


def _happened(found: pl.DataFrame, kind: str, second: Vector) -> pl.DataFrame:
    """Return the policies to which it happens, with kind and second."""
    return found.with_columns(kind=pl.lit(kind), second=pl.Series(second)).filter(pl.col("second") >= 0)


def _renewals(found: pl.DataFrame, day: Vector) -> pl.DataFrame:
    """Return the new terms per POLICY: they start the day after expiry, or after the day of a late renewal."""
    signed = pl.Series("signed_on", day.astype(np.int32)).cast(pl.Date)
    start = pl.max_horizontal("expiry_date", signed) + pl.duration(days=1)
    numbered = pl.col("policy_no").str.replace(r"^(SY|JQ)\d{4}", pl.concat_str([pl.lit("${1}"), start.dt.year()]))
    if found["vin"].null_count():
        raise ValueError("the truth names no vehicle for an offered policy that renews")
    return POLICY.shape(
        found.select(
            policy_no=pl.when(numbered == pl.col("policy_no"))
            .then(pl.concat_str([pl.col("policy_no"), pl.lit("-"), start.dt.year()]))
            .otherwise(numbered),
            line="line",
            vin="vin",
            customer_no="customer_no",
            branch_code="branch_code",
            staff_code="staff_code",
            sales_channel="sales_channel",
            start_date=start,
            expiry_date=start.dt.offset_by("1y") - pl.duration(days=1),
            signed_on=signed,
            premium_fen="premium_quote_fen",
            previous_policy_no="policy_no",
        )
    )

"""How do claims, complaints, contacts and consents of the specimen read as sheets?"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.keys import phone_is_dead
from xubao.decisions.book.specimen.parts import People, Traits, Vector, as_dates
from xubao.decisions.book.specimen.policies import customer_no, policy_no, start_year
from xubao.glossary.book_sheets import CLAIM, COMPLAINT, CONSENT, CONTACT_HISTORY

_SECOND = 1_000_000
_DAY = 86_400
_STAYED = ("renewed", "quoted", "promised", "reached")
_LEFT = ("refused", "insured_elsewhere", "reached", "quoted", "do_not_call", "sold_car")
_LEFT_WEIGHTS = np.array([30, 30, 18, 14, 4, 4])
_CLAIM_DISPUTES = ("CLM.AMT", "CLM.TIME", "CLM.LIAB", "CLM.DOC")
_OTHER_DISPUTES = ("SAL.HARASS", "UW.PRICE", "SVC.ATT")


def _numbered(prefix: str, size: int) -> pl.Series:
    number = pl.Series(np.arange(1, size + 1)).cast(pl.String).str.zfill(8)
    return pl.select(pl.concat_str([pl.lit(prefix), number])).to_series()


def claim_frame(claims: pl.DataFrame, codes: pl.Series) -> pl.DataFrame:
    """Return the claims per CLAIM, in the order they happened."""
    found = claims.sort("occurred", "vehicle", "line", "paid", maintain_order=True)
    seen = pl.col("closed") >= 0
    return CLAIM.shape(
        found.select(
            claim_no=_numbered("LP", found.height),
            policy_no=policy_no(found, codes, year=start_year()),
            occurred_on=pl.col("occurred").cast(pl.Date),
            reported_on=pl.col("reported").cast(pl.Date),
            closed_on=pl.when(seen).then("closed").cast(pl.Date),
            paid_fen=pl.when(seen).then("paid"),
            at_fault="fault",
            fatal="fatal",
            satisfaction=pl.when(pl.col("score") > 0).then("score"),
        )
    )


def complaint_frame(complaints: pl.DataFrame, *, until: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return the complaints per COMPLAINT, categories by the codes of domain 4.2."""
    found = complaints.sort("received", "customer", "vehicle", "claim")
    size = found.height
    disputes = pl.Series(_CLAIM_DISPUTES, dtype=pl.String).gather(rng.integers(0, len(_CLAIM_DISPUTES), size))
    others = pl.Series(_OTHER_DISPUTES, dtype=pl.String).gather(rng.integers(0, len(_OTHER_DISPUTES), size))
    closed = found["received"].to_numpy() + rng.integers(2, 28, size)
    return COMPLAINT.shape(
        found.select(
            complaint_no=_numbered("TS", size),
            customer_no=customer_no(found["customer"]),
            received_on=pl.col("received").cast(pl.Date),
            category=pl.when("claim").then(disputes).otherwise(others),
            closed_on=as_dates("closed_on", np.where(closed <= until, closed, -1)),
        )
    )


def contact_frame(
    seasons: pl.DataFrame,
    *,
    codes: pl.Series,
    staff: pl.Series,
    people: People,
    traits: Traits,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Return messages and calls of past seasons per CONTACT_HISTORY; `staff` is the caller's code by vehicle."""
    messages = _messages(seasons, rng)
    first, final = _calls(seasons, people, traits, rng)
    rows = pl.concat([messages, first, final]).sort("at", "vehicle", "line", "contact_channel", "outcome")
    return CONTACT_HISTORY.shape(
        rows.select(
            contact_no=_numbered("LX", rows.height),
            customer_no=customer_no(rows["customer"]),
            policy_no=policy_no(rows, codes, year=start_year()),
            at=(pl.col("at") * _SECOND).cast(pl.Datetime("us")),
            contact_channel="contact_channel",
            direction=pl.lit("out"),
            outcome="outcome",
            staff_code=pl.when(pl.col("contact_channel") == "call").then(staff.gather(rows["vehicle"])),
            note="note",
        )
    )


def _rows(seasons: pl.DataFrame, at: Vector, channel: str, outcome: pl.Series, note: pl.Expr) -> pl.DataFrame:
    return seasons.select(
        "vehicle",
        "line",
        "customer",
        "start",
        at=pl.Series(at),
        contact_channel=pl.lit(channel),
        outcome=outcome,
        note=note.cast(pl.String),
    )


def _messages(seasons: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Return one expiry notice by SMS per messaged season, 25 to 30 days before expiry."""
    sent = seasons.filter("messaged")
    day = sent["expiry"].to_numpy().astype(np.int64) - rng.integers(25, 31, sent.height)
    at = day * _DAY + rng.integers(9 * 3600, 19 * 3600, sent.height)
    outcome = pl.Series(["delivered"], dtype=pl.String).new_from_index(0, sent.height)
    return _rows(sent, at, "sms", outcome, pl.lit(None))


def _calls(
    seasons: pl.DataFrame, people: People, traits: Traits, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return first attempts that nobody answered, and the last call of each called season with its outcome."""
    called = seasons.filter("called")
    size = called.height
    customer = called["customer"].to_numpy()
    answers = traits.p_answer[customer]
    day = called["expiry"].to_numpy().astype(np.int64) - rng.integers(3, 37, size)
    second = rng.integers(9 * 3600, 20 * 3600 + 1800, size)
    missed = rng.random(size) > answers
    nobody = np.where(rng.random(size) < 0.15, "powered_off", "no_answer")
    nobody = np.where(phone_is_dead(people)[customer], "wrong_number", nobody)
    reached = rng.random(size) < 1 - (1 - answers) ** 2
    stayed = np.array(_STAYED)[rng.integers(0, len(_STAYED), size)]
    weights = np.cumsum(_LEFT_WEIGHTS) / _LEFT_WEIGHTS.sum()
    left = np.array(_LEFT)[np.searchsorted(weights, rng.random(size), side="right")]
    outcome = np.where(reached, np.where(called["stays"].to_numpy(), stayed, left), nobody)
    last = (day + 2) * _DAY + rng.integers(9 * 3600, 20 * 3600 + 1800, size)
    note = pl.when(pl.col("served") & pl.Series(reached)).then(pl.lit("已说明增值服务特约条款"))
    first = _rows(called, day * _DAY + second, "call", pl.Series(nobody), pl.lit(None)).filter(pl.Series(missed))
    return first, _rows(called, last, "call", pl.Series(outcome), note)


_CONSENTS = (
    ("service", "sms", 0.97),
    ("marketing", "call", 0.84),
    ("marketing", "sms", 0.80),
    ("marketing", "wechat", 0.35),
)
_WITHDRAWN = 0.06


def consent_frame(customer: Vector, *, first_seen: Vector, until: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return each customer's answers per CONSENT: given or refused when first insured, some withdrawn later."""
    size = len(customer)
    names = customer_no(pl.Series(customer))
    frames = []
    for purpose, channel, share in _CONSENTS:
        given = rng.random(size) < share
        on = np.minimum(first_seen, until)
        answered = given | (rng.random(size) < 0.5)
        later = on + rng.integers(30, 900, size)
        withdrawn = given & (purpose == "marketing") & (rng.random(size) < _WITHDRAWN) & (later <= until)
        for hit, day, yes in ((answered, on, given), (withdrawn, later, np.zeros(size, dtype=bool))):
            frames.append(
                pl.DataFrame({"customer_no": names.filter(pl.Series(hit)), "given": yes[hit]}).with_columns(
                    as_dates("on", day[hit]), purpose=pl.lit(purpose), contact_channel=pl.lit(channel)
                )
            )
    return CONSENT.shape(pl.concat(frames).sort("customer_no", "purpose", "contact_channel", "on"))

"""What would each offered policy do, and what would it have done with nothing but the service notice?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import Vector
from xubao.decisions.book.specimen.response import chance, felt_change
from xubao.glossary.answer_sheets import TRUTH
from xubao.glossary.words import Action, Arm

_MESSAGES = (Action.MESSAGE.value, Action.NOTICE.value)
_GONE = {"logit_none": -30.0, "draw": 1.0 - 2.0**-40, "p_answer": 0.0, "phone_true": False, "price_change": 0.0}


@dataclass(frozen=True)
class TrueEffect:
    """What a campaign is truly worth: share that renews under the offers, without them, and the difference.

    Over the policies of the offer arm; `expected` is the difference between the arms that this very draw of arms is
    expected to show. An interval for the effect should cover `difference`.
    """

    offer: float
    control: float
    difference: float
    expected: float
    offered: int


def potential(offers: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Return the offers with the truth of each and its potential outcomes, in the order of the offers.

    Adds `p` and `renews` (what is really done), `p_notice` and `renews_notice` (only the service notice instead).
    call, message and notice work as their lifts say, other actions not at all; a benefit counts as its share of the
    premium quoted, where anybody speaks of it: in the offer arm, by call or message. A policy that the truth does
    not know (it had ended before) is gone and renews under nothing.
    """
    known = offers.join(truth.drop("expiry_date"), on="policy_no", how="left", maintain_order="left")
    lifts = [name for name in TRUTH.columns if name.startswith(("lift_", "p_"))]
    known = known.with_columns(
        *(pl.col(name).fill_null(value) for name, value in _GONE.items()),
        *(pl.col(name).fill_null(0.0) for name in lifts if name not in _GONE),
    )
    base = _number(known, "logit_none") + _price(known)
    action = known["action"].to_numpy()
    message, call = np.isin(action, _MESSAGES), action == Action.CALL.value
    done = message * _number(known, "lift_message") + call * _number(known, "lift_call")
    spoken = (known["arm"] == Arm.OFFER.value).to_numpy() & (message | call)
    done = done + spoken * _number(known, "lift_worth") * _worth(known)
    p, p_notice = chance(base + done), chance(base + _number(known, "lift_message"))
    draw = _number(known, "draw")
    return known.with_columns(
        p=pl.Series(p),
        p_notice=pl.Series(p_notice),
        p_untouched=pl.Series(chance(base)),
        renews=pl.Series(draw < p),
        renews_notice=pl.Series(draw < p_notice),
    )


def true_effect(offers: pl.DataFrame, truth: pl.DataFrame) -> TrueEffect:
    """Return the exact effect of a campaign's offers against the service notice alone (OFFER and TRUTH in).

    Raises ValueError where no policy was offered anything.
    """
    found = potential(offers, truth)
    offered = found.filter(pl.col("arm") == Arm.OFFER.value)
    if offered.is_empty():
        raise ValueError("no policy is in the offer arm")
    kept = found.filter(pl.col("arm") == Arm.CONTROL.value)
    offer, control = _mean(offered, "p"), _mean(offered, "p_notice")
    return TrueEffect(
        offer=offer,
        control=control,
        difference=offer - control,
        expected=offer - (_mean(kept, "p") if kept.height else control),
        offered=offered.height,
    )


def _mean(frame: pl.DataFrame, name: str) -> float:
    return float(frame[name].to_numpy().mean())


def _number(frame: pl.DataFrame, name: str) -> Vector:
    values: Vector = frame[name].to_numpy().astype(np.float64)
    return values


def _price(known: pl.DataFrame) -> Vector:
    """Return what the real quote changes against the price change that the truth was told with."""
    last, quote = _number(known, "premium_last_fen"), _number(known, "premium_quote_fen")
    change = np.where((last > 0) & (quote > 0), quote / np.maximum(last, 1) - 1, _number(known, "price_change"))
    felt: Vector = felt_change(change) - felt_change(_number(known, "price_change"))
    return _number(known, "lift_price") * felt


def _worth(known: pl.DataFrame) -> Vector:
    share: Vector = _number(known, "worth_fen") / np.maximum(_number(known, "premium_quote_fen"), 1)
    return share

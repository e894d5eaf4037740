"""What would each customer of the specimen truly do under every action?"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import People, Traits
from xubao.decisions.book.specimen.people import phone_works
from xubao.decisions.book.specimen.policies import policy_no, start_year
from xubao.decisions.book.specimen.response import chance
from xubao.glossary.answer_sheets import TRUTH

WORTH_LADDER = {"p_call_worth_05": 0.05, "p_call_worth_10": 0.10, "p_call_worth_20": 0.20}


def truth_frame(
    truths: pl.DataFrame, *, people: People, traits: Traits, codes: pl.Series, policies: pl.DataFrame
) -> pl.DataFrame:
    """Return the running policies per TRUTH: one fixed draw against the chance under each action."""
    customer = truths["customer"].to_numpy()
    logit = truths["logit"].to_numpy().astype(np.float64)
    message, call, worth, price = (
        getattr(traits, name)[customer].astype(np.float64)
        for name in ("lift_message", "lift_call", "lift_worth", "lift_price")
    )
    frame = truths.select(
        policy_no=policy_no(truths, codes, year=start_year()),
        expiry_date=pl.col("expiry").cast(pl.Date),
        logit_none=pl.Series(logit),
        lift_message=pl.Series(message),
        lift_call=pl.Series(call),
        lift_worth=pl.Series(worth),
        lift_price=pl.Series(price),
        p_complain_call=pl.Series(traits.p_complain[customer].astype(np.float64)),
        p_answer=pl.Series(traits.p_answer[customer].astype(np.float64)),
        draw="draw",
        phone_true=pl.Series(phone_works(people)[customer]),
        p_none=pl.Series(chance(logit)),
        p_message=pl.Series(chance(logit + message)),
        p_call=pl.Series(chance(logit + call)),
        price_change="change",
        **{name: pl.Series(chance(logit + call + worth * share)) for name, share in WORTH_LADDER.items()},
    )
    named = policies.select("policy_no", "vin", "customer_no", "sales_channel", "staff_code")
    return TRUTH.shape(frame.join(named, on="policy_no", how="left", maintain_order="left"))

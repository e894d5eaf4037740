"""How likely is each policy to renew if nothing but the service notice is done, and why?"""

import polars as pl

from xubao.decisions.likelihood.model import Model
from xubao.decisions.likelihood.reasons import explain
from xubao.glossary.plan_sheets import LIKELIHOOD
from xubao.glossary.refusals import Refusal


def score(model: Model, features: pl.DataFrame, *, with_reasons: bool = True, threads: int = 1) -> pl.DataFrame:
    """Return LIKELIHOOD, row i for row i of the features.

    features: FEATURES or any frame with policy_no: columns may be missing, extra or in another order, categories
    may be new. Reasons cost about four times the probability itself; leave them out where nobody reads them.
    Raises Refusal sheet.missing_column where there is no policy_no.
    """
    if "policy_no" not in features.columns:
        raise Refusal("sheet.missing_column", sheet="features", missing=["policy_no"], present=features.columns)
    scored = features.select("policy_no", pl.Series("p_renew", model.p_renew(features, threads=threads)))
    if with_reasons:
        scored = scored.hstack(explain(model, features, threads=threads))
    return LIKELIHOOD.shape(scored)

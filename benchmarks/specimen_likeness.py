"""How like is the specimen to the real aggregates it is shaped by? Prints the tables of docs/sums/specimen.md."""

import argparse
from datetime import date, timedelta

import numpy as np
import polars as pl

from xubao.decisions.book.specimen import calibration as real
from xubao.decisions.book.specimen.making import Specimen, make_specimen

SEED = 7
UNTIL = date(2026, 11, 22)
PRICE_EDGES = (-0.05, -0.02, 0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
PRICE_REAL = (0.1260, 0.1221, 0.1253, 0.1819, 0.2118, 0.2290, 0.2282, 0.2665, 0.2603, 0.3219, 0.3072, 0.2752, 0.2864)
CLAIMS_REAL = (0.1921, 0.2937, 0.2317, 0.1209)


def matured(made: Specimen) -> pl.DataFrame:
    """Return past terms with whether they were renewed, and what the response model looks at."""
    book = made.book
    renewed = book.policies.select(policy_no="previous_policy_no", stayed=pl.lit(True)).drop_nulls("policy_no")
    claims = book.claims.group_by("policy_no").len("claims")
    past = book.policies.filter(pl.col("cancelled_on").is_null() & (pl.col("expiry_date") < UNTIL - timedelta(days=40)))
    people, cars = (
        book.customers.select("customer_no", "birthday"),
        book.vehicles.select("vin", "registered_on", "fuel"),
    )
    rows = past.join(renewed, on="policy_no", how="left").join(claims, on="policy_no", how="left")
    rows = rows.join(people, on="customer_no").join(cars, on="vin")
    return rows.with_columns(
        pl.col("claims").fill_null(0),
        pl.col("stayed").fill_null(False),
        change=pl.col("offered_premium_fen") / pl.col("premium_fen") - 1,
        age=(pl.col("expiry_date") - pl.col("birthday")).dt.total_days() / 365.25,
        vehicle_age=(pl.col("expiry_date") - pl.col("registered_on")).dt.total_days() / 365.25,
    )


def show(title: str, rows: pl.DataFrame, column: str, edges: tuple[float, ...], lapse: tuple[float, ...]) -> None:
    """Print one table: band, real lapse rate, specimen's, and both against the first band in log odds."""
    kept = rows.drop_nulls(column)
    place = np.digitize(kept[column].to_numpy(), edges)
    found = [(place == band, kept["stayed"].to_numpy()) for band in range(len(lapse))]
    ours = [1 - float(stayed[hit].mean()) if hit.any() else float("nan") for hit, stayed in found]
    print(f"\n### {title}\n\n| band | real lapse | specimen lapse | real, log odds | specimen, log odds | terms |")
    print("|---|---|---|---|---|---|")
    names = [f"below {edges[0]}", *(f"{edge} and up" for edge in edges)]
    real_odds, our_odds = (real.logit(tuple(rates)) for rates in (lapse, ours))
    for at, name in enumerate(names):
        cells = [f"{lapse[at]:.1%}", f"{ours[at]:.1%}", f"{real_odds[at] - real_odds[0]:+.2f}"]
        print(f"| {name} | {' | '.join(cells)} | {our_odds[at] - our_odds[0]:+.2f} | {int(found[at][0].sum()):,} |")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--policies", type=int, default=300_000)
    made = make_specimen(policies=asked.parse_args().policies, seed=SEED, years=4, until=UNTIL)
    rows = matured(made)
    commercial = rows.filter(pl.col("line") == "commercial")
    print(f"renewed by count {rows['stayed'].to_numpy().mean():.1%} of {rows.height:,} past terms")
    show("Premium change (commercial)", commercial, "change", PRICE_EDGES, PRICE_REAL)
    show("Claims in the term (commercial)", commercial, "claims", (1, 2, 3), CLAIMS_REAL)
    show("Years with us", rows, "consecutive_years", real.TENURE_EDGES, real.TENURE_LAPSE)
    show("Age of the customer", rows, "age", real.AGE_EDGES, real.AGE_LAPSE)
    show("Age of the vehicle", rows, "vehicle_age", real.VEHICLE_AGE_EDGES, real.VEHICLE_AGE_LAPSE)
    nev = pl.col("fuel").is_in(["bev", "phev"]).alias("new_energy")
    print(commercial.group_by(nev).agg(pl.len(), pl.col("premium_fen").mean() / 100))
    print(rows.group_by("sales_channel").agg(pl.len(), lapse=1 - pl.col("stayed").mean()).sort("sales_channel"))


if __name__ == "__main__":
    main()

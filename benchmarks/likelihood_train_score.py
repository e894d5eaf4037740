"""How fast is the renewal model to train and to score, and how good is it on later months of a real book?

Speed, on a specimen book:   python benchmarks/likelihood_train_score.py speed --policies 1000000
Quality, on a flat table:    python benchmarks/likelihood_train_score.py quality --events FILE --headings MAP
"""

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.matching import with_outcomes
from xubao.decisions.book.reading import read_events
from xubao.decisions.book.specimen.making import make_specimen
from xubao.decisions.likelihood.backtest import backtest
from xubao.decisions.likelihood.calibration import Measured, measure
from xubao.decisions.likelihood.features import build_features, training_sample
from xubao.decisions.likelihood.scoring import score
from xubao.decisions.likelihood.training import train

TODAY = date(2026, 11, 22)
FOLDS = tuple(
    (date(2017, month, day), date(2017, month + 3, last))
    for month, day, last in ((1, 31, 30), (3, 31, 30), (4, 30, 31), (6, 30, 30), (9, 30, 31))
)
DRAWS = 500


def timed(name: str, step: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    done = step()
    print(f"{name:<28}{time.perf_counter() - wall:8.1f} s wall {time.process_time() - cpu:8.1f} s cpu", flush=True)
    return done


def speed(policies: int) -> None:
    book = timed("specimen", lambda: make_specimen(policies=policies, seed=1, years=3, until=TODAY)).book
    outcomes = timed("outcomes", lambda: with_outcomes(book, today=TODAY))
    sample = training_sample(outcomes, until=TODAY, days_before=45)
    rows = timed("features of past terms", lambda: build_features(book, outcomes, at=sample))
    everything = book.policies.select("policy_no", as_of=pl.lit(TODAY))
    whole = timed("features of all policies", lambda: build_features(book, outcomes, at=everything))
    model = timed("train", lambda: train(rows, until=TODAY, seed=1))
    timed("score", lambda: score(model, whole, with_reasons=False))
    timed("score 20,000 with reasons", lambda: score(model, whole.head(20_000)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{rows.height:,} past terms, {whole.height:,} policies, peak {peak:.2f} GB")


def quality(events: Path, headings: Path, until: date) -> None:
    rows = read_events(events.read_bytes(), events.name, headings=read_heading_map(headings.read_bytes()))
    model = timed("train", lambda: train(rows, until=until, seed=1))
    later = rows.filter(pl.col("renewal_date") > until)
    p, y = model.p_renew(later), later["renewed"].cast(pl.Float64).to_numpy()
    months = later["renewal_date"].dt.strftime("%Y-%m").to_numpy()
    print("\n| months | rows | lapsed | predicted | AUC | log-loss | slope | intercept | ECE |\n|" + "---|" * 9)
    for month in np.unique(months):
        print(line(month, p[months == month], y[months == month]))
    print(line("all", p, y))
    print("\n| trained until | measured until | rows | lapsed | predicted | AUC | log-loss | slope |\n|" + "---|" * 8)
    for fold in backtest(rows, folds=FOLDS, seed=1):
        print(f"| {fold.until} | {fold.last} | {figures(fold.measured)} |")
    print("\n| band | rows | predicted | observed |\n|---|---|---|---|")
    for at, one in enumerate(measure(p, y).bins):
        print(f"| {at + 1} | {one.rows} | {one.expected:.3f} | {one.observed:.3f} |")


def figures(found: Measured) -> str:
    quality = f"{found.auc:.4f} | {found.log_loss:.4f} | {found.slope:.2f}"
    return f"{found.rows:,} | {1 - found.base_rate:.3f} | {1 - found.mean_p:.3f} | {quality}"


def line(name: str, p: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    dice = np.random.default_rng(1)
    drawn = [measure(p[at], y[at]) for at in (dice.integers(0, len(y), len(y)) for _ in range(DRAWS))]
    found = measure(p, y)

    def interval(value: Callable[[Measured], float], digits: int) -> str:
        low, high = np.quantile([value(one) for one in drawn], [0.025, 0.975])
        return f"{value(found):.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"

    return (
        f"| {name} | {found.rows:,} | {1 - found.base_rate:.3f} | {interval(lambda m: 1 - m.mean_p, 3)} "
        f"| {interval(lambda m: m.auc, 3)} | {interval(lambda m: m.log_loss, 4)} | {interval(lambda m: m.slope, 2)} "
        f"| {interval(lambda m: m.intercept, 2)} | {interval(lambda m: m.ece, 3)} |"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("speed", "quality"))
    asked.add_argument("--policies", type=int, default=1_000_000)
    asked.add_argument("--events", type=Path)
    asked.add_argument("--headings", type=Path)
    asked.add_argument("--until", type=date.fromisoformat, default=date(2017, 9, 30))
    given = asked.parse_args()
    if given.what == "speed":
        speed(given.policies)
    else:
        quality(given.events, given.headings, given.until)


if __name__ == "__main__":
    main()

"""How fast and how good is the allocation, beside HiGHS on the same book in the same run?

Run: python -m benchmarks.allocation [--sizes 10000 1000000] [--anchor 10000] [--rounds 3]
"""

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from xubao.decisions.budget.allocation import Allocated, allocate
from xubao.decisions.budget.lines import LINES, cost_column
from xubao.glossary.plan_sheets import ARM, OPTION
from xubao.glossary.words import BudgetLine

SHARE = 0.3
"""Each line gets this share of what it would use were there money for everything."""

KINDS: tuple[tuple[str, str, float, dict[str, int]], ...] = (
    ("notice", "notice", 0.0, {}),
    ("message", "message", 0.1, {"promotion": 20}),
    ("call", "call", 0.25, {"staff": 800}),
    ("call_gift", "call", 0.45, {"staff": 800, "gift": 3000}),
    ("call_discount", "call", 0.7, {"staff": 800, "discount": 10_000}),
)


def book(size: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return OPTION and ARM of a made-up book with five options on four lines; a tenth is control."""
    dice = np.random.default_rng(seed)
    premium = dice.integers(150_000, 600_000, size)
    chance = np.clip(dice.beta(4, 3, size), 0.02, 0.98)
    keen = np.clip(dice.normal(1.2, 0.15, size), 0, None)
    names = pl.Series([f"P{place:09d}" for place in range(size)])
    sheets = []
    for option_id, action, shift, costs in KINDS:
        then = 1 / (1 + (1 / chance - 1) * np.exp(-shift * keen))
        fen = {name: (cost * then * premium / 375_000).astype(np.int64) for name, cost in costs.items()}
        spent = {cost_column(line): fen.get(line.value, np.zeros(size, dtype=np.int64)) for line in LINES}
        value = ((then - chance) * premium * 0.15).astype(np.int64) - sum(spent.values())
        sheet = pl.DataFrame({"policy_no": names, "p_renew": then, "value_fen": value, **spent})
        sheets.append(sheet.with_columns(option_id=pl.lit(option_id), action=pl.lit(action), worth_fen=0))
    arm = np.where(dice.random(size) < 0.1, "control", "offer")
    arms = pl.DataFrame({"policy_no": names, "unit": names, "arm": arm}).with_columns(bucket=0)
    return OPTION.shape(pl.concat(sheets)), ARM.shape(arms)


def lp_bound(options: pl.DataFrame, arms: pl.DataFrame, budget: dict[BudgetLine, int]) -> float:
    """Return the optimum of the linear relaxation by HiGHS (interior point): the anchor."""
    offered = arms.filter(pl.col("arm") == "offer").with_row_index("place").select("policy_no", "place")
    rows = options.filter(pl.col("value_fen") > 0).join(offered, on="policy_no")
    count, places = rows.height, rows["place"].to_numpy()
    one_each = sparse.csr_matrix((np.ones(count), (places, np.arange(count))), shape=(offered.height, count))
    spent = sparse.csr_matrix(rows.select(cost_column(line) for line in LINES).to_numpy().T.astype(float))
    top = np.concatenate([np.ones(offered.height), [float(budget[line]) for line in LINES]])
    value = -rows["value_fen"].to_numpy().astype(float)
    return -float(linprog(value, A_ub=sparse.vstack([one_each, spent]), b_ub=top, method="highs-ipm").fun)


def timed[Found](work: Callable[[], Found]) -> tuple[Found, float, float]:
    """Return what the work found, its wall seconds and its processor seconds."""
    wall, own = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - own


def scarce(options: pl.DataFrame, arms: pl.DataFrame) -> dict[BudgetLine, int]:
    free = allocate(options, arms, budget=dict.fromkeys(LINES, 10**15)).lines
    return {BudgetLine(line): int(used * SHARE) for line, used in free.select("budget_line", "used_fen").iter_rows()}


def overspent(done: Allocated, budget: dict[BudgetLine, int]) -> int:
    """Return the largest overspending of a line in fen, summed anew from the allocation (0 or less is right)."""
    return max(int(done.allocation[cost_column(line)].sum()) - budget[line] for line in LINES)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(size: int, anchor: bool, rounds: int) -> None:
    for seed in range(1, rounds + 1):
        options, arms = book(size, seed)
        budget = scarce(options, arms)
        done, wall, own = timed(lambda: allocate(options, arms, budget=budget))  # noqa: B023 - called at once
        took = f"{size:>9,} x {len(KINDS)} seed {seed}: {wall:6.2f} s wall {own:6.2f} s processor"
        reached = f"fraction {done.fraction:.7f}, overspent {overspent(done, budget)}"
        print(f"{took}, {reached}, peak of the process {peak_mb():,.0f} MB", flush=True)
        if anchor:
            best, wall, own = timed(lambda: lp_bound(options, arms, budget))  # noqa: B023 - called at once
            ratio = f"bound / LP {done.bound_fen / best:.8f}, value / LP {done.value_fen / best:.7f}"
            print(f"{'':>9}   HiGHS: {wall:6.2f} s wall {own:6.2f} s processor, {ratio}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    asked.add_argument("--anchor", type=int, default=10_000, help="largest size at which HiGHS is run too")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    for size in given.sizes:
        measure(size, size <= given.anchor, given.rounds)


if __name__ == "__main__":
    main()

"""At which price for each budget line does demand just meet the budget? (the dual of the allocation)"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xubao.decisions.budget.choices import Choices, Reals

SAMPLE = 30_000
"""Policies in the systematic sample on which the prices are found before they are corrected on all."""

_BLOCK = 16_384
_SOFTNESS = (1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
_STEPS = 40
_CORRECTIONS = 8
_FLAT = 1e-4


@dataclass(frozen=True)
class Market:
    """Demand for the scarce lines: gains and costs as reals; `pairs` are (line, option, fen), `budget` per line."""

    gain: Reals
    pairs: tuple[tuple[int, int, Reals], ...]
    budget: Reals

    @property
    def size(self) -> int:
        """Return the number of policies."""
        return int(self.gain.shape[1])


@dataclass(frozen=True)
class Demand:
    """What the market wants at some prices: the (softened) dual value, fen of each line, and how demand bends."""

    dual: float
    used: Reals
    bend: Reals


def scarce_lines(choices: Choices) -> list[int]:
    """Return the lines that could be overspent: those whose dearest open options together exceed the budget."""
    scarce = []
    for line, by_option in choices.cost.items():
        dearest = np.zeros(choices.size, dtype=np.int64)
        for k, fen in by_option.items():
            np.maximum(dearest, np.where(choices.gain[k] > 0, fen, 0), out=dearest)
        if int(dearest.sum()) > choices.budget[line]:
            scarce.append(line)
    return scarce


def find_prices(choices: Choices, lines: Sequence[int]) -> Reals:
    """Return a price (fen of gain a fen of cost, >= 0) for each of the scarce lines.

    Minimises the dual, softened: each policy takes its best option with the logistic chance of a temperature that
    falls to 0.1 % of a typical gain, by projected Newton steps on a sample, then on all policies. Deterministic.
    """
    market = open_market(choices, lines)
    prices = np.zeros(len(lines))
    if not len(lines):
        return prices
    open_gains = market.gain[market.gain > 0]
    scale = float(open_gains.mean()) if open_gains.size else 1.0
    sample = _sampled(market)
    for softness in _SOFTNESS:
        prices = _descend(sample, prices, softness * scale, _STEPS)
    if sample.size < market.size:
        prices = _descend(market, prices, _SOFTNESS[-1] * scale, _CORRECTIONS)
    return prices


def upper_bound(market: Market, prices: Reals) -> float:
    """Return the exact dual value at these prices: no allocation within the budget can keep more than this."""
    best = 0.0
    for start in range(0, market.size, _BLOCK):
        score = scores(market, prices, slice(start, start + _BLOCK))
        best += float(score.max(axis=0, initial=0.0).sum())
    return best + float(prices @ market.budget)


def open_market(choices: Choices, lines: Sequence[int]) -> Market:
    """Return the market of the scarce lines; a closed option has gain -inf."""
    gain = np.where(choices.gain > 0, choices.gain, -np.inf)
    pairs = tuple(
        (place, k, fen.astype(np.float64)) for place, line in enumerate(lines) for k, fen in choices.cost[line].items()
    )
    return Market(gain, pairs, np.array([choices.budget[line] for line in lines], dtype=np.float64))


def scores(market: Market, prices: Reals, part: slice) -> Reals:
    """Return gain minus priced cost of every option for a slice of the policies."""
    score = market.gain[:, part].copy()
    for place, k, fen in market.pairs:
        score[k] -= prices[place] * fen[part]
    return score


def _sampled(market: Market) -> Market:
    """Return every n-th policy with the budgets scaled down to them."""
    step = -(-market.size // SAMPLE)
    if step <= 1:
        return market
    gain = np.ascontiguousarray(market.gain[:, ::step])
    pairs = tuple((place, k, np.ascontiguousarray(fen[::step])) for place, k, fen in market.pairs)
    return Market(gain, pairs, market.budget * (gain.shape[1] / market.size))


def _descend(market: Market, prices: Reals, temperature: float, steps: int) -> Reals:
    """Return better prices after damped, projected Newton steps on the softened dual."""
    now, damping = _demand(market, prices, temperature), 1e-3
    for _ in range(steps):
        slope = market.budget - now.used
        free = (prices > 0) | (slope < 0)
        if not free.any() or np.all(np.abs(slope[free]) <= _FLAT * np.maximum(market.budget[free], 1.0)):
            break
        tried = np.maximum(prices + _newton_step(slope, now.bend, free, damping), 0.0)
        then = _demand(market, tried, temperature)
        if then.dual < now.dual:
            prices, now, damping = tried, then, damping / 5
        else:
            damping = min(damping * 10, 1e9)
    return prices


def _newton_step(slope: Reals, bend: Reals, free: NDArray[np.bool_], damping: float) -> Reals:
    """Return the step that would level the slope of the free prices, shortened by the damping (Levenberg)."""
    step = np.zeros_like(slope)
    index = np.flatnonzero(free)
    matrix = bend[np.ix_(index, index)].copy()
    diagonal = np.diag(matrix)
    floor = 1e-9 * max(float(diagonal.max()), 1.0)
    matrix[np.diag_indices_from(matrix)] = diagonal * (1 + damping) + floor
    step[index] = -np.linalg.solve(matrix, slope[index])
    return step


def _demand(market: Market, prices: Reals, temperature: float) -> Demand:
    """Return the softened demand at these prices, block by block so that the working set stays in the cache."""
    count = len(market.budget)
    dual, used, bend = float(prices @ market.budget), np.zeros(count), np.zeros((count, count))
    for start in range(0, market.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        score = scores(market, prices, part)
        top = score.max(axis=0, initial=0.0)
        chance = np.exp((score - top) / temperature)
        total = chance.sum(axis=0) + np.exp(-top / temperature)
        dual += float(top.sum() + temperature * np.log(total).sum())
        chance /= total
        _add_demand(market, chance, part, used, bend)
    return Demand(dual, used, bend / temperature)


def _add_demand(market: Market, chance: Reals, part: slice, used: Reals, bend: Reals) -> None:
    """Add one block's expected use of each line, and its covariance between lines, to the totals.

    By einsum, not by BLAS: its threads spin against each other on busy cores and made this 50 times slower.
    """
    mean = np.zeros((len(used), chance.shape[1]))
    wanted: dict[int, list[tuple[int, Reals, Reals]]] = {}
    for place, k, fen in market.pairs:
        weighted = chance[k] * fen[part]
        mean[place] += weighted
        wanted.setdefault(k, []).append((place, fen[part], weighted))
    for of_option in wanted.values():
        for place, _, weighted in of_option:
            for other, fen, _ in of_option:
                bend[place, other] += float(np.einsum("i,i->", weighted, fen))
    used += mean.sum(axis=1)
    bend -= np.einsum("di,ei->de", mean, mean)

"""Which option does each policy get, when no line may be overspent by a fen? (repair, fill, exchange)"""

from collections.abc import Sequence

import numpy as np

from xubao.decisions.budget.choices import CLOSED, Choices, Ints, Reals
from xubao.decisions.budget.exchange import exchange
from xubao.decisions.budget.hand import Hand

CLOSE_CALLS = 60_000
"""At most this many moves are tried in one round of filling: those with the least regret."""

_ROUNDS = 12


def round_off(choices: Choices, lines: Sequence[int], score: Reals) -> Ints:
    """Return the option of each policy (-1: the notice): within every line, and as good as close calls allow."""
    if not choices.option_ids:
        return np.full(choices.size, -1, dtype=np.int64)
    best = score.argmax(axis=0)
    pick = np.where(score.max(axis=0) > 0, best, -1)
    used = choices.used(pick)
    left = [choices.budget[line] - used[line] for line in lines]
    hand = Hand(choices, lines, score, pick, left)
    for place in range(len(lines)):
        _repair(hand, place)
    for _ in range(_ROUNDS):
        if not _fill(hand):
            break
    exchange(hand)
    return hand.pick


def _repair(hand: Hand, place: int) -> None:
    """Bring one line back within its budget by the moves that lose least for each fen they free.

    Only moves that raise no line are used, so one visit a line is enough; to the notice is always such a move.
    Among equals the later policy number gives way.
    """
    while hand.left[place] < 0:
        policy = np.flatnonzero(hand.costs_of(place, hand.pick, np.arange(hand.choices.size)) > 0)[::-1]
        option, freed, regret = _gentlest(hand, place, policy)
        order = np.argsort(regret / freed, kind="stable")
        enough = int(np.searchsorted(np.cumsum(freed[order]), -hand.left[place])) + 1
        chosen = order[:enough]
        hand.move(policy[chosen], option[chosen])


def _gentlest(hand: Hand, place: int, policy: Ints) -> tuple[Ints, Ints, Reals]:
    """Return for each policy the move off a line with the least regret for a freed fen: option, freed, regret."""
    now = hand.pick[policy]
    here = hand.score_of(now, policy)
    option = np.full(len(policy), -1, dtype=np.int64)
    freed = hand.costs_of(place, now, policy)
    regret = here.copy()
    for k in range(len(hand.choices.option_ids)):
        other = np.full(len(policy), k, dtype=np.int64)
        saves = [hand.costs_of(p, now, policy) - hand.costs_of(p, other, policy) for p in range(len(hand.lines))]
        loss = here - hand.score[k, policy]
        allowed = np.all([saved >= 0 for saved in saves], axis=0) & (saves[place] > 0)
        allowed &= hand.choices.gain[k, policy] > CLOSED
        better = allowed & (loss * freed < regret * np.where(allowed, saves[place], 1))
        option[better], freed[better], regret[better] = k, saves[place][better], loss[better]
    return option, freed, regret


def _fill(hand: Hand) -> int:
    """Spend what is left: take moves that keep more and fit, least regret first; return how many were made."""
    policy, option = _upgrades(hand)
    steps = [hand.costs_of(place, option, policy).tolist() for place in range(len(hand.lines))]
    made = 0
    for each, (i, k) in enumerate(zip(policy.tolist(), option.tolist(), strict=True)):
        made += _take_if_fits(hand, i, k, [costs[each] for costs in steps])
    return made


def _take_if_fits(hand: Hand, policy: int, option: int, costs: list[int]) -> int:
    """Make one move if it still keeps more than the present pick and every line can bear it; return 1 or 0."""
    now = int(hand.pick[policy])
    gain = hand.choices.gain
    if gain[option, policy] <= (gain[now, policy] if now >= 0 else 0):
        return 0
    held = [_held(hand, place, now, policy) for place in range(len(hand.lines))]
    if any(cost - before > left for cost, before, left in zip(costs, held, hand.left, strict=True)):
        return 0
    hand.left = [left - cost + before for cost, before, left in zip(costs, held, hand.left, strict=True)]
    hand.pick[policy] = option
    return 1


def _held(hand: Hand, place: int, option: int, policy: int) -> int:
    by_policy = hand.choices.cost[hand.lines[place]].get(option)
    return 0 if by_policy is None else int(by_policy[policy])


def _upgrades(hand: Hand) -> tuple[Ints, Ints]:
    """Return the moves that keep more and fit by themselves into what is left, least regret first."""
    everyone = np.arange(hand.choices.size)
    now_gain = np.where(hand.pick >= 0, hand.choices.gain[np.maximum(hand.pick, 0), everyone], 0)
    now_score = hand.score_of(hand.pick, everyone)
    now_cost = [hand.costs_of(place, hand.pick, everyone) for place in range(len(hand.lines))]
    policies, options, regrets = [], [], []
    for k in range(len(hand.choices.option_ids)):
        keen = np.flatnonzero(hand.choices.gain[k] > now_gain)
        fits = np.ones(len(keen), dtype=bool)
        for place, held in enumerate(now_cost):
            cost = hand.costs_of(place, np.full(len(keen), k, dtype=np.int64), keen)
            fits &= cost - held[keen] <= hand.left[place]
        keen = keen[fits]
        policies.append(keen)
        options.append(np.full(len(keen), k, dtype=np.int64))
        regrets.append(now_score[keen] - hand.score[k, keen])
    policy, option, regret = np.concatenate(policies), np.concatenate(options), np.concatenate(regrets)
    if len(policy) > CLOSE_CALLS:
        near = np.sort(np.argpartition(regret, CLOSE_CALLS)[:CLOSE_CALLS])
        policy, option, regret = policy[near], option[near], regret[near]
    order = np.argsort(regret, kind="stable")
    return policy[order], option[order]

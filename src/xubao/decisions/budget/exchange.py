"""Could two policies change at once and keep more, where neither could alone? (the last fen of a line)"""

import numpy as np

from xubao.decisions.budget.choices import Ints, Reals
from xubao.decisions.budget.hand import Hand

CANDIDATES = 400
"""Moves that are tried in pairs: those that lose least at the prices found."""

_EXCHANGES = 60


def exchange(hand: Hand) -> None:
    """Make the pair of moves that keeps most more within every line, until there is none (or 60 are made)."""
    for _ in range(_EXCHANGES):
        policy, option, gain = _moves(hand)
        cost = [_cost_of(hand, place, policy, option) for place in range(len(hand.lines))]
        pair = _best_pair(policy, gain, cost, hand.left)
        if pair is None:
            return
        both = np.array(pair)
        hand.move(policy[both], option[both])


def _moves(hand: Hand) -> tuple[Ints, Ints, Ints]:
    """Return the moves with the least regret: policy, option (-1: to the notice), gain in fen (may be a loss)."""
    everyone = np.arange(hand.choices.size)
    now_score = hand.score_of(hand.pick, everyone)
    parts = []
    for k in range(-1, len(hand.choices.option_ids)):
        free = hand.pick != k if k < 0 else (hand.pick != k) & (hand.choices.gain[k] > 0)
        policy = np.flatnonzero(free)
        option = np.full(len(policy), k, dtype=np.int64)
        regret = now_score[policy] - hand.score_of(option, policy)
        near = _least(regret)
        parts.append((policy[near], option[near], regret[near]))
    policy, option, regret = (np.concatenate(column) for column in zip(*parts, strict=True))
    near = _least(regret)
    policy, option = policy[near], option[near]
    return policy, option, hand.gain_of(option, policy) - hand.gain_of(hand.pick[policy], policy)


def _least(regret: Reals) -> Ints:
    """Return the places of the candidates with the least regret, in the order they stand."""
    if len(regret) <= CANDIDATES:
        return np.arange(len(regret))
    return np.sort(np.argpartition(regret, CANDIDATES)[:CANDIDATES])


def _cost_of(hand: Hand, place: int, policy: Ints, option: Ints) -> Ints:
    return hand.costs_of(place, option, policy) - hand.costs_of(place, hand.pick[policy], policy)


def _best_pair(policy: Ints, gain: Ints, cost: list[Ints], left: list[int]) -> tuple[int, int] | None:
    """Return the places of the two moves, of different policies, that together fit and keep most more."""
    if not len(policy):
        return None
    together = gain[:, None] + gain[None, :]
    fits = policy[:, None] != policy[None, :]
    for each, room in zip(cost, left, strict=True):
        fits &= each[:, None] + each[None, :] <= room
    together[~fits] = 0
    best = int(together.argmax())
    if together.flat[best] <= 0:
        return None
    return divmod(best, len(policy))

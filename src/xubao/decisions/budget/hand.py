"""Which option does each policy hold just now, and what is left of each line? (the working state of rounding)"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xubao.decisions.budget.choices import Choices, Ints, Reals


@dataclass
class Hand:
    """The picks being worked on (this one is changed in place, and lives only inside `rounding.round_off`)."""

    choices: Choices
    lines: Sequence[int]
    score: Reals
    pick: Ints
    left: list[int]

    def costs_of(self, place: int, option: Ints, policy: Ints) -> Ints:
        """Return the fen on a scarce line for pairs of option (-1: notice) and policy."""
        fen = np.zeros(len(policy), dtype=np.int64)
        for k, by_policy in self.choices.cost[self.lines[place]].items():
            here = option == k
            fen[here] = by_policy[policy[here]]
        return fen

    def score_of(self, option: Ints, policy: Ints) -> Reals:
        """Return gain minus priced cost for pairs of option and policy; the notice has none of either."""
        return np.where(option >= 0, self.score[np.maximum(option, 0), policy], 0.0)

    def gain_of(self, option: Ints, policy: Ints) -> Ints:
        """Return gain for pairs of option and policy, before any price."""
        return np.where(option >= 0, self.choices.gain[np.maximum(option, 0), policy], 0)

    def move(self, policy: Ints, option: Ints) -> None:
        """Give these policies other options and take stock of what is left of each line."""
        for place in range(len(self.lines)):
            before = self.costs_of(place, self.pick[policy], policy)
            after = self.costs_of(place, option, policy)
            self.left[place] -= int((after - before).sum())
        self.pick[policy] = option

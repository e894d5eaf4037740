"""Which accidents happen in a term, when are they closed, and which count for the next quote?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.parts import COMMERCIAL, COMPULSORY, Vector
from xubao.decisions.book.specimen.state import State

FREQUENCY = (0.17, 0.08)
"""Claims per year of an average vehicle on its commercial and on its compulsory policy (made up)."""

_MEDIAN_FEN = (560_000, 260_000)
_SPREAD = (1.15, 1.0)
_COMPULSORY_MOST = 20_000_000
_DENIED = 0.03
_FATAL = 0.002
_AT_FAULT = 0.75
_ANSWERS_SURVEY = 0.45


@dataclass(frozen=True)
class Crashes:
    """One value per claim; `at` is the place of its vehicle in the state, `line` 0 commercial, 1 compulsory."""

    at: Vector
    line: Vector
    occurred: Vector
    reported: Vector
    closed: Vector
    paid: Vector
    fault: Vector
    fatal: Vector
    score: Vector

    def per_vehicle(self, hit: Vector, size: int) -> Vector:
        """Return how many of the marked claims each vehicle has."""
        number: Vector = np.bincount(self.at[hit], minlength=size)
        return number

    def paid_by(self, quoted: Vector, size: int) -> tuple[Vector, Vector]:
        """Return commercial claims per vehicle closed and paid by the day of the next quote, and those closed later."""
        valid = (self.line == COMMERCIAL) & (self.paid > 0)
        in_time = self.closed <= quoted[self.at, COMMERCIAL]
        return self.per_vehicle(valid & in_time, size), self.per_vehicle(valid & ~in_time, size)

    def faults_by(self, quoted: Vector, size: int) -> tuple[Vector, Vector, Vector]:
        """Return at-fault compulsory accidents per vehicle by the next quote, of the whole term, and deaths by then."""
        valid = (self.line == COMPULSORY) & self.fault
        in_time = self.occurred <= quoted[self.at, COMPULSORY]
        deaths = self.per_vehicle(valid & in_time & self.fatal, size) > 0
        return self.per_vehicle(valid & in_time, size), self.per_vehicle(valid, size), deaths

    def frame(self, state: State, until: int) -> pl.DataFrame:
        """Return the claims as numbers, seen from day `until`: what is not closed or not reported yet is -1."""
        open_yet = self.closed > until
        return pl.DataFrame(
            {
                "vehicle": state.vehicle[self.at],
                "line": self.line.astype(np.int8),
                "start": state.start[self.at, self.line].astype(np.int32),
                "occurred": self.occurred.astype(np.int32),
                "reported": np.minimum(self.reported, until).astype(np.int32),
                "closed": np.where(open_yet, -1, self.closed).astype(np.int32),
                "paid": np.where(open_yet, -1, self.paid),
                "fault": self.fault,
                "fatal": self.fatal,
                "score": np.where(open_yet, 0, self.score).astype(np.int8),
            }
        )


def make_crashes(state: State, *, rate: Vector, ends: Vector, alive: Vector, rng: np.random.Generator) -> Crashes:
    """Return the claims of a term up to its last known day `ends`, from each vehicle's own rate."""
    places, lines = [], []
    for cover in (COMMERCIAL, COMPULSORY):
        number = rng.poisson(rate * FREQUENCY[cover] * alive[:, cover])
        places.append(np.repeat(np.arange(len(number)), number))
        lines.append(np.full(len(places[-1]), cover))
    at, line = np.concatenate(places), np.concatenate(lines)
    occurred = state.start[at, line] + (rng.random(len(at)) * 365).astype(np.int64)
    seen = occurred <= ends[at, line]
    at, line, occurred = at[seen], line[seen], occurred[seen]
    size = len(at)
    delay = np.ceil(np.exp(rng.normal(np.log(14), 1.1, size))).astype(np.int64)
    amount = np.exp(rng.normal(np.log(np.array(_MEDIAN_FEN)[line]), np.array(_SPREAD)[line]))
    paid = np.where(rng.random(size) < _DENIED, 0, np.minimum(amount, np.where(line == 1, _COMPULSORY_MOST, 1e8)))
    reported = occurred + rng.geometric(0.75, size) - 1
    fault = rng.random(size) < _AT_FAULT
    score = np.clip(np.round(rng.normal(4.3, 0.9, size) - delay / 60 - 1.5 * (paid == 0)), 1, 5)
    return Crashes(
        at=at,
        line=line,
        occurred=occurred,
        reported=reported,
        closed=reported + delay,
        paid=paid.astype(np.int64),
        fault=fault,
        fatal=fault & (line == COMPULSORY) & (rng.random(size) < _FATAL),
        score=np.where(rng.random(size) < _ANSWERS_SURVEY, score, 0).astype(np.int8),
    )

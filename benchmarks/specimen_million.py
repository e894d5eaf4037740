"""How long and how much memory do a million specimen policies take, made and written as CSV?"""

import argparse
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from xubao.decisions.book.specimen.making import make_specimen

SEED = 7
UNTIL = date(2026, 11, 22)
GOAL_SECONDS, GOAL_GB = 60, 3


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--policies", type=int, default=1_000_000)
    policies = asked.parse_args().policies
    begun = time.perf_counter()
    made = make_specimen(policies=policies, seed=SEED, years=4, until=UNTIL)
    drawn = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, frame in {**made.book.tables(), "truth": made.truth}.items():
            frame.write_csv(Path(folder) / f"{name}.csv")
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    written = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{policies:,} policies: made in {drawn - begun:.1f} s")
    print(f"{size / 1e6:.0f} MB of CSV written in {written - drawn:.1f} s")
    print(f"together {written - begun:.1f} s (goal {GOAL_SECONDS}), peak {peak:.2f} GB (goal {GOAL_GB})")
    print(f"rows: {made.manifest['rows']}")


if __name__ == "__main__":
    main()

"""What a demonstration is, and how far it has come."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Demonstration:
    """What a demonstration is: where it lies, how big it is, which day it takes for today, where it is served."""

    folder: Path
    policies: int
    today: date | None
    port: int


@dataclass
class Progress:
    """What was done so far; kept whole after every stage, so that an interruption loses one stage at most."""

    path: Path
    today: date
    password: str
    done: list[str]
    people: dict[str, list[str]]

    def keep(self) -> None:
        """Write the progress, whole or not at all."""
        from xubao.desk.files import write_whole

        text = json.dumps({**vars(self), "path": None, "today": str(self.today)}, ensure_ascii=False, indent=2)

        def write(fresh: Path) -> None:
            fresh.touch(mode=0o600)  # the password of the demonstration is in it
            fresh.write_text(text, "utf-8")

        write_whole(self.path, write)

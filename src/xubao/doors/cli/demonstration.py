"""A specimen insurer with work in it: built stage by stage, each safe to repeat, then served."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import typer

from xubao.doors.cli.background import console_running, start_console, stop_console, wait_until_answers
from xubao.glossary.words import Role

if TYPE_CHECKING:
    from xubao.desk.access import Person

__all__ = ["Demonstration", "stop_console"]

SEED = 20261122
DAYS_AGO = 150
"""The campaign of the demonstration began this many days ago, so that some windows have matured."""

WAVE_DAYS = 30
"""Lists are issued monthly."""

PEOPLE: tuple[tuple[Role, str, str], ...] = (
    (Role.ADMIN, "admin", "顾晓东"),
    (Role.CAMPAIGN_MANAGER, "campaign", "周敏"),
    (Role.COMPLIANCE_OFFICER, "compliance", "赵岚"),
    (Role.FINANCE, "finance", "钱文博"),
    (Role.ANALYST, "analyst", "孙一凡"),
    (Role.CONSUMER_OFFICER, "consumer", "吴静怡"),
    (Role.SERVICE_AGENT, "service", "郑晓月"),
    (Role.CLAIMS_HANDLER, "claims", "冯志强"),
)
"""Roles whose demonstration login stands at head office: role, login, name."""


@dataclass
class Demonstration:
    """Builds what is missing and serves it; `run` may be interrupted at any point and run again."""

    folder: Path
    policies: int
    today: date | None
    port: int

    def run(self) -> None:
        """Build, start the console, and say how to log in and how to stop."""
        self.prepare()
        began = perf_counter()
        for name, stage in self.stages():
            if name not in self.state["done"]:
                typer.echo(f"· {name} …", nl=False)
                at = perf_counter()
                stage()
                self.state["done"].append(name)
                self.keep_state()
                typer.echo(f" {perf_counter() - at:.1f} 秒")
        typer.echo(f"数据准备好了，用时 {perf_counter() - began:.1f} 秒")
        self.serve()

    def prepare(self) -> None:
        """Point Django at the demonstration's own folder and read what was done before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        os.environ["XUBAO_DATA_DIR"] = str(self.folder.resolve())
        from xubao.doors.cli.start import start

        start()
        from xubao.desk.procedure import today

        fresh = {
            "done": [],
            "today": str(self.today or today()),
            "password": f"xubao-{secrets.token_hex(3)}",
            "people": {},
        }
        path = self.folder / "demo.json"
        self.state: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else fresh
        self.keep_state()

    def keep_state(self) -> None:
        """Write the state whole, so that an interruption never leaves half of it."""
        from xubao.desk.files import write_whole

        text = json.dumps(self.state, ensure_ascii=False, indent=2)
        write_whole(self.folder / "demo.json", lambda fresh: fresh.write_text(text, "utf-8"))

    @property
    def day(self) -> date:
        """Return the day the demonstration takes for today."""
        return date.fromisoformat(self.state["today"])

    def stages(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the stages in order; a wave is the list of one month, answered until the next."""
        waves = [self.day - timedelta(days=days) for days in range(DAYS_AGO, -1, -WAVE_DAYS)]
        return [
            ("生成样例业务数据", self.draw_book),
            ("导入保单、客户、车辆、赔案", self.take_in),
            ("开通登录", self.open_logins),
            ("登记并启动活动", self.open_campaigns),
            *((f"第 {number} 批名单（{on}）", self.wave(on)) for number, on in enumerate(waves, start=1)),
            ("评估活动", self.evaluate),
        ]

    def draw_book(self) -> None:
        """Draw the specimen book as it stood when the campaign began."""
        from xubao.desk.book.make_specimen import make_specimen, write_truth

        began = self.day - timedelta(days=DAYS_AGO)
        made = make_specimen(self.folder / "extracts", policies=self.policies, seed=SEED, years=4, until=began)
        write_truth(made, out=self.folder)

    def take_in(self) -> None:
        """Import the extracts as any insurer's."""
        from xubao.desk.access import MACHINE
        from xubao.desk.book.import_book import import_book

        import_book(self.folder / "extracts", by=MACHINE, mend_in=self.folder / "mend")

    def open_logins(self) -> None:
        """Give one login per role: two to people of the book, the others to head-office staff."""
        from xubao.desk.access import MACHINE
        from xubao.desk.office.add_person import Newcomer, add_person
        from xubao.desk.office.choosing import busiest, head_office

        top = head_office()
        people = [Newcomer(login, name, role, top) for role, login, name in PEOPLE]
        people += [Newcomer(*busiest(role)) for role in (Role.RENEWAL_SPECIALIST, Role.BRANCH_MANAGER)]
        for newcomer in people:
            add_person(newcomer, by=MACHINE, password=self.state["password"])
            self.state["people"][newcomer.role.value] = [newcomer.code, newcomer.name]

    def open_campaigns(self) -> None:
        """Draft the three campaigns of the pack and open the lawful one; the other two wait for their legal basis."""
        from xubao.desk.campaigns.draft_campaign import draft_campaign
        from xubao.desk.campaigns.open_campaign import open_campaign
        from xubao.desk.campaigns.pack_terms import pack_terms

        first, last = self.day - timedelta(days=DAYS_AGO), self.day + timedelta(days=180)
        self.hold(first)
        for name in ("plan-001", "plan-000"):
            draft_campaign(pack_terms(name), by=self.person(Role.CAMPAIGN_MANAGER))
        code = draft_campaign(pack_terms("lawful", window=(first, last)), by=self.person(Role.CAMPAIGN_MANAGER))
        open_campaign(code, by=self.person(Role.CAMPAIGN_MANAGER))
        self.state["campaign"] = code

    def wave(self, on: date) -> Callable[[], None]:
        """Return the stage of one month: the world answers so far, then the day's offers and worklist."""

        def issue() -> None:
            from xubao.desk.access import MACHINE
            from xubao.desk.offers.make_offers import make_offers
            from xubao.desk.outreach.make_worklist import make_worklist
            from xubao.desk.results.record_answers import record_answers

            self.hold(on)
            if on > self.day - timedelta(days=DAYS_AGO):
                truth = self.folder / "truth" / "truth.parquet"
                record_answers(self.state["campaign"], by=MACHINE, truth=truth, until=on, seed=SEED)
            make_offers(self.state["campaign"], by=self.person(Role.CAMPAIGN_MANAGER), on=on, seed=SEED)
            make_worklist(by=MACHINE, on=on)

        return issue

    def evaluate(self) -> None:
        """Evaluate the campaign as of the day."""
        from xubao.desk.results.evaluate_campaign import evaluate_campaign

        self.hold(self.day)
        evaluate_campaign(self.state["campaign"], by=self.person(Role.ANALYST), on=self.day)

    def person(self, role: Role) -> "Person":
        """Return the demonstration's person of a role."""
        from xubao.desk.access import person_called

        return person_called(self.state["people"][role.value][0])

    def hold(self, on: date) -> None:
        """Hold the calendar at a day, so that the journal tells the story in its own time."""
        from django.conf import settings

        settings.XUBAO_TODAY = on.isoformat()

    def serve(self) -> None:
        """Start the console unless it runs, and print how to use it."""
        if not console_running(self.folder):
            start_console(self.folder, port=self.port, today=self.state["today"])
        wait_until_answers(self.folder, port=self.port)
        typer.echo(f"\n续保工作台： http://127.0.0.1:{self.port}   （密码都是 {self.state['password']}）")
        for role, (code, name) in self.state["people"].items():
            typer.echo(f"  {code:<14}{Role(role).zh}　{name}")
        typer.echo("停止 / stop:  make stop")

"""The figures of the dashboard: each with its value, its change, its line and the definition people can read."""

from dataclasses import dataclass

from xubao.desk.access import Person
from xubao.desk.results.reads import Pace, calls, reach, to_do, to_do_ahead
from xubao.desk.results.renewal_reads import Retention


@dataclass(frozen=True)
class Kpi:
    """One card; `kind` says how its numbers are written, `change` is against the period before."""

    zh: str
    en: str
    kind: str
    value: float | None
    change: float | None
    line: tuple[float | None, ...]
    period_zh: str
    period_en: str
    means_zh: str
    means_en: str
    more_is_better: bool | None = True
    note_zh: str = ""
    note_en: str = ""

    @property
    def tone(self) -> str:
        """Return whether the change is good news."""
        if not self.change or self.more_is_better is None:
            return "flat"
        return "up" if (self.change > 0) == self.more_is_better else "down"

    @property
    def sign(self) -> str:
        """Return the icon of the change's direction."""
        return "minus" if not self.change else "trending-up" if self.change > 0 else "trending-down"


def _change(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def retention_kpis(months: list[Retention]) -> list[Kpi]:
    """Return due, renewed and both rates of the latest matured month against the month before."""
    matured = [month for month in months if month.matured]
    if len(matured) < 2:
        return []
    now, before = matured[-1], matured[-2]
    zh, en = f"{now.group} 到期，较上月", f"expired {now.group}, against the month before"
    window = "窗口已满期（到期满 30 天）才计入，未满期的是待续，不算流失。"
    window_en = " Only matured windows (30 days past expiry) count."
    return [
        Kpi(
            "应续", "Due", "count", now.due, _change(now.due, before.due), tuple(float(m.due) for m in matured),
            zh, en,
            f"当月商业险到期的车辆数，按车架号去重，不含摩托车、挂车和已退保。{window}",
            f"Distinct vehicles whose commercial policy expired; no motorcycles or trailers.{window_en}",
            more_is_better=None,
        ),
        Kpi(
            "已续", "Renewed", "count", now.renewed, _change(now.renewed, before.renewed),
            tuple(float(m.renewed) for m in matured), zh, en,
            "应续车辆中，到期前 59 天至到期后 91 天内在本公司起保新商业险的车辆数，按车架号去重。",
            "Due vehicles with a new commercial policy of ours from 59 days before to 91 days after expiry.",
        ),
        Kpi(
            "件数续保率", "Renewal rate, units", "share", now.rate_units, _change(now.rate_units, before.rate_units),
            tuple(m.rate_units for m in matured), zh, en,
            f"已续车辆数 ÷ 应续车辆数，先求和再相除。{window}",
            f"Renewed vehicles over due vehicles, sum over sum.{window_en}",
        ),
        Kpi(
            "保费续保率", "Renewal rate, premium", "share", now.rate_premium,
            _change(now.rate_premium, before.rate_premium), tuple(m.rate_premium for m in matured), zh, en,
            f"已续新保单保费 ÷ 应续上年保费，先求和再相除，不含代收车船税。{window}",
            f"Premium of the renewals over last year's premium of all due, sum over sum.{window_en}",
        ),
    ]  # fmt: skip


def work_kpis(*, by: Person) -> list[Kpi]:
    """Return what waits, today's calls, reach and the matured share of the list's quotes."""
    waiting, called, reached = to_do(by=by), calls(by=by), reach(by=by)
    return [
        Kpi(
            "待跟进", "To do today", "count", waiting["due"], None, to_do_ahead(by=by),
            "今天及以前应办，曲线为未来 14 天", "due by today; the line shows the next 14 days",
            "应办日期在今天或以前、允许联系、尚未续保或流失的任务数。",
            "Open, permitted tasks whose day is today or earlier.",
            more_is_better=None,
            note_zh=f"其中逾期 {waiting['overdue']:,} 件", note_en=f"{waiting['overdue']:,} overdue",
        ),
        _paced(
            "今日外呼", "Calls today", "count", called, ("较昨日，曲线为近 14 天", "against yesterday; 14 days"),
            ("今天登记的外呼电话次数，含未接通。", "Outbound calls recorded today, answered or not."),
        ),
        _paced(
            "触达率", "Reach", "share", reached, ("近 30 天，较前 30 天", "last 30 days against the 30 before"),
            ("触达（接通或送达）客户数 ÷ 主动联系的客户数，按客户去重，先求和再相除。",
             "Customers reached (spoken to or delivered) over customers contacted, each counted once."),
        ),
    ]  # fmt: skip


def _paced(zh: str, en: str, kind: str, pace: Pace, period: tuple[str, str], means: tuple[str, str]) -> Kpi:
    change = _change(pace.now, pace.before)
    return Kpi(zh, en, kind, pace.now, change, pace.line, *period, *means)

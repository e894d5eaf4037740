"""Commands about the book: import, specimen."""

from pathlib import Path
from typing import Annotated

import typer

from xubao.doors.cli.shell import app
from xubao.doors.cli.start import day, start

SPECIMEN_DAY = "2026-11-22"
"""The day up to which a specimen book runs unless told: fixed, so that a seed means the same book for ever."""


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="提取文件所在文件夹，或一份续保清单", readable=False)],
    headings: Annotated[Path | None, typer.Option(help="表头对照（YAML）", readable=False)] = None,
    mend: Annotated[Path | None, typer.Option(help="被退回的行写到哪里（默认：待修正/）", readable=False)] = None,
) -> None:
    """导入保单、客户、车辆、赔案等提取文件；同一份文件再次导入不产生任何变化。"""
    start()
    from xubao.desk.access import MACHINE
    from xubao.desk.book.extracts import FILES
    from xubao.desk.book.import_book import import_book

    done = import_book(source, by=MACHINE, headings=headings, mend_in=mend)
    for name, changed in done.changed.items():
        if changed.total or changed.same:
            typer.echo(
                f"{FILES[name]:　<5} 新增 {changed.inserted:>8,}  更新 {changed.updated:>8,}  不变 {changed.same:>8,}"
            )
    typer.echo(f"退回 {done.refused:,} 行" + "".join(f"\n  请修改后重新导入：{path}" for path in done.mend))
    if done.look_at:
        typer.echo(f"已接收但请核实 {done.remarked:,} 行" + "".join(f"\n  请核实：{path}" for path in done.look_at))
    for name, columns in done.unread.items():
        typer.echo(f"{name} 有 {len(columns)} 列未识别，没有导入（如需使用，请在表头对照里写明）：{'、'.join(columns)}")


@app.command()
def specimen(
    policies: Annotated[int, typer.Option(help="保单数（所有年度、交强与商业合计）", min=1)],
    out: Annotated[Path, typer.Option(help="写到哪个文件夹", readable=False)],
    seed: Annotated[int, typer.Option(help="种子：相同种子得到完全相同的数据", min=0)] = 1,
    years: Annotated[int, typer.Option(help="历史年数：至少 3 年，才看得出谁续保、谁流失", min=3, max=10)] = 4,
    until: Annotated[str, typer.Option(help="截止日")] = SPECIMEN_DAY,
    truth: Annotated[bool, typer.Option("--truth", help="同时写出每位客户对每种动作的真实反应")] = False,
) -> None:
    """生成样例业务数据（完全虚构），用于演示、测试和度量。"""
    from xubao.desk.book.make_specimen import make_specimen, write_truth

    made = make_specimen(out, policies=policies, seed=seed, years=years, until=day(until))
    typer.echo(f"已写出 {made.book.policies.height:,} 张保单、{made.book.customers.height:,} 位客户：{out}")
    if truth:
        typer.echo(f"真实反应：{write_truth(made, out=out)}")

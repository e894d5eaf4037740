"""Commands about campaigns: rehearse, draft, open, offers, worklist, simulate, evaluate."""

from pathlib import Path
from typing import Annotated

import typer

from xubao.doors.cli.shell import app
from xubao.doors.cli.start import day, start

As = Annotated[str, typer.Option("--as", help="以哪位员工（工号）的身份办理")]
METRICS = {
    "renewal_rate_units": "件数续保率",
    "renewal_rate_premium": "保费续保率",
    "margin_per_yuan": "每元投入多留存的边际贡献",
}
Code = Annotated[str, typer.Argument(help="活动编号")]
Today = Annotated[str, typer.Option(help="以哪一天为今天，YYYY-MM-DD")]


@app.command()
def rehearse(  # noqa: PLR0913, PLR0917 - each is an option that a person types by name
    book: Annotated[Path, typer.Option(help="提取文件所在文件夹，或一份续保清单", readable=False)],
    terms: Annotated[Path, typer.Option(help="活动条款文件夹", readable=False)],
    today: Today,
    out: Annotated[Path, typer.Option(help="结果写到哪个文件夹", readable=False)],
    seed: Annotated[int, typer.Option(help="抽签种子", min=0)] = 1,
    headings: Annotated[Path | None, typer.Option(help="表头对照（YAML）", readable=False)] = None,
    model: Annotated[
        Path | None, typer.Option(help="train 写出的模型（默认：用这份业务数据自己的历史训练）", readable=False)
    ] = None,
) -> None:
    """用文件演练整个活动，不写入任何业务数据：每一步一张 parquet 表，外加工作清单和中文摘要。"""
    import django

    django.setup()
    from xubao.desk.campaigns.rehearse_terms import rehearse_terms, write_rehearsal

    done = rehearse_terms(book, terms=terms, on=day(today), seed=seed, headings=headings, model=model)
    paths = write_rehearsal(done, out=out)
    typer.echo(done.summary)
    typer.echo(f"退回 {done.refused:,} 行；已写出 {len(paths)} 个文件：{out}")


@app.command()
def draft(terms: Annotated[Path, typer.Argument(help="活动条款文件夹", readable=False)], as_: As) -> None:
    """把条款文件夹登记为活动草稿。"""
    start()
    from xubao.desk.access import person_called
    from xubao.desk.campaigns.draft_campaign import draft_campaign
    from xubao.desk.files import read_tree

    typer.echo(f"草稿：{draft_campaign(read_tree(terms), by=person_called(as_))}")


@app.command("open")
def open_(code: Code, as_: As) -> None:
    """启动活动：条款不全、有矛盾或不合法都会被拒绝，并逐条说明。"""
    start()
    from xubao.desk.access import person_called
    from xubao.desk.campaigns.open_campaign import open_campaign

    open_campaign(code, by=person_called(as_))
    typer.echo(f"活动 {code} 已启动")


@app.command()
def offers(
    code: Code,
    today: Today,
    as_: As,
    seed: Annotated[int, typer.Option(help="抽签种子", min=0)] = 1,
    model: Annotated[
        Path | None, typer.Option(help="train 写出的模型（默认：用已入库的历史训练）", readable=False)
    ] = None,
) -> None:
    """为启动中的活动生成当日名单（同一天重复执行不会重复生成）。"""
    start()
    from xubao.desk.access import person_called
    from xubao.desk.offers.make_offers import make_offers
    from xubao.desk.results.train_model import known_model

    made = make_offers(code, by=person_called(as_), on=day(today), seed=seed, model=known_model(model))
    typer.echo(f"第 {made.number} 批：{made.offered:,} 张保单")


@app.command()
def worklist(today: Today, as_: As = "") -> None:
    """更新工作清单：每张应续保单都有责任人和下一步，或写明原因。"""
    start()
    from xubao.desk.access import MACHINE, person_called
    from xubao.desk.outreach.make_worklist import make_worklist

    counts = make_worklist(by=person_called(as_) if as_ else MACHINE, on=day(today))
    typer.echo(f"应续 {counts['due']:,} 张，今日可办 {counts['to_do']:,} 张，结案 {counts['closed']:,} 张")


@app.command()
def simulate(
    code: Code,
    truth: Annotated[Path, typer.Option(help="样例世界的真实反应（specimen --truth 写出）", readable=False)],
    until: Annotated[str, typer.Option(help="到哪一天为止")],
    seed: Annotated[int, typer.Option(help="种子", min=0)] = 1,
) -> None:
    """让样例世界回应一个已入库的活动：接听、报价、续保、投诉。"""
    start()
    from xubao.desk.access import MACHINE
    from xubao.desk.results.record_answers import record_answers

    done = record_answers(code, by=MACHINE, truth=truth, until=day(until), seed=seed)
    typer.echo(f"新增反馈 {done.answers:,} 条，续保 {done.renewals:,} 张")


@app.command()
def evaluate(code: Code, today: Today, as_: As = "") -> None:
    """评估活动：已到期保单的件数与保费续保率、活动组与对照组之差及区间、每元投入多留存的边际贡献。"""
    start()
    from xubao.desk.access import MACHINE, person_called
    from xubao.desk.results.evaluate_campaign import evaluate_campaign

    made = evaluate_campaign(code, by=person_called(as_) if as_ else MACHINE, on=day(today))
    for row in made.effect.iter_rows(named=True):
        typer.echo(f"{METRICS.get(row['metric'], row['metric'])}：{row['verdict']}")
    if made.effect.is_empty():
        typer.echo(made.verdict)

"""Commands about renewal models: train, score."""

from pathlib import Path
from typing import Annotated

import typer

from xubao.doors.cli.shell import app
from xubao.doors.cli.start import day


@app.command()
def train(
    events: Annotated[Path, typer.Option(help="历史续保结果表（CSV、XLSX 或 parquet）")],
    headings: Annotated[Path, typer.Option(help="表头对照（YAML）")],
    until: Annotated[str, typer.Option(help="只用这一天（含）以前到期的保单训练")],
    out: Annotated[Path, typer.Option(help="模型写到哪里")],
) -> None:
    """用历史续保结果训练并校准续保概率模型。"""
    from xubao.desk.results.train_model import train_model

    model = train_model(events, headings=headings, until=day(until), out=out)
    for name, value in model.report.items():
        typer.echo(f"{name}: {value}")


@app.command()
def score(
    model: Annotated[Path, typer.Option(help="train 写出的模型")],
    events: Annotated[Path, typer.Option(help="待评分的表，表头与训练时相同")],
    out: Annotated[Path, typer.Option(help="评分写到哪里（.csv 或 .parquet）")],
) -> None:
    """给一张续保清单评分：policy_id、renewal_date、p_renew。"""
    from xubao.desk.results.train_model import score_events

    typer.echo(f"已评分 {score_events(events, model=model, out=out):,} 行：{out}")

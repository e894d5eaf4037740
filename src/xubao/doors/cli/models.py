"""Commands about renewal models: train, score."""

from pathlib import Path
from typing import Annotated

import typer

from xubao.doors.cli.shell import app
from xubao.doors.cli.start import day


@app.command()
def train(
    events: Annotated[Path, typer.Option(help="历史续保结果表（CSV、XLSX 或 parquet）", readable=False)],
    until: Annotated[str, typer.Option(help="只用续保日在这一天（含）以前的保单训练")],
    out: Annotated[Path, typer.Option(help="模型写到哪里", readable=False)],
    headings: Annotated[Path | None, typer.Option(help="表头对照（YAML）；常见表头不需要", readable=False)] = None,
) -> None:
    """用历史续保结果训练并校准续保概率模型。"""
    from xubao.desk.results.train_model import train_model

    model = train_model(events, headings=headings, until=day(until), out=out)
    report, late = model.report, model.report["late"]
    typer.echo(f"训练 {report['rows']:,} 张（续保日 {report['first_day']} 至 {report['last_day']}），")
    typer.echo(f"其中续保 {report['renewed']:.1%}。以下由前 80% 训练、后 20%（{report['late_from']} 起）检验：")
    typer.echo(f"  区分度 AUC {late['auc']:.4f}，对数损失 {late['log_loss']:.4f}，校准斜率 {late['slope']:.3f}")
    typer.echo(f"  平均预测 {late['mean_p']:.1%}，实际续保 {late['base_rate']:.1%}，分档平均偏差 {late['ece']:.2%}")
    typer.echo(f"模型：{out}")


@app.command()
def score(
    model: Annotated[Path, typer.Option(help="train 写出的模型", readable=False)],
    events: Annotated[Path, typer.Option(help="待评分的表，表头与训练时相同", readable=False)],
    out: Annotated[Path, typer.Option(help="评分写到哪里（.csv 或 .parquet）", readable=False)],
) -> None:
    """给一张续保清单评分：policy_id、renewal_date、p_renew。"""
    from xubao.desk.results.train_model import score_events

    typer.echo(f"已评分 {score_events(events, model=model, out=out):,} 行：{out}")

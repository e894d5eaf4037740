"""Commands about the running desk: serve, demo, stop, person."""

from pathlib import Path
from typing import Annotated

import typer

from xubao.doors.cli.shell import app
from xubao.doors.cli.start import day, start

PORT = 8000


@app.command()
def person(
    code: Annotated[str, typer.Argument(help="工号，也是登录名")],
    name: Annotated[str, typer.Option(help="姓名")],
    role: Annotated[str, typer.Option(help="岗位代码")],
    branch: Annotated[str, typer.Option(help="机构代码")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """给一位员工开通登录（或重设密码）。"""
    start()
    from xubao.desk.access import MACHINE
    from xubao.desk.office.add_person import Newcomer, add_person
    from xubao.glossary.words import Role

    if role not in Role.values():
        raise typer.BadParameter("可选：" + "、".join(f"{each.value}（{each.zh}）" for each in Role))
    add_person(Newcomer(code, name, Role(role), branch), by=MACHINE, password=password)
    typer.echo(f"{name}（{code}）可以登录了")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = PORT,
) -> None:
    """启动网页控制台。"""
    start()
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "xubao.wiring.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
    ).serve()


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="演示数据放在哪里")] = Path("var/demo"),
    policies: Annotated[int, typer.Option(help="样例保单数", min=500)] = 20_000,
    today: Annotated[str, typer.Option(help="以哪一天为今天（默认：今天）")] = "",
    port: Annotated[int, typer.Option(help="端口")] = PORT,
) -> None:
    """一条命令：生成样例数据、跑完一轮活动、打开控制台。可随时中断，再次运行从断点继续。"""
    from xubao.doors.cli.demonstration import run
    from xubao.doors.cli.progress import Demonstration

    run(Demonstration(folder, policies=policies, today=day(today) if today else None, port=port))


@app.command()
def stop(folder: Annotated[Path, typer.Option(help="演示数据放在哪里")] = Path("var/demo")) -> None:
    """停止演示控制台。"""
    from xubao.doors.cli.background import stop_console

    typer.echo(stop_console(folder))

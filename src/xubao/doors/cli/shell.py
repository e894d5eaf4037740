"""The shell that commands hang on, and how a refusal reads in a terminal."""

import os

import typer

from xubao.glossary.refusals import Refusal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xubao.wiring.settings")

app = typer.Typer(
    name="xubao",
    help="续保：车险公司的续保工作台 / the renewal desk of a motor insurer",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def refusal_text(refusal: Refusal) -> str:
    """Return a refusal for a terminal: code, sentence and remedy, Chinese first."""
    return (
        f"[{refusal.code}] {refusal.zh}\n  处理办法：{refusal.remedy_zh}\n"
        f"  {refusal.en}\n  What to do: {refusal.remedy_en}\n"
    )

"""Refusals about the running console."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "console.port_taken",
        "端口 {port} 已被占用",
        "Port {port} is in use",
        "先停止占用它的程序，或用 --port 换一个端口（make demo PORT=8001）",
        "Stop what uses it, or choose another with --port (make demo PORT=8001)",
        exit_code=5,
    ),
    RefusalKind(
        "console.silent",
        "控制台在 {seconds} 秒内没有响应，日志在 {log}",
        "The console did not answer within {seconds} seconds; its log is {log}",
        "查看日志最后几行后重试",
        "Read the end of the log and try again",
        exit_code=5,
    ),
)

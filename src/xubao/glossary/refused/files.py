"""Refusals about files and folders: what could not be read or written, and what to do."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "files.not_found",
        "找不到 {path}",
        "There is no {path}",
        "核对路径后重试",
        "Check the path and try again",
        status=404,
        exit_code=4,
    ),
    RefusalKind(
        "files.no_right",
        "没有权限{what} {path}",
        "No right to {what} {path}",
        "请管理员开放该路径的权限后重试",
        "Have the rights of that path opened and try again",
        status=403,
        exit_code=3,
    ),
    RefusalKind(
        "files.empty_folder",
        "文件夹 {path} 里没有可读的文件（支持 {asked}）",
        "The folder {path} holds no file we can read ({asked})",
        "放入提取文件后重试",
        "Put the extracts there and try again",
    ),
    RefusalKind(
        "files.disk_full",
        "磁盘空间不足，{path} 未写入，原有数据不变",
        "The disk is full: {path} was not written; what there was is unchanged",
        "清理磁盘或换一个位置后重试",
        "Free some space or choose another place and try again",
        status=507,
        exit_code=5,
    ),
    RefusalKind(
        "files.database_busy",
        "数据库正忙，本次操作未生效，原有数据不变",
        "The database is busy; nothing was changed",
        "稍后重试",
        "Try again in a moment",
        status=503,
        exit_code=5,
    ),
    RefusalKind(
        "files.wrong_date",
        "「{value}」不是日期，应写成 2026-11-22",
        "{value} is not a date; write it as 2026-11-22",
        "改正日期后重试",
        "Correct the date and try again",
    ),
    RefusalKind(
        "files.not_a_table",
        "{path} 不是可读的数据表文件",
        "{path} is not a table we can read",
        "核对文件格式（parquet 或 CSV）后重试",
        "Check the format (parquet or CSV) and try again",
    ),
)

"""Refusals about the book: files, heading maps and rows that cannot be taken in."""

from xubao.glossary.refused.book_rows import ROW_KINDS
from xubao.glossary.refused.kind import RefusalKind

FILE_KINDS = (
    RefusalKind(
        "book.empty_file",
        "文件 {file} 是空的",
        "The file {file} is empty",
        "请重新导出该文件后再导入",
        "Export the file again and send it once more",
    ),
    RefusalKind(
        "book.no_files",
        "没有可以导入的文件（可识别的格式：CSV、TXT、XLSX、Parquet；收到：{files}）",
        "There is nothing to import (CSV, TXT, XLSX or Parquet can be read; there was: {files})",
        "把核心系统导出的文件放进该文件夹后重试",
        "Put the extracts of the core system into the folder and try again",
    ),
    RefusalKind(
        "book.unknown_encoding",
        "无法识别文件 {file} 的编码（{detail}）",
        "The encoding of {file} is not known ({detail})",
        "请另存为“CSV UTF-8”或 GBK 编码的 CSV，或直接发送 XLSX",
        "Save it as CSV in UTF-8 or GBK, or send the XLSX itself",
    ),
    RefusalKind(
        "book.cut_off",
        "文件 {file} 不完整，像是在中途被截断（{detail}），整个文件未导入",
        "The file {file} is cut off ({detail}); nothing of it was imported",
        "请重新导出或重新上传完整的文件",
        "Export or upload the whole file again",
    ),
    RefusalKind(
        "book.not_a_table",
        "文件 {file} 不是表格（{detail}）",
        "The file {file} is not a table ({detail})",
        "请发送带表头的 CSV、XLSX 或 Parquet 文件",
        "Send a CSV, XLSX or Parquet file with a heading row",
    ),
    RefusalKind(
        "book.no_table_recognised",
        "看不出文件 {file} 是哪一张表，它的表头是：{present}",
        "It is not clear which table {file} is; its headings are: {present}",
        "请把文件名改为 保单、客户、车辆、赔案、续保清单 等，或用表头对照文件说明各列",
        "Name the file after its table (policies, customers, renewal_list ...) or send a heading map",
    ),
    RefusalKind(
        "book.missing_column",
        "文件 {file}（{table}）缺少必需的列：{missing}；现有表头：{present}",
        "The file {file} ({table}) lacks required columns: {missing}; its headings are: {present}",
        "请补上这些列；若列名不同，请在表头对照文件（YAML）里写明",
        "Add these columns; if they have other names, say so in a heading map (YAML)",
    ),
    RefusalKind(
        "book.double_heading",
        "文件 {file} 有两列都表示“{name}”：{headings}",
        "Two columns of {file} mean {name}: {headings}",
        "请在表头对照文件里把其中一列写入 ignore，或删去一列",
        "List one of them under ignore in a heading map, or remove it",
    ),
    RefusalKind(
        "book.wrong_event",
        "文件 {file} 第 {line} 行的“{column}”无法使用（值：{value}），共有 {count} 行如此",
        "Line {line} of {file}: {column} cannot be used (value: {value}); {count} rows are like this",
        "请改正这些行后重试",
        "Correct these rows and try again",
    ),
)

MAP_KINDS = (
    RefusalKind(
        "book.map_unreadable",
        "表头对照文件无法读取：{detail}",
        "The heading map cannot be read: {detail}",
        "请检查 YAML 的缩进和冒号，并以 UTF-8 保存",
        "Check indentation and colons of the YAML and save it as UTF-8",
    ),
    RefusalKind(
        "book.map_unknown_key",
        "表头对照文件里有不认识的键“{key}”，可用的键：{known}",
        "The heading map has an unknown key {key}; known are: {known}",
        "请改正拼写或删去该键",
        "Correct the spelling or remove the key",
    ),
    RefusalKind(
        "book.map_unknown_column",
        "表头对照文件把“{heading}”对到了不存在的列“{column}”，可用的列：{known}",
        "The heading map sends {heading} to an unknown column {column}; known are: {known}",
        "请改为可用的列名；不认识的列可写入 extra_features 或 ignore",
        "Use one of these names; other columns belong under extra_features or ignore",
    ),
    RefusalKind(
        "book.map_wrong_value",
        "表头对照文件的“{key}”不能是“{value}”，应为：{asked}",
        "{key} of the heading map may not be {value}; it should be: {asked}",
        "请按说明改正该项",
        "Correct this entry",
    ),
)

KINDS: tuple[RefusalKind, ...] = (*FILE_KINDS, *MAP_KINDS, *ROW_KINDS)

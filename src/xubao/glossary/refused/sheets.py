"""Refusals about sheets: a stage was handed a frame that breaks its contract."""

from xubao.glossary.refused.kind import RefusalKind

KINDS = (
    RefusalKind(
        "sheet.missing_column",
        "数据表 {sheet} 缺少列 {missing}，现有列为 {present}",
        "Sheet {sheet} lacks the columns {missing}; it has {present}",
        "补齐缺少的列后重试",
        "Add the missing columns and try again",
    ),
    RefusalKind(
        "sheet.wrong_type",
        "数据表 {sheet} 的列 {column} 应为 {asked}，实为 {found}",
        "Column {column} of sheet {sheet} should be {asked} but is {found}",
        "转换该列的类型后重试",
        "Convert the column and try again",
    ),
    RefusalKind(
        "sheet.empty_cell",
        "数据表 {sheet} 的列 {column} 有 {count} 个空值，该列不允许为空",
        "Column {column} of sheet {sheet} has {count} empty cells but may have none",
        "补齐空值后重试",
        "Fill the empty cells and try again",
    ),
    RefusalKind(
        "sheet.double_key",
        "数据表 {sheet} 的主键 {key} 有重复",
        "The key {key} of sheet {sheet} occurs more than once",
        "去除重复行后重试",
        "Remove the double rows and try again",
    ),
)

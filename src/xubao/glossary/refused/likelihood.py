"""Refusals about likelihood: what cannot be learned, loaded or scored."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = (
    RefusalKind(
        "likelihood.no_labels",
        "截至 {until} 没有任何已知续保结果的记录，无法训练续保模型",
        "There is no row with a known outcome up to {until}: nothing to learn from",
        "补充往年保单及其续保结果，或把截止日期调到有结果之后；没有历史的，用 --model 指定 xubao train 写出的模型",
        "Add past policies with their outcome, or move the cut-off to a day by which outcomes are known; without any "
        "past, name a model written by xubao train with --model",
    ),
    RefusalKind(
        "likelihood.one_class",
        "{rows} 条记录的续保结果全部相同（全续或全失），无法学习或衡量区别",
        "All {rows} rows have the same outcome: there is no difference to learn or to measure",
        "检查续保结果列是否映射正确，并同时提供已续与未续的记录",
        "Check that the outcome column is mapped rightly, and supply both renewed and lapsed rows",
    ),
    RefusalKind(
        "likelihood.too_few",
        "有结果的记录只有 {rows} 条（其中较少的一类 {smaller} 条），至少需要 {asked} 条且每类不少于 {asked_smaller} 条",
        "Only {rows} rows with an outcome ({smaller} of the rarer kind); at least {asked} are needed, "
        "{asked_smaller} of each kind",
        "补充更早年度的保单后重试；历史不足的，用 --model 指定 xubao train 以更大的续保结果表训练出的模型",
        "Add policies of earlier years; where there are none, train on a larger table of past decisions with "
        "xubao train and name that model with --model",
    ),
    RefusalKind(
        "likelihood.no_inputs",
        "没有任何一列能区分保单（现有列 {present} 为空、全同或未声明为特征），无法训练续保模型",
        "No column tells policies apart: those present, {present}, are empty, constant or not declared as features",
        "在表头映射中映射保费、出险、年限等列，或将其他列声明为补充特征",
        "Map premium, claims, years and the like in the heading map, or declare other columns as extra features",
    ),
    RefusalKind(
        "likelihood.broken_model",
        "模型文件无法读取：{detail}",
        "The model file cannot be read: {detail}",
        "文件可能不完整或不是本系统的模型文件，请重新训练或重新拷贝",
        "The file may be cut off, or not be a model of ours; train it again or copy it again",
    ),
    RefusalKind(
        "likelihood.unknown_version",
        "模型文件的版本为 {found}，本程序只能读取 {known}",
        "The model file has version {found}; this program reads {known}",
        "用当前程序重新训练，或使用与模型相配的程序版本",
        "Train again with this program, or use the program version that belongs to the model",
    ),
)

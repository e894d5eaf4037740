"""How a law folder is read: articles, evidence and rows, every reference checked."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BasisKind, BenefitKind, Confidence, Line, OwedWhen, Role, Verdict
from xubao.rulebook.columns import FACT_COLUMNS
from xubao.rulebook.law import Article, Demand, Law, LawRow, Where, Words
from xubao.rulebook.parameters import NATIONAL, Provenance
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.tariff_reader import fingerprint_of, read_provenance, refuse_empties
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import DAY, TEXT, YUAN, Kind, word

ANY_KIND = "any"


def _parse_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as broken:
        raise ValueError(text) from broken
    return text


PATTERN: Kind[str] = Kind("正则表达式", _parse_pattern, "")


def read(files: Mapping[str, bytes]) -> Law:
    """Return the law of a folder; raises Refusal campaigns.* naming file and line."""
    empties: list[Empty] = []
    articles = _read_articles(open_yaml(files, "articles.yaml", empties))
    demands = _read_demands(open_yaml(files, "evidence.yaml", empties))
    top = open_yaml(files, "rows.yaml", empties)
    default = top.child("default")
    law = Law(
        articles=articles,
        demands=demands,
        rows=tuple(_read_row(section, articles, demands) for section in top.children("rows")),
        default_id=default.take("id", TEXT),
        default=_read_words(default),
        fingerprint=fingerprint_of(files),
    )
    default.done()
    top.done()
    refuse_empties(empties)
    return law


def _read_articles(top: Section) -> dict[str, Article]:
    articles = {}
    for name, section in top.named("articles").items():
        articles[name] = Article(
            name,
            section.take("title", TEXT),
            section.take("content", TEXT),
            section.take("penalty", TEXT),
            read_provenance(section),
        )
        section.done()
    top.done()
    return articles


def _read_demands(top: Section) -> dict[str, Demand]:
    demands = {}
    for name, section in top.named("evidence").items():
        demands[name] = Demand(name, section.take("title", TEXT), section.take("by", word(Role)))
        section.done()
    top.done()
    return demands


def _read_words(section: Section) -> Words:
    return Words(*(section.take(key, TEXT) for key in ("message_zh", "message_en", "remedy_zh", "remedy_en")))


def _read_row(section: Section, articles: Mapping[str, Article], demands: Mapping[str, Demand]) -> LawRow:
    kinds = section.texts("kinds", TEXT, needed=True)
    row = LawRow(
        id=section.take("id", TEXT),
        title=section.take("title", TEXT),
        kinds=() if kinds == (ANY_KIND,) else section.texts("kinds", word(BenefitKind)),
        where=_read_where(section.child("where")) if "where" in section.nodes else Where(),
        verdict=section.take("verdict", word(Verdict)),
        articles=section.texts("articles", TEXT),
        demands=section.texts("demands", TEXT),
        basis_allowed=section.texts("basis_allowed", word(BasisKind)),
        words=_read_words(section),
        provenance=_row_provenance(section, articles),
    )
    section.done()
    _check(section, "articles", row.articles, articles)
    _check(section, "demands", (*row.demands, *row.where.has, *row.where.lacks), demands)
    _check(section, "where.asks", row.where.asks, FACT_COLUMNS)
    return row


def _row_provenance(section: Section, articles: Mapping[str, Article]) -> Provenance:
    """Return dates and confidence of a row; its source is what it cites, last checked with the oldest of them."""
    cited = [articles[name] for name in section.texts("articles", TEXT) if name in articles]
    no_end: date | None = None
    first_day = section.take("effective_from", DAY)
    return Provenance(
        source="；".join(article.provenance.source for article in cited),
        confidence=section.take("confidence", word(Confidence)),
        last_checked=min((article.provenance.last_checked for article in cited), default=first_day),
        effective_from=first_day,
        effective_to=section.take("effective_to", DAY, no_end),
        region=section.take("region", TEXT, NATIONAL),
    )


def _read_where(section: Section) -> Where:
    where = Where(
        when=tuple(each.value for each in section.texts("when", word(OwedWhen))),
        covers=tuple(each.value for each in section.texts("covers", word(Line))),
        asks=section.texts("asks", TEXT),
        attributes=section.texts("attributes", TEXT),
        has=section.texts("has", TEXT),
        lacks=section.texts("lacks", TEXT),
        over=section.pairs("over", YUAN),
        says=section.texts("says", PATTERN),
    )
    section.done()
    return where


def _check(section: Section, key: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise Refusal("campaigns.unknown_reference", file=section.file, key=key, found=name, known="、".join(known))

"""May this campaign be launched: what the law says to each benefit, and whether that blocks it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from xubao.glossary.money import parse_yuan
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BenefitKind, Confidence, Line, Verdict
from xubao.rulebook.cells import matches
from xubao.rulebook.law import Basis, Finding, Law, LawRow, Where
from xubao.rulebook.tables import Table
from xubao.rulebook.terms import Benefit, Terms


@dataclass(frozen=True)
class _Subject:
    """What the rows look at: a benefit, or the campaign's own text (kind None)."""

    id: str
    title: str
    kind: BenefitKind | None
    when: tuple[str, ...]
    covers: tuple[str, ...]
    asks: tuple[str, ...]
    attributes: Mapping[str, str]
    evidence: Mapping[str, str]
    text: str


def judge(terms: Terms, law: Law, *, on: date, bases: Mapping[str, Basis] | None = None) -> tuple[Finding, ...]:
    """Return the findings for a campaign on a day, benefit by benefit in the order of the terms.

    A row speaks if it is in force on that day in the campaign's region. A row of low confidence warns: it neither
    blocks nor allows. A benefit that no other row answers is denied. `bases` are what a compliance officer recorded
    per benefit id; they lift only rows that allow that kind of basis.
    """
    rows = [row for row in law.rows if row.provenance.holds(on, terms.region)]
    cited = {name: each for name, each in law.articles.items() if each.provenance.holds(on, terms.region)}
    in_force = replace(law, articles=cited)
    findings: list[Finding] = []
    for subject in _subjects(terms):
        basis = (bases or {}).get(subject.id)
        hits = [row for row in rows if _speaks_to(row, subject)]
        findings += [_finding(row, subject, in_force, basis) for row in hits]
        if subject.kind is not None and not any(_is_answer(row) for row in hits):
            findings.append(_default_finding(subject, law))
    return tuple(findings)


def require_lawful(findings: tuple[Finding, ...]) -> None:
    """Refuse to open a campaign with a finding that blocks (Refusal campaigns.forbidden, naming articles)."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        places = "；".join(
            f"{finding.benefit_title or '活动文字'}（{finding.rule_id}，{finding.article or '默认禁止'}）"
            for finding in blocking
        )
        raise Refusal("campaigns.forbidden", count=len({finding.benefit_id for finding in blocking}), places=places)


def require_basis_allowed(finding: Finding, basis: Basis) -> None:
    """Refuse a basis that the rule of a finding does not accept (Refusal campaigns.no_override)."""
    if basis.kind not in finding.basis_allowed:
        asked = "、".join(kind.zh for kind in finding.basis_allowed) or "（无）"
        raise Refusal("campaigns.no_override", rule=finding.rule_id, found=basis.kind.zh, asked=asked)


def _subjects(terms: Terms) -> list[_Subject]:
    campaign = _Subject("", "", None, (), (), (), {}, terms.evidence, f"{terms.title} {terms.purpose}")
    return [campaign, *(_subject(benefit, terms) for benefit in terms.benefits)]


def _subject(benefit: Benefit, terms: Terms) -> _Subject:
    table = terms.tables[benefit.table]
    return _Subject(
        id=benefit.id,
        title=benefit.title,
        kind=benefit.kind,
        when=benefit.when,
        covers=_covers(table),
        asks=_asks(table),
        attributes=benefit.attributes,
        evidence={**terms.evidence, **benefit.basis},
        text=" ".join((benefit.title, *benefit.attributes.values())),
    )


def _covers(table: Table) -> tuple[str, ...]:
    """Return the lines of cover that some row of the table gives something to."""
    if "line" not in table.inputs:
        return tuple(Line.values())
    place = table.inputs.index("line")
    giving = [row for row in table.rows if any(value is not None for value in row.outputs)]
    return tuple(line for line in Line.values() if any(matches(row.cells[place], line) for row in giving))


def _asks(table: Table) -> tuple[str, ...]:
    """Return the inputs that some row really asks about."""
    return tuple(name for place, name in enumerate(table.inputs) if any(not row.cells[place].any for row in table.rows))


def _is_answer(row: LawRow) -> bool:
    return bool(row.kinds) and row.provenance.confidence is not Confidence.LOW


def _speaks_to(row: LawRow, subject: _Subject) -> bool:
    if row.kinds and subject.kind not in row.kinds:
        return False
    where = row.where
    return (
        _shares(where.when, subject.when)
        and _shares(where.covers, subject.covers)
        and _shares(where.asks, subject.asks)
        and _shares(where.attributes, tuple(subject.attributes))
        and _shares(where.has, tuple(subject.evidence))
        and not any(key in subject.evidence for key in where.lacks)
        and (not where.over or any(_exceeds(subject, name, limit) for name, limit in where.over.items()))
        and _is_said(where, subject.text)
    )


def _shares(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return not wanted or any(each in found for each in wanted)


def _exceeds(subject: _Subject, name: str, limit_fen: int) -> bool:
    """Return whether a stated amount exceeds a limit; an amount that cannot be read counts as exceeding."""
    if name not in subject.attributes:
        return False
    try:
        return parse_yuan(subject.attributes[name]) > limit_fen
    except ValueError:
        return True


def _is_said(where: Where, text: str) -> bool:
    return not where.says or any(re.search(pattern, text) for pattern in where.says)


def _finding(row: LawRow, subject: _Subject, law: Law, basis: Basis | None) -> Finding:
    missing = tuple(key for key in row.demands if key not in subject.evidence)
    lifted = basis is not None and basis.kind in row.basis_allowed
    open_point = row.verdict is Verdict.DENY or (row.verdict is not Verdict.ALLOW and bool(missing))
    cited = [law.articles[name] for name in row.articles if name in law.articles]
    return Finding(
        rule_id=row.id,
        benefit_id=subject.id,
        benefit_title=subject.title,
        verdict=row.verdict,
        article="；".join(article.title for article in cited),
        penalty="；".join(dict.fromkeys(article.penalty for article in cited)),
        confidence=row.provenance.confidence,
        message_zh=row.words.message_zh,
        message_en=row.words.message_en,
        remedy_zh=row.words.remedy_zh,
        remedy_en=row.words.remedy_en,
        missing=tuple(law.demands[key].title for key in missing),
        missing_keys=missing,
        blocks=open_point and not lifted and row.provenance.confidence is not Confidence.LOW,
        basis_allowed=row.basis_allowed,
        basis=f"{basis.kind.zh} {basis.reference}" if basis is not None and lifted else "",
    )


def _default_finding(subject: _Subject, law: Law) -> Finding:
    return Finding(
        rule_id=law.default_id,
        benefit_id=subject.id,
        benefit_title=subject.title,
        verdict=Verdict.DENY,
        article="",
        penalty="",
        confidence=Confidence.HIGH,
        message_zh=law.default.message_zh,
        message_en=law.default.message_en,
        remedy_zh=law.default.remedy_zh,
        remedy_en=law.default.remedy_en,
        missing=(),
        missing_keys=(),
        blocks=True,
        basis_allowed=(),
        basis="",
    )

"""The law of one jurisdiction as data: articles, rows that judge a benefit, evidence, and what may lift a deny."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xubao.glossary.words import BasisKind, BenefitKind, Confidence, Role, Verdict
from xubao.rulebook.parameters import Provenance


@dataclass(frozen=True)
class Article:
    """A text of law: its title as cited, what it says, what breaking it costs, and where we read it."""

    id: str
    title: str
    content: str
    penalty: str
    provenance: Provenance


@dataclass(frozen=True)
class Demand:
    """A piece of evidence and the role that records it."""

    key: str
    title: str
    by: Role


@dataclass(frozen=True)
class Where:
    """Conditions of a row beside the kind of benefit; an empty one always holds, all others together.

    `when` and `covers` and `asks`: the benefit has one of these · `attributes`: it states one of these ·
    `has` / `lacks`: one of this evidence is recorded / none of it is · `over`: a stated amount exceeds this many fen ·
    `says`: its text matches one of these patterns.
    """

    when: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    over: Mapping[str, int] = field(default_factory=dict)
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a row or the default says and advises, in both languages."""

    message_zh: str
    message_en: str
    remedy_zh: str
    remedy_en: str


@dataclass(frozen=True)
class LawRow:
    """One row: benefits of these kinds, where the conditions hold, get this verdict.

    `kinds` is empty for rows that look at the wording of any benefit. `basis_allowed` is what a compliance officer may
    record to lift the row; empty means that no role may override it.
    """

    id: str
    title: str
    kinds: tuple[BenefitKind, ...]
    where: Where
    verdict: Verdict
    articles: tuple[str, ...]
    demands: tuple[str, ...]
    basis_allowed: tuple[BasisKind, ...]
    words: Words
    provenance: Provenance


@dataclass(frozen=True)
class Law:
    """All law of one jurisdiction; a benefit that no row allows is denied (`default_id`, `default`)."""

    articles: Mapping[str, Article]
    demands: Mapping[str, Demand]
    rows: tuple[LawRow, ...]
    default_id: str
    default: Words
    fingerprint: str


@dataclass(frozen=True)
class Basis:
    """The legal basis that a compliance officer recorded for a benefit: a filing number or a contract clause."""

    kind: BasisKind
    reference: str


@dataclass(frozen=True)
class Finding:
    """What one row says to one benefit (or to the campaign's own text: `benefit_id` empty).

    `missing` are titles of evidence not yet recorded; `blocks` says whether the campaign may not open because of it;
    `basis` is the recorded basis that lifted it, if any.
    """

    rule_id: str
    benefit_id: str
    benefit_title: str
    verdict: Verdict
    article: str
    penalty: str
    confidence: Confidence
    message_zh: str
    message_en: str
    remedy_zh: str
    remedy_en: str
    missing: tuple[str, ...]
    missing_keys: tuple[str, ...]
    blocks: bool
    basis_allowed: tuple[BasisKind, ...]
    basis: str

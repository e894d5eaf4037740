"""Refusals about offers."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = ()

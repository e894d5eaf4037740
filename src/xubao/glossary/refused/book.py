"""Refusals about book."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = ()

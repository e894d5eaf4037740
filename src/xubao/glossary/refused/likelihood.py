"""Refusals about likelihood."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = ()

"""Refusals about campaigns."""

from xubao.glossary.refused.kind import RefusalKind

KINDS: tuple[RefusalKind, ...] = ()

"""Every refusal the product may speak: a code, a sentence, what was asked, what there was, what to do."""

from xubao.glossary.refused import (
    access,
    book,
    campaigns,
    console,
    files,
    likelihood,
    offers,
    office,
    opening,
    outreach,
    sheets,
)
from xubao.glossary.refused.kind import RefusalKind

CATALOGUE: dict[str, RefusalKind] = {
    kind.code: kind
    for kinds in (
        access.KINDS,
        book.KINDS,
        campaigns.KINDS,
        console.KINDS,
        files.KINDS,
        likelihood.KINDS,
        offers.KINDS,
        office.KINDS,
        opening.KINDS,
        outreach.KINDS,
        sheets.KINDS,
    )
    for kind in kinds
}
"""Refusals by code; a code that is not here cannot be raised."""


class Refusal(Exception):  # noqa: N818 - it is a word of the house, not an error of ours
    """A refusal with its data; a door translates it once (page, HTTP status, exit code)."""

    def __init__(self, code: str, **data: object) -> None:
        self.kind = CATALOGUE[code]
        self.code = code
        self.data = data
        super().__init__(self.zh)

    @property
    def zh(self) -> str:
        """Return the Chinese sentence with its data."""
        return self.kind.zh.format_map(self.data)

    @property
    def en(self) -> str:
        """Return the English sentence with its data."""
        return self.kind.en.format_map(self.data)

    @property
    def remedy_zh(self) -> str:
        """Return what to do, in Chinese."""
        return self.kind.remedy_zh.format_map(self.data)

    @property
    def remedy_en(self) -> str:
        """Return what to do, in English."""
        return self.kind.remedy_en.format_map(self.data)

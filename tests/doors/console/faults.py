"""What did the browser complain of, page by page?"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAULTS: "WeakKeyDictionary[Page, list[str]]" = WeakKeyDictionary()
"""Errors of a page's console and scripts, as they were heard."""

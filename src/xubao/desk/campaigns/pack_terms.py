"""The terms that come with a jurisdiction, as templates for a campaign of one's own."""

import re
from datetime import date

from xubao.desk.files import read_tree
from xubao.desk.rules import pack_folder

_WINDOW = re.compile(rb"^window:.*$", re.MULTILINE)


def pack_terms(name: str, *, window: tuple[date, date] | None = None) -> dict[str, bytes]:
    """Return the files of a terms folder of the pack, with another window where one is given."""
    files = read_tree(pack_folder() / "terms" / name)
    if window:
        first, last = window
        line = f"window: {{from: {first}, to: {last}}}".encode()
        files["campaign.yaml"] = _WINDOW.sub(line, files["campaign.yaml"], count=1)
    return files

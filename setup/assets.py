"""Which files of which packages does the console serve? Copies them, at set-up, to where Django finds them."""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/xubao/doors/console/static/vendor"

FILES = {
    "tabler.min.css": MODULES / "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": MODULES / "@tabler/core/dist/js/tabler.min.js",
    "echarts.min.js": MODULES / "echarts/dist/echarts.min.js",
}
LICENCES = {
    "tabler.txt": MODULES / "@tabler/icons/LICENSE",
    "echarts.txt": MODULES / "echarts/LICENSE",
    "echarts-notice.txt": MODULES / "echarts/NOTICE",
}

SOURCE_MAP = re.compile(r"/[/*][#@] ?sourceMappingURL=[^\s*]*(?: ?\*/)?")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}|@import\s+url\([^)]*\)[^;]*;")
SVG = re.compile(r"<svg[^>]*>(?P<inside>.*)</svg>", re.DOTALL)
FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


def without_links(text: str) -> str:
    """Return CSS or script text without links to files that are not copied; a manifest storage refuses those."""
    return FONT_FACE.sub("", SOURCE_MAP.sub("", text))


def symbol(name: str) -> str:
    """Return the outline icon `name` as one symbol of the sprite; it takes the colour of the text around it."""
    source = (MODULES / "@tabler/icons/icons/outline" / f"{name}.svg").read_text("utf-8")
    match = SVG.search(source)
    if match is None:
        raise SystemExit(f"setup/icons.txt: {name}: not an SVG picture")
    inside = " ".join(match["inside"].replace(FRAME, "").split())
    return (
        f'<symbol id="icon-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{inside}</symbol>'
    )


def sprite(names: list[str]) -> str:
    """Return all icons in one SVG file, used as `<use href="…/icons.svg#icon-name">`."""
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbol(name) for name in names) + "\n</svg>\n"


def copy_to(folder: Path) -> None:
    """Write every served file into the empty folder."""
    htmx = find_spec("django_htmx")
    if htmx is None or htmx.origin is None:
        raise SystemExit("django-htmx is missing: run make setup")
    sources = FILES | {"htmx.min.js": Path(htmx.origin).parent / "static/django_htmx/htmx-2.min.js"}
    for name, source in sources.items():
        (folder / name).write_text(without_links(source.read_text("utf-8")), "utf-8")
    names = (ROOT / "setup/icons.txt").read_text("utf-8").split()
    (folder / "icons.svg").write_text(sprite(names), "utf-8")
    (folder / "licenses").mkdir()
    for name, source in LICENCES.items():
        shutil.copyfile(source, folder / "licenses" / name)


def main(stamp: str) -> None:
    """Make the folder anew beside the old one, then put it in its place: an interrupted run leaves the old one."""
    fresh, old = VENDOR.with_name("vendor.new"), VENDOR.with_name("vendor.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    fresh.mkdir(parents=True)
    copy_to(fresh)
    (fresh / ".xubao").write_text(stamp + "\n", "utf-8")
    if VENDOR.exists():
        VENDOR.rename(old)
    fresh.rename(VENDOR)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])

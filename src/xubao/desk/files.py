"""How steps read files and write them whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from pathlib import Path

from xubao.desk.failures import disk_refusal
from xubao.glossary.refusals import Refusal

TABLE_ENDINGS = (".csv", ".xlsx", ".xls", ".parquet", ".txt", ".tsv")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raises Refusal files.not_found, files.not_a_file or files.no_right."""
    try:
        return path.read_bytes()
    except IsADirectoryError as folder:
        raise Refusal("files.not_a_file", path=path) from folder
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise Refusal("files.not_found", path=path) from missing
    except PermissionError as closed:
        raise Refusal("files.no_right", what="读取", path=path) from closed


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its relative name with forward slashes."""
    if not folder.is_dir():
        raise Refusal("files.not_found", path=folder)
    try:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    except PermissionError as closed:
        raise Refusal("files.no_right", what="读取", path=folder) from closed
    return {path.relative_to(folder).as_posix(): read_bytes(path) for path in paths}


def read_tables(source: Path) -> dict[str, bytes]:
    """Return the tables of a folder (not of its subfolders), or of one file, by name."""
    if source.is_file():
        return {source.name: read_bytes(source)}
    if not source.exists():
        raise Refusal("files.not_found", path=source)
    if not os.access(source, os.R_OK | os.X_OK):
        raise Refusal("files.no_right", what="读取", path=source)
    tables = {
        path.name: read_bytes(path)
        for path in sorted(source.iterdir())
        if path.is_file() and path.suffix.lower() in TABLE_ENDINGS and not path.name.startswith((".", "~$"))
    }
    if not tables:
        raise Refusal("files.empty_folder", path=source, asked=" ".join(TABLE_ENDINGS))
    return tables


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside the target, then put it in place at once; a failure leaves no half file.

    Only a file is ever replaced: a folder or a device of that name raises files.not_a_file.
    """
    if path.exists() and not path.is_file():
        raise Refusal("files.not_a_file", path=path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_up(path)
        write(fresh)
        fresh.replace(path)
    except OSError as failed:
        refusal = disk_refusal(failed, path=path)
        if refusal is None:
            raise
        raise refusal from failed
    finally:
        with suppress(OSError):  # what could not be written need not be swept up
            fresh.unlink(missing_ok=True)


def sweep_up(path: Path) -> None:
    """Remove what a killed process left beside a target; what a living one is writing stays."""
    for left in path.parent.glob(f".{escape(path.name)}.*"):
        number = left.suffix.removeprefix(".")
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            left.unlink(missing_ok=True)

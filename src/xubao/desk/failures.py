"""What does a failure of the disk or the database mean to the person who took a step?"""

import errno
import re
from pathlib import Path

from xubao.glossary.refusals import Refusal

_OS_ERROR = re.compile(r"os error (\d+)")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER = (errno.EEXIST, errno.ENOTDIR)
_ABSENT = (errno.ENOENT, errno.ENAMETOOLONG)
DATABASE = "数据库"

_SAID = (
    (("disk is full", "No space left", "disk full"), "files.disk_full"),
    (("locked", "busy", "deadlock", "could not serialize"), "files.database_busy"),
    (("readonly", "unable to open", "permission denied"), "files.no_right"),
    (
        ("not a database", "malformed", "no such table", "no such column", "no column", "does not exist"),
        "files.wrong_database",
    ),
)
"""What databases say, and the refusal it is; anything else is a database that does not answer."""


def refusal_for(failed: BaseException) -> Refusal | None:
    """Return the refusal that a failure comes to, or None where it is no failure of disk or database but a fault."""
    if isinstance(failed, OSError):
        return disk_refusal(failed, path=Path(str(failed.filename)) if failed.filename else Path())
    from django.db import DatabaseError, InterfaceError, OperationalError

    # a broken key or a wrong statement is a fault of ours; it keeps its trace
    if isinstance(failed, (OperationalError, InterfaceError)) or type(failed) is DatabaseError:
        return database_refusal(failed)
    return None


def disk_refusal(failed: OSError, *, path: Path) -> Refusal | None:
    """Return what a failed write or read of a path means; libraries may tell the error's number only in words."""
    said = _OS_ERROR.search(str(failed))
    code = failed.errno or (int(said[1]) if said else 0)
    if code in _FULL:
        return Refusal("files.disk_full", path=path)
    if code in _CLOSED:
        return Refusal("files.no_right", what="使用", path=path)
    if code in _NO_FOLDER:
        return Refusal("files.not_a_folder", path=path)
    if code in _ABSENT:
        return Refusal("files.not_found", path=path)
    return None


def database_refusal(failed: Exception) -> Refusal:
    """Return what a database failure means; whatever it is, the step's transaction was rolled back."""
    words = str(failed)
    code = next((code for signs, code in _SAID if any(sign in words for sign in signs)), "files.no_database")
    return Refusal(code, path=DATABASE, what="使用", detail=words.strip().splitlines()[0] if words.strip() else "—")

"""A failure of disk or database is a sentence with a remedy; a fault of ours keeps its trace."""

import errno
from pathlib import Path

import polars as pl
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from xubao.desk.failures import disk_refusal, refusal_for
from xubao.desk.files import read_bytes, write_whole
from xubao.glossary.refusals import Refusal


@pytest.mark.parametrize(
    ("failed", "code"),
    [
        (OperationalError("database or disk is full"), "files.disk_full"),
        (OperationalError("database is locked"), "files.database_busy"),
        (OperationalError("attempt to write a readonly database"), "files.no_right"),
        (OperationalError("connection failed: Connection refused"), "files.no_database"),
        (DatabaseError("file is not a database"), "files.wrong_database"),
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), "files.disk_full"),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x"), "files.no_right"),
        (FileExistsError(errno.EEXIST, "File exists", "/data/x"), "files.not_a_folder"),
    ],
)
def test_a_failure_of_the_machine_is_said_in_words(failed, code):
    refusal = refusal_for(failed)
    assert refusal is not None
    assert (refusal.code, bool(refusal.zh and refusal.remedy_zh and refusal.en)) == (code, True)


@pytest.mark.parametrize("fault", [IntegrityError("UNIQUE constraint failed"), ValueError("x"), OSError("odd")])
def test_a_fault_of_ours_is_not_dressed_up_as_a_failure_of_the_machine(fault):
    assert refusal_for(fault) is None


def test_a_full_disk_is_known_by_the_words_of_a_library_that_keeps_no_number():
    refusal = disk_refusal(OSError("No space left on device (os error 28)"), path=Path("a.parquet"))
    assert refusal is not None
    assert refusal.code == "files.disk_full"


@pytest.mark.parametrize("target", ["", "/dev/null"])
def test_a_folder_or_a_device_is_never_replaced_by_a_file(tmp_path, target):
    with pytest.raises(Refusal) as refused:
        write_whole(Path(target) if target else tmp_path, pl.DataFrame({"a": [1]}).write_parquet)
    assert (refused.value.code, Path("/dev/null").is_char_device()) == ("files.not_a_file", True)


def test_a_folder_below_a_file_is_refused_and_the_file_left_alone(tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path / "file" / "x.csv", lambda fresh: fresh.write_text("new"))
    assert (refused.value.code, (tmp_path / "file").read_text()) == ("files.not_a_folder", "kept")


def test_a_failed_write_leaves_what_was_there_and_nothing_beside_it(tmp_path):
    path = tmp_path / "kept.csv"
    path.write_text("old")

    def fails(fresh: Path) -> None:
        fresh.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Refusal, match="磁盘空间不足"):
        write_whole(path, fails)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_a_folder_where_a_file_is_asked_for_is_called_a_folder(tmp_path):
    with pytest.raises(Refusal, match="不是文件"):
        read_bytes(tmp_path)


def test_what_a_killed_writer_left_is_swept_up_and_a_living_one_is_let_be(tmp_path):
    (tmp_path / ".x.csv.999999999").write_text("half")
    (tmp_path / ".x.csv.1").write_text("being written")
    write_whole(tmp_path / "x.csv", lambda fresh: fresh.write_text("whole"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".x.csv.1", "x.csv"]

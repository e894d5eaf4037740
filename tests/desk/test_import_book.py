"""A book comes in through the desk: whole, once, and never by halves."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from django.db import OperationalError
from tests.cast import TODAY, small_specimen

from xubao.desk.access import MACHINE, Person
from xubao.desk.book.import_book import import_book
from xubao.desk.book.make_specimen import make_specimen
from xubao.desk.failures import database_refusal
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Role
from xubao.records.models.book import Claim, Policy, Vehicle
from xubao.records.models.journal import JournalLine


@pytest.fixture(scope="session")
def extracts(tmp_path_factory) -> Path:
    """The small specimen as an insurer's extracts."""
    folder: Path = tmp_path_factory.mktemp("extracts")
    make_specimen(folder, policies=1_500, seed=7, years=4, until=TODAY)
    return folder


@pytest.mark.req("A1", "A3", "A4", "A7")
@pytest.mark.django_db
def test_every_policy_claim_and_vehicle_of_the_extracts_is_stored(extracts):
    import_book(extracts, by=MACHINE)
    book = small_specimen().book
    stored = (Policy.objects.count(), Claim.objects.count(), Vehicle.objects.count())
    assert stored == (book.policies.height, book.claims.height, book.vehicles.height)


@pytest.mark.req("A7", "AB8")
@pytest.mark.django_db
def test_the_same_folder_again_changes_nothing_and_leaves_no_line(extracts):
    import_book(extracts, by=MACHINE)
    again = import_book(extracts, by=MACHINE)
    assert (sum(each.total for each in again.changed.values()), JournalLine.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_a_corrected_row_updates_one_policy(extracts, tmp_path):
    import_book(extracts, by=MACHINE)
    folder = shutil.copytree(extracts, tmp_path / "again")
    mended = (folder / "保单.csv").read_text("utf-8").splitlines()
    cells = mended[1].split(",")
    cells[mended[0].split(",").index("业务员工号")] = "G99999999"
    (folder / "保单.csv").write_text("\n".join([mended[0], ",".join(cells), *mended[2:]]) + "\n", "utf-8")
    assert import_book(folder, by=MACHINE).changed["policies"].updated == 1


@pytest.mark.req("A7")
@pytest.mark.django_db
def test_a_bad_row_goes_back_in_a_file_that_can_be_mended_and_sent_again(extracts, tmp_path):
    folder = shutil.copytree(extracts, tmp_path / "bad")
    text = (folder / "保单.csv").read_text("utf-8").splitlines()
    cells = text[1].split(",")
    place = text[0].split(",").index("到期日")
    good, cells[place] = cells[place], "去年底"
    (folder / "保单.csv").write_text("\n".join([text[0], ",".join(cells), *text[2:]]) + "\n", "utf-8")
    done = import_book(folder, by=MACHINE)
    back = done.mend[0]
    assert "去年底" in back.read_text("utf-8-sig")
    back.write_text(back.read_text("utf-8-sig").replace("去年底", good, 1), "utf-8")
    assert import_book(back, by=MACHINE, mend_in=tmp_path / "again").refused == 0


LIST = "保单号,险种,车牌号,被保险人,手机号,到期日,上年保费,喜好\nA1,商业险,京A12345,张三,12345678901,2026-12-20,3200,\n"


@pytest.mark.req("A7", "B20")
@pytest.mark.django_db
def test_a_phone_with_wrong_digits_comes_back_to_be_looked_at_and_the_policy_is_kept(tmp_path):
    (tmp_path / "续保清单.csv").write_text(LIST, "utf-8")
    done = import_book(tmp_path / "续保清单.csv", by=MACHINE)
    said = pl.read_csv(done.look_at[0], infer_schema=False)["问题列", "问题值"].row(0)
    assert (Policy.objects.count(), done.refused, said) == (1, 0, ("手机号", "12345678901"))


@pytest.mark.django_db
def test_where_rows_cannot_be_sent_back_nothing_is_taken_in_and_the_way_out_is_named(tmp_path, monkeypatch):
    (tmp_path / "续保清单.csv").write_text(LIST, "utf-8")

    def closed(path: Path, write: object) -> None:
        raise Refusal("files.no_right", what="写入", path=path)

    monkeypatch.setattr("xubao.desk.book.import_book.write_whole", closed)
    with pytest.raises(Refusal) as refused:
        import_book(tmp_path, by=MACHINE)
    assert ("--mend" in refused.value.remedy_zh, Policy.objects.count()) == (True, 0)


@pytest.mark.django_db
def test_headings_that_mean_nothing_to_us_are_named(tmp_path):
    (tmp_path / "续保清单.csv").write_text(LIST, "utf-8")
    assert import_book(tmp_path, by=MACHINE).unread == {"续保清单.csv": ["喜好"]}


@pytest.mark.req("A4")
@pytest.mark.django_db
def test_a_second_list_may_name_an_office_that_is_not_stored_yet(tmp_path):
    (tmp_path / "续保清单.csv").write_text(LIST, "utf-8")
    import_book(tmp_path, by=MACHINE)
    (tmp_path / "续保清单.csv").write_text(LIST.replace("喜好", "机构代码").replace("3200,", "3200,440101"), "utf-8")
    import_book(tmp_path, by=MACHINE)
    assert Policy.objects.get().branch_id == "440101"


@pytest.mark.django_db
def test_a_policy_sent_alone_leaves_its_customer_and_vehicle_as_they_were(extracts, tmp_path):
    import_book(extracts, by=MACHINE)
    shutil.copy(extracts / "保单.csv", tmp_path / "保单.csv")
    changed = import_book(tmp_path, by=MACHINE).changed
    assert {name: each.total for name, each in changed.items() if each.total} == {}


@pytest.mark.django_db
def test_a_list_with_fewer_columns_forgets_nothing(extracts, tmp_path):
    import_book(extracts, by=MACHINE)
    customers = pl.read_csv(extracts / "客户.csv", infer_schema=False)
    customers.select("客户号", "客户类型", "姓名或名称").write_csv(tmp_path / "客户.csv")
    assert import_book(tmp_path, by=MACHINE).changed["customers"].total == 0


@pytest.mark.django_db
def test_only_those_with_the_right_may_import(extracts):
    agent = Person("x", "李静", Role.RENEWAL_SPECIALIST, "", "", "")
    with pytest.raises(Refusal, match="续保专员"):
        import_book(extracts, by=agent)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("保单.csv", b"", "book.empty_file"),
        ("保单.csv", "保单号,险种\nA,商业险\n".encode("utf-16"), "book.unknown_encoding"),
        ("保单.csv", "保单号,险种\nA,商业险\n".encode(), "book.missing_column"),
    ],
)
@pytest.mark.django_db
def test_a_file_that_cannot_be_trusted_refuses_the_whole_import(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal) as refused:
        import_book(tmp_path, by=MACHINE)
    assert (refused.value.code, Policy.objects.count()) == (code, 0)


@pytest.mark.django_db
def test_a_file_cut_off_in_the_middle_is_refused_whole(extracts, tmp_path):
    folder = shutil.copytree(extracts, tmp_path / "cut")
    whole = (folder / "保单.csv").read_bytes()
    (folder / "保单.csv").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refusal, match="保单"):
        import_book(folder, by=MACHINE)
    assert Policy.objects.count() == 0


@pytest.mark.django_db
def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    if os.geteuid() == 0:  # root reads everything: ask as nobody would be answered
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(Refusal) as refused:
        import_book(closed, by=MACHINE)
    assert refused.value.code == "files.no_right"


FILL_THE_DISK = """
import sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from xubao.desk.access import MACHINE
from xubao.desk.book.import_book import import_book
from xubao.glossary.refusals import Refusal
from xubao.records.models.book import ImportRun, Policy
with connection.cursor() as cursor:
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
try:
    import_book(Path(sys.argv[1]), by=MACHINE, mend_in=Path(sys.argv[2]))
except Refusal as refusal:
    print(refusal.code)
connection.close()
print(Policy.objects.count() + ImportRun.objects.count())
"""


def test_a_full_disk_leaves_the_book_as_it_was(extracts, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "xubao.wiring.settings",
        "XUBAO_DATA_DIR": str(tmp_path / "data"),
        "XUBAO_DATABASE_URL": "",
    }
    command = [sys.executable, "-c", FILL_THE_DISK, str(extracts), str(tmp_path / "mend")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["files.disk_full", "0"], done.stderr


def test_a_busy_database_is_not_called_full():
    assert database_refusal(OperationalError("database is locked")).code == "files.database_busy"


def test_ctrl_c_in_the_middle_of_an_import_leaves_nothing_behind(extracts, tmp_path):
    home = tmp_path / "data"
    environment = {
        **os.environ,
        "XUBAO_DATA_DIR": str(home),
        "XUBAO_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "xubao.wiring.settings",
    }
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    command = [sys.executable, "-m", "xubao.doors.cli", "import", str(extracts)]
    database = home / "xubao.sqlite3"
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not writing(database):
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, stored_policies(database), "已中断" in said) == (130, 0, True), said


def writing(database: Path) -> bool:
    """Return whether somebody holds the write lock of a database."""
    probe = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        probe.execute("BEGIN IMMEDIATE")
        probe.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError:
        return True
    finally:
        probe.close()


def stored_policies(database: Path) -> int:
    """Return how many policies a database holds."""
    with sqlite3.connect(database) as probe:
        return int(probe.execute("SELECT count(*) FROM records_policy").fetchone()[0])

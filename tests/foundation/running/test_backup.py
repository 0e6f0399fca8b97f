"""Backup and restore, on the engine of the run."""

import json
import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from boucle.foundation.accounts.models import User
from boucle.foundation.running.actions import backup
from boucle.foundation.territories.models import Territory

pytestmark = pytest.mark.django_db(transaction=True)


def add_places(*codes: str) -> None:
    for code in codes:
        Territory.objects.create(code=code, slug=code.lower(), name=f"Lieu « {code} »\t\\ fin", level="commune")


def test_what_was_there_comes_back_and_what_came_later_is_gone(tmp_path: Path) -> None:
    add_places("A", "B")
    User.objects.create_user("ana@example.org", name="Ana")
    backup.make(target=tmp_path / "copy.tar.gz")
    Territory.objects.filter(code="A").delete()
    add_places("C")
    backup.restore(source=tmp_path / "copy.tar.gz")
    assert list(Territory.objects.values_list("name", flat=True)) == ["Lieu « A »\t\\ fin", "Lieu « B »\t\\ fin"]
    assert list(User.objects.values_list("name", flat=True)) == ["Ana"]


def test_rows_can_be_added_after_a_restore(tmp_path: Path) -> None:
    add_places("A", "B")
    backup.make(target=tmp_path / "copy.tar.gz")
    backup.restore(source=tmp_path / "copy.tar.gz")
    add_places("C")
    assert Territory.objects.count() == 3


def test_the_manifest_counts_the_rows_of_every_table(tmp_path: Path) -> None:
    add_places("A", "B", "C")
    manifest = backup.make(target=tmp_path / "copy.tar.gz")
    assert manifest["rows"]["territories_territory"] == 3
    assert manifest["engine"] == connection.vendor
    assert "django_migrations" in manifest["rows"]


def test_a_copy_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    backup.make(target=tmp_path / "copy.tar.gz")
    assert (tmp_path / "copy.tar.gz").stat().st_mode & 0o077 == 0


def test_a_truncated_copy_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    add_places("A")
    path = tmp_path / "copy.tar.gz"
    backup.make(target=path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    add_places("B")
    with pytest.raises(backup.BackupError):
        backup.restore(source=path)
    assert Territory.objects.count() == 2


def test_a_copy_whose_content_was_changed_is_refused(tmp_path: Path) -> None:
    add_places("A")
    path = tmp_path / "copy.tar.gz"
    backup.make(target=path)
    folder = tmp_path / "opened"
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    changed = next(file for file in folder.iterdir() if file.name != "manifest.json")
    changed.write_bytes(changed.read_bytes() + b"x")
    with tarfile.open(path, "w:gz") as archive:
        for file in folder.iterdir():
            archive.add(file, file.name)
    with pytest.raises(backup.BackupError, match="damaged"):
        backup.prove(source=path)


def test_a_copy_of_the_other_engine_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "copy.tar.gz"
    backup.make(target=path)
    folder = tmp_path / "opened"
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "engine": "another"}))
    with tarfile.open(path, "w:gz") as archive:
        for file in folder.iterdir():
            archive.add(file, file.name)
    with pytest.raises(backup.BackupError, match="another"):
        backup.restore(source=path)


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    add_places("A")
    said = StringIO()
    call_command("backup", tmp_path / "copy.tar.gz", stdout=said)
    assert said.getvalue().rstrip().endswith("proved.")
    call_command("restore", tmp_path / "copy.tar.gz", "--yes", stdout=said)
    assert "Restored the copy" in said.getvalue()


def test_restoring_asks_for_a_yes(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", tmp_path / "copy.tar.gz")


def test_a_file_that_is_no_copy_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "other.tar.gz").write_bytes(b"not a copy")
    with pytest.raises(CommandError, match="not a whole copy"):
        call_command("restore", tmp_path / "other.tar.gz", "--yes")

"""Whatever happens to the folder or to the process, a whole catalogue serves once there was one."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path

import pytest

from bot.storage.content.last_good import keep, open_catalogue
from tests.unit.storage.content.folder import Folder, good_files


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    return path


def test_a_broken_folder_serves_the_last_good_copy_and_says_what_is_wrong(
    folder: Folder, data_dir: Path
) -> None:
    good = open_catalogue(folder.path, data_dir).catalogue
    folder.change("menu.yaml", "home: home", "home: house")
    loaded = open_catalogue(folder.path, data_dir)
    assert good
    assert loaded.catalogue
    assert loaded.catalogue.digest == good.digest
    assert [finding.rule for finding in loaded.findings] == ["page-unknown"]


def test_a_folder_that_is_gone_serves_the_last_good_copy(folder: Folder, data_dir: Path) -> None:
    open_catalogue(folder.path, data_dir)
    shutil.rmtree(folder.path)
    loaded = open_catalogue(folder.path, data_dir)
    assert loaded.catalogue
    assert [finding.rule for finding in loaded.findings] == ["folder-missing"]


def test_without_any_good_copy_there_is_no_catalogue(folder: Folder, data_dir: Path) -> None:
    folder.remove("menu.yaml")
    assert open_catalogue(folder.path, data_dir).catalogue is None


def test_a_changed_good_folder_replaces_the_copy(folder: Folder, data_dir: Path) -> None:
    open_catalogue(folder.path, data_dir)
    folder.change("facts.yaml", "costs 10", "costs about 10")
    changed = open_catalogue(folder.path, data_dir).catalogue
    folder.remove("facts.yaml")
    served = open_catalogue(folder.path, data_dir).catalogue
    assert changed
    assert served
    assert served.digest == changed.digest
    assert [path.name for path in data_dir.iterdir()] == ["content-good"]


def test_an_unchanged_folder_is_not_written_again(folder: Folder, data_dir: Path) -> None:
    open_catalogue(folder.path, data_dir)
    before = (data_dir / "content-good").stat().st_ino
    open_catalogue(folder.path, data_dir)
    assert (data_dir / "content-good").stat().st_ino == before


def test_a_kill_between_the_two_renames_leaves_the_old_copy_serving(folder: Folder, data_dir: Path) -> None:
    open_catalogue(folder.path, data_dir)
    (data_dir / "content-good").rename(data_dir / "content-good.old")
    (data_dir / "content-good.new").mkdir()
    folder.remove("facts.yaml")
    assert open_catalogue(folder.path, data_dir).catalogue
    folder.write("facts.yaml", good_files()["facts.yaml"])
    assert open_catalogue(folder.path, data_dir).catalogue
    assert (data_dir / "content-good" / "facts.yaml").exists()


def test_a_copy_that_cannot_be_written_is_a_warning_and_the_content_serves(
    folder: Folder, data_dir: Path
) -> None:
    shutil.rmtree(data_dir)
    data_dir.write_text("a file where the folder should be")
    loaded = open_catalogue(folder.path, data_dir)
    assert loaded.catalogue
    assert [finding.rule for finding in loaded.findings] == ["copy-failed"]


def _keep_turning(data_dir: Path) -> None:
    files = {path: text.encode() for path, text in good_files().items()}
    turned = files | {"facts.yaml": files["facts.yaml"] + b"# turned\n"}
    while True:
        keep(turned, data_dir)
        keep(files, data_dir)


def test_a_process_killed_while_it_copies_leaves_a_whole_copy(folder: Folder, data_dir: Path) -> None:
    open_catalogue(folder.path, data_dir)
    folder.remove("facts.yaml")
    for milliseconds in range(2, 62, 4):
        process = multiprocessing.get_context("fork").Process(target=_keep_turning, args=(data_dir,))
        process.start()
        process.join(milliseconds / 1000)
        process.kill()
        process.join()
        assert open_catalogue(folder.path, data_dir).catalogue

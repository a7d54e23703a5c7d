"""What the measurements share: the data's place, digests, floors, reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import common


def test_shared_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PURPORT_SHARED", str(tmp_path))
    assert common.shared() is None
    (tmp_path / "data").mkdir()
    assert common.shared() == tmp_path


def test_skipped_is_loud_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert common.skipped("attribution", "x") == 0
    assert capsys.readouterr().out.startswith("SKIPPED: bench.attribution")


def test_digest_changes_with_name_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    one = common.digest_of([tmp_path])
    assert one == common.digest_of([tmp_path / "a"])
    (tmp_path / "a").write_bytes(b"2")
    two = common.digest_of([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({one, two, common.digest_of([tmp_path])}) == 3
    assert one.startswith("sha256:")


def test_provenance_names_versions_and_machine() -> None:
    found = common.provenance()
    assert {"versions", "python", "cores", "system"} <= set(found)


FLOORS = "[x]\nf1 = { min = 50.0 }\nseconds = { max = 2 }\n"


@pytest.mark.parametrize(
    ("figures", "broken"),
    [
        ({"f1": 50.0, "seconds": 2}, 0),
        ({"f1": 49.9, "seconds": 2}, 1),
        ({"f1": 49.9, "seconds": 3}, 2),
        ({"f1": 60.0}, 1),
    ],
)
def test_floors(tmp_path: Path, figures: dict[str, object], broken: int) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS, encoding="utf-8")
    assert common.broken_floors("x", figures, path) == broken
    assert common.broken_floors("other", figures, path) == 0


def test_no_floors_file_breaks_nothing(tmp_path: Path) -> None:
    assert common.broken_floors("x", {}, tmp_path / "none.toml") == 0


def test_report_keeps_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "OUT", tmp_path / "out")
    assert common.report("no-floors-for-this", {"f1": 1.5}, "sha256:0") == 0
    kept = json.loads((tmp_path / "out" / "no-floors-for-this.json").read_text(encoding="utf-8"))
    assert kept["figures"] == {"f1": 1.5}
    assert kept["data"] == "sha256:0"
    assert kept["python"]

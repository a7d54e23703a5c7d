"""Named arrays in a folder: whole generations, whatever happens."""

import json
import os

import numpy as np
import pytest

from purport.rounds import arrays as module
from purport.rounds.arrays import MANIFEST, Arrays, Unusable

FORM = {"what": "test", "version": "1"}
ONE = {"a.1": np.arange(10, dtype=np.uint64), "b.1": np.frombuffer(b"[]", np.uint8)}


def files(folder, form=FORM):
    return Arrays(folder, form)


def written(folder, arrays=ONE):
    kept = files(folder)
    with kept.locked() as writes:
        assert writes
        kept.read()
        kept.write(arrays)
    return kept


def same(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[k], other[k]) for k in one)


def test_nothing_written_is_nothing_read(tmp_path):
    assert files(tmp_path / "none").read() == {}


def test_what_is_written_is_read_again_and_cannot_be_changed(tmp_path):
    written(tmp_path / "new" / "folder")
    found = files(tmp_path / "new" / "folder").read()
    assert same(found, ONE)
    assert type(found["a.1"]) is np.ndarray
    with pytest.raises(ValueError, match="read-only"):
        found["a.1"][0] = 7


def test_an_array_that_stands_is_not_written_again_and_one_that_went_is_deleted(tmp_path):
    kept = written(tmp_path)
    first = {path.name: path.stat().st_ino for path in tmp_path.glob("a.1*.npy")}
    with kept.locked():
        kept.write({"a.1": ONE["a.1"], "c.2": np.zeros(3)})
    assert {path.name: path.stat().st_ino for path in tmp_path.glob("a.1*.npy")} == first
    assert not list(tmp_path.glob("b.1*")) and files(tmp_path).read().keys() == {"a.1", "c.2"}


def test_a_file_that_stands_is_mapped_and_marked_once(tmp_path, monkeypatch):
    kept, marked = written(tmp_path), []
    mark = module._mark
    monkeypatch.setattr(module, "_mark", lambda path: marked.append(path.name[:3]) or mark(path))
    with kept.locked():
        found = kept.write({"a.1": ONE["a.1"], "c.2": np.zeros(3)})
        assert not [name for name in marked if name == "a.1"]
        assert same(found, {"a.1": ONE["a.1"], "c.2": np.zeros(3)})
        assert kept.write({"c.2": np.zeros(3)}).keys() == {"c.2"}
        marked.clear()
        assert same(kept.read(), {"c.2": np.zeros(3)}) and marked == ["c.2"]  # what is read is looked at anew


def test_maps_of_an_earlier_generation_stay_readable(tmp_path):
    kept = written(tmp_path)
    found = files(tmp_path).read()
    with kept.locked():
        kept.write({"z.9": np.zeros(1)})
    assert same(found, ONE)


def test_one_writes_and_another_may_read_meanwhile(tmp_path):
    kept = written(tmp_path)
    with kept.locked() as first, files(tmp_path).locked() as second:
        assert first and not second
        assert same(files(tmp_path).read(), ONE)
    with files(tmp_path).locked() as third:
        assert third


@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_step_the_generation_before_or_after_is_there(tmp_path, monkeypatch, step):
    """Every call that changes the folder is counted, and the process ends before the one numbered `step`."""
    kept, left = written(tmp_path), [step]
    two = {"a.1": ONE["a.1"], "d.2": np.ones(4), "e.2": np.ones(5)}

    def counted(act):
        def instead(*told, **known):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return act(*told, **known)

        return instead

    with monkeypatch.context() as patch:
        for name in ("replace", "fsync"):
            patch.setattr(module.os, name, counted(getattr(os, name)))
        patch.setattr(module.Path, "unlink", counted(module.Path.unlink))
        try:
            kept.write(two)
            ended = True
        except KeyboardInterrupt:
            ended = False
    found = files(tmp_path).read()
    assert same(found, two) if ended else same(found, ONE) or same(found, two)
    again = written(tmp_path, two)
    assert same(again.read(), two)
    assert len(list(tmp_path.iterdir())) == 3 + 2  # the arrays, the manifest, the lock


def damaged_size(folder):
    path = next(folder.glob("a.1*.npy"))
    path.write_bytes(path.read_bytes()[:-1])


def damaged_byte(folder):
    path = next(folder.glob("a.1*.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")


def damaged_away(folder):
    next(folder.glob("a.1*.npy")).unlink()


def damaged_manifest(folder):
    (folder / MANIFEST).write_text((folder / MANIFEST).read_text().replace('"generation": 1', '"generation": 2'))


def damaged_torn(folder):
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:40])


def damaged_foreign(folder):
    (folder / MANIFEST).write_text("[1, 2]")


def damaged_folder(folder):
    (folder / MANIFEST).unlink()
    (folder / MANIFEST).mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        damaged_size,
        damaged_byte,
        damaged_away,
        damaged_manifest,
        damaged_torn,
        damaged_foreign,
        damaged_folder,
    ],
)
def test_damage_is_noticed(tmp_path, damage):
    written(tmp_path)
    damage(tmp_path)
    with pytest.raises(Unusable, match=r"damaged|missing|read|directory"):
        files(tmp_path).read()


def test_another_form_is_not_read(tmp_path):
    written(tmp_path)
    with pytest.raises(Unusable, match="another version"):
        files(tmp_path, FORM | {"version": "2"}).read()


def test_a_manifest_leads_to_no_file_elsewhere(tmp_path):
    kept = written(tmp_path / "in")
    (tmp_path / "out.npy").write_bytes(next((tmp_path / "in").glob("a.1*")).read_bytes())
    told = json.loads((tmp_path / "in" / MANIFEST).read_text())
    told.pop("mark")
    told["arrays"]["a.1"][0] = "../out.npy"
    (tmp_path / "in" / MANIFEST).write_text(json.dumps(told | {"mark": module._mark_of(told)}))
    with pytest.raises(Unusable, match="damaged"):
        kept.read()


def test_a_large_array_is_marked_by_blocks_of_all_its_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_BLOCK", 16)
    monkeypatch.setattr(module, "_BLOCKS", 4)
    whole = np.arange(5000, dtype=np.uint64)
    written(tmp_path, {"a.1": whole})
    assert same(files(tmp_path).read(), {"a.1": whole})
    path = next(tmp_path.glob("a.1*.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    with pytest.raises(Unusable):
        files(tmp_path).read()


def test_what_cannot_be_written_leaves_the_generation_before(tmp_path, monkeypatch):
    kept = written(tmp_path)

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            kept.write({"q.5": np.ones(9)})
    assert same(files(tmp_path).read(), ONE)
    assert not list(tmp_path.glob(".writing-*"))


def test_cleared_it_is_empty(tmp_path):
    kept = written(tmp_path)
    kept.clear()
    assert [path.name for path in tmp_path.iterdir()] == ["lock"] and files(tmp_path).read() == {}

"""The measurement of names: its data is as it should be, halves are fixed, and it is right about what is right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench import names, namestime
from purport.corroborate.names import Register
from purport.exchange.namelists import BadEntry, read_table
from purport.records.listed import Alias, Known, NameKind

ONE = Known("1", NameKind.PERSON, "KHALID TARIFI", "UN", (Alias("Khaled Tareefi"), Alias("خالد الطريفي")))
TWIN = Known("2", NameKind.PERSON, "KHALID TARIFI", "UN")
OTHER = Known("3", NameKind.PERSON, "IDRIS VARAKH", "UN", (Alias("The Falcon"),))


def test_two_hundred_spellings_of_twenty() -> None:
    rows = names.rows_of("news.tsv")
    assert len(rows) == len({(row["id"], row["name"]) for row in rows}) == 200
    assert set(Counter(row["id"] for row in rows).values()) == {10}
    assert {row["kind"] for row in rows} == {*NameKind}


def test_five_hundred_near_misses_are_two_names_each() -> None:
    rows = names.rows_of("nearmiss.tsv")
    assert len(rows) == len({(row["one"], row["other"]) for row in rows}) == 500
    assert all(row["one"] != row["other"] and row["why"] for row in rows)
    assert len({row["why"] for row in rows}) >= 15


def test_no_unseen_near_miss_is_a_seen_one() -> None:
    seen, unseen = names.rows_of("nearmiss.tsv"), names.rows_of("nearmiss_unseen.tsv")
    assert len(unseen) == 185
    assert not {(r["one"], r["other"]) for r in seen} & {(r["one"], r["other"]) for r in unseen}


def test_the_own_table_has_no_bad_rows() -> None:
    found = read_table((names.OWN / "bodies.csv").read_bytes(), "own")
    assert found
    assert not [one for one in found if isinstance(one, BadEntry)]


def test_halves_and_tenths_are_fixed() -> None:
    assert {names.half(ONE), names.half(OTHER)} <= {"seen", "unseen"}
    assert names.half(ONE) == names.half(Known("1", NameKind.PERSON, "X", "UN"))
    assert all(0 <= names.tenth(query) < 10 for query in names.aliases([ONE, OTHER]))


def test_only_good_latin_aliases_are_asked() -> None:
    assert [query.name for query in names.aliases([ONE])] == ["Khaled Tareefi"]


def test_a_tenth_is_left_out() -> None:
    left_out = names.tenth(names.Query("Khaled Tareefi", ONE))
    assert "Khaled Tareefi" not in {alias.name for alias in names.without(ONE, left_out).aliases}
    assert names.without(ONE, (left_out + 1) % 10).aliases[0].name == "Khaled Tareefi"


def test_a_twin_of_the_same_primary_name_is_right_too() -> None:
    register = Register([ONE, TWIN, OTHER], aliases=False)
    found = register.look("Khalid Tarifi", NameKind.PERSON)
    assert names.right(found, ONE)
    assert names.right(found, TWIN)
    assert not names.right(found, OTHER)
    assert not names.right(register.look("Bjork", NameKind.PERSON), ONE)


def test_blind_and_aware_are_told_apart() -> None:
    told = names.alias_figures([ONE, OTHER])
    assert told["alias_blind_person_count"] == told["alias_aware_person_count"] == 2
    assert told["alias_blind_person"] == 0.5


def test_originals_are_looked_up_in_halves(tmp_path: Path) -> None:
    (tmp_path / "un_aliases_2015.tsv").write_text(
        "ref\tkind\trole\tscript\tname\n1.\tperson\toriginal_script\tarabic\tخالد الطريفي\n"
        "1\tperson\tprimary\tlatin\tKHALID TARIFI\n3\tperson\toriginal_script\tother\tИдрис\n",
        encoding="utf-8",
    )
    asked = names.originals(tmp_path, [ONE, OTHER])
    assert [(query.name, query.known.id) for query in asked] == [("خالد الطريفي", "1")]
    figures = names.original_figures(Register([ONE, OTHER], aliases=False), asked, errors=True)
    assert figures["original_top"] == figures[f"original_{names.half(ONE)}_person"] == 1


def test_near_misses_are_counted() -> None:
    told = names.nearmiss_figures("nearmiss", errors=False)
    assert told["nearmiss_pairs"] == 500
    assert isinstance(told["nearmiss_false_merges"], float)
    assert told["nearmiss_false_merges"] <= 0.01


def test_pairs_are_compared_in_sound(tmp_path: Path) -> None:
    (tmp_path / "google_ar2en-train.txt").write_text("خالد\tkhaled\nوليد\tkarim\n", encoding="utf-8")
    (tmp_path / "google_ar2en-eval.txt").write_text("قاسم\tqasim\n", encoding="utf-8")
    told = names.pair_figures(tmp_path)
    assert (told["pairs_train"], told["pairs_train_same"], told["pairs_eval_near"]) == (2, 0.5, 1.0)


def test_twins_are_counted_once() -> None:
    assert names.twin_figures([ONE, TWIN, OTHER], errors=False) == {"twins": 1}


def test_without_the_data_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("PURPORT_SHARED", str(tmp_path))
    assert names.main([]) == 0
    assert "SKIPPED: bench.names" in capsys.readouterr().out
    assert namestime.main([]) == 0
    assert "SKIPPED: bench.namestime" in capsys.readouterr().out


def test_ours_is_timed_and_right() -> None:
    top, took = namestime.ours([names.Query("خالد الطريفي", ONE)], [ONE, OTHER])
    assert top == 1
    assert min(took) > 0


def test_the_best_of_some_runs() -> None:
    assert namestime.best([(1.0, (3.0, 5.0)), (1.0, (4.0, 2.0))]) == (1.0, (3.0, 2.0))


def test_names_as_the_reference_gets_them() -> None:
    assert namestime.plain("KHALID AL-TARI'FI ") == "khalid al tarifi"


def test_the_reference_is_right_where_the_nearest_name_is() -> None:
    from rapidfuzz import fuzz

    asked, listed = [names.Query("x", ONE), names.Query("y", OTHER)], [ONE, OTHER]
    told = ["khaled tarifi", "khaled tarify"]
    assert (
        namestime.by_ratio(told, asked, ([namestime.plain(one.primary) for one in listed], listed), fuzz.ratio) == 0.5
    )

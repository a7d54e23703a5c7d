"""Training of the roots, on invented sentences."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from purport.read.events.learned.weights import loaded
from purport.records.spans import Span
from train.roots.__main__ import main, written
from train.roots.crossing import head, held_out, parses, trained, views
from train.roots.plv import Example, examples, folds
from train.roots.ridge import fitted, rows, sharpness, sums

HEAD = "\tsentence_id\tmarked_sentence\tgold_root"


def file(tmp_path: Path, *lines: tuple[str, str]) -> Path:
    path = tmp_path / "plv.tsv"
    rows = [f"{n}\t{n}\t{marked}\t{root}" for n, (marked, root) in enumerate(lines)]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def test_marks_become_spans(tmp_path: Path) -> None:
    (one,) = examples(file(tmp_path, ('A "big" day: <t>the mill</t> was burned by <s>rebels</s>.', "ASSAULT")))
    assert one.text == 'A "big" day: the mill was burned by rebels.'
    assert one.source is not None and one.source.of(one.text) == "rebels"
    assert one.target is not None and one.target.of(one.text) == "the mill"


def test_a_mark_may_be_missing(tmp_path: Path) -> None:
    (one,) = examples(file(tmp_path, ("<s>Dockers</s> went on strike.", "PROTEST")))
    assert (one.source, one.target) == (Span(0, 7), None)


def test_a_sentence_lies_in_one_fold_and_roots_are_spread() -> None:
    given = [Example(f"sentence {n // 2}", None, None, "AID" if n < 20 else "AGREE") for n in range(40)]
    fold = folds(given, 3)
    assert all(fold[n] == fold[n + 1] for n in range(0, 40, 2))
    assert [sum(f == one for f in fold[:20]) for one in range(5)] == [4] * 5
    assert fold == folds(given, 3) and fold != folds(given, 4)


def test_the_head_of_a_marked_stretch() -> None:
    one = Example("The old council of Hesk met the two envoys.", Span(0, 22), None, "CONSULT")
    (parse,) = parses([one])
    found = head(parse, one.source)
    assert found is not None and found.text == "council"
    assert head(parse, None) is None


def test_rows_have_length_one_and_unknown_features_count_nothing() -> None:
    made = rows([frozenset("ab"), frozenset("az"), frozenset("z")], ["a", "b"])
    assert np.linalg.norm(made, axis=1).tolist() == pytest.approx([1, 1, 0])


def test_a_fit_tells_roots_by_their_features() -> None:
    sheets = [frozenset({"pred:give", f"word:{n}"}) for n in range(6)] + [frozenset({"pred:hit"})] * 4
    wanted = ["AID"] * 6 + ["ASSAULT"] * 4
    fit = fitted(sheets, wanted)
    assert set(fit.features) == {"pred:give", "pred:hit"}
    assert [fit.roots[n] for n in sums(fit, [frozenset({"pred:hit"}), frozenset({"pred:give"})]).argmax(1)] == [
        "ASSAULT",
        "AID",
    ]


def test_sharpness_is_higher_for_scores_that_are_never_wrong() -> None:
    scores = np.array([[0.6, 0.4]] * 10, np.float32)
    assert sharpness(scores, np.zeros(10, int)) > sharpness(scores, np.array([0] * 7 + [1] * 3))


def _invented() -> list[Example]:
    acts = [("gave bread to", "AID"), ("sent blankets to", "AID"), ("shelled", "ASSAULT"), ("bombed", "ASSAULT")]
    texts = [(f"The {who} {act} the {whom}.", root) for who in ("guards", "monks", "dockers") for whom in ("farmers", "pilots")
             for act, root in acts]  # fmt: skip
    return [Example(t, Span(4, t.index(" ", 4)), Span(t.rindex(" ") + 1, len(t) - 1), root) for t, root in texts]


def test_held_out_sentences_are_judged_by_weights_that_never_saw_them() -> None:
    given = _invented()
    seen, wanted = views(given, parses(given)), [one.root for one in given]
    roots, scores = held_out(seen, wanted, folds(given, 1))
    assert [roots[n] for n in scores.argmax(1)] == wanted
    alone = held_out(seen[:2], ["AID", "ASSAULT"], [0, 1])[1]
    assert alone.argmax(1).tolist() == [1, 0]


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    given = _invented()
    fit = trained(views(given, parses(given)), [one.root for one in given])
    written(tmp_path / "w", fit, 8.0)
    found = loaded(tmp_path / "w")
    assert (found.roots, tuple(found.rows), found.manifest.sharpness) == (fit.roots, fit.features, 8.0)
    assert np.allclose(found.table, fit.table, atol=1e-3)


def test_training_is_one_command_and_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    lines = [(f"<s>{o.text[:o.source.end]}</s>{o.text[o.source.end:o.target.start]}<t>{o.text[o.target.start:-1]}</t>.", o.root)
             for o in _invented() if o.source and o.target]  # fmt: skip
    data = file(tmp_path, *lines)
    for name in ("one", "two"):
        assert main(["--data", str(data), "--out", str(tmp_path / name)]) == 0
    manifests = [msgspec.json.decode((tmp_path / name / "manifest.json").read_bytes()) for name in ("one", "two")]
    assert manifests[0] == manifests[1]

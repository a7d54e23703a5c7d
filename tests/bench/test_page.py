"""The page of figures: what was measured again is written anew, the rest stays."""

from bench.page import TITLES, sections, standing


def record(name: str, value: float) -> dict[str, object]:
    return {
        "bench": name,
        "data": None,
        "versions": {"purport": "1"},
        "cores": 2,
        "processor": "one",
        "python": "3",
        "figures": {"share": value, "rows": [{"score": 0.1, "right": 2}]},
    }


def test_a_section_that_was_not_measured_again_stays_as_it_was() -> None:
    before = "# Head\n\n" + "\n".join(sections({"speed": record("speed", 1.0), "soak": record("soak", 2.0)}, ""))
    after = sections({"soak": record("soak", 3.0)}, before)
    assert [part.splitlines()[0] for part in after] == [f"## {TITLES['speed']}", f"## {TITLES['soak']}"]
    assert "| share | 1.00 |" in after[0]
    assert "| share | 3.00 |" in after[1]
    assert sections({}, "# Head\n\n" + "\n".join(after)) == after


def test_a_section_that_no_bench_makes_any_more_goes() -> None:
    assert list(standing("# Head\n\n## Gone\n\ntext\n")) == ["Gone"]
    assert sections({}, "# Head\n\n## Gone\n\ntext\n") == []
    assert standing("") == {}

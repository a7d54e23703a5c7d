"""What bandit finds in src is explained, and XML is read safely."""

import sys

import pytest

from bench.common import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import scan


@pytest.mark.slow
def test_every_finding_of_bandit_is_explained():
    told = scan.found()
    assert len(told) > 20
    assert [one for one in told if one.why is None] == []


def test_a_finding_that_nobody_explained_is_told(tmp_path, capsys, monkeypatch):
    (tmp_path / "bad.py").write_text(
        "import subprocess\nsubprocess.run(told, shell=True)\nsecret = ''\npassword = 'hunter2'\n"
        "x = eval(told)  # noqa: S307 - a reason\n",
        encoding="utf-8",
    )
    told = {one.place.rpartition(":")[2]: one.why for one in scan.found(tmp_path)}
    assert told["2"] is None and told["4"] is None and told["5"] == "a reason" and "holds" in told["3"]
    monkeypatch.setattr(scan, "found", lambda: [scan.Finding("src/bad.py:4", "B105", "a password", None)])
    assert scan.main([]) == 1
    assert "NOT EXPLAINED" in capsys.readouterr().out


def test_xml_is_read_by_defusedxml_alone(tmp_path):
    assert scan.readers_of_xml() == []
    for number, line in enumerate(
        (
            "from xml.etree.ElementTree import fromstring",
            "import xml.dom.minidom",
            "Tree.parse(file)",
            "import xml.parsers.expat",
        )
    ):
        (tmp_path / f"{number}.py").write_text(line, encoding="utf-8")
    assert len(scan.readers_of_xml(tmp_path)) == 4

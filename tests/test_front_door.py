"""What ``import purport`` offers works whatever was imported before."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("before", ["import purport.read", "from purport.read.parse import Span", "pass"])
def test_read_can_be_called_whatever_was_imported(before, tmp_path):
    story = tmp_path / "bridge.txt"
    story.write_text("The mayor denied on Friday that the bridge had been shelled.", encoding="utf-8")
    code = f"import purport\n{before}\nprint(len(purport.read({str(story)!r})), purport.read is not None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.split() == ["1", "True"], done.stderr


def test_importing_purport_imports_no_room():
    code = "import sys, purport; print([n for n in sys.modules if n.startswith('purport.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "['purport.version']"


def test_an_unknown_name_is_an_attribute_error():
    import purport

    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = purport.reed
    assert set(dir(purport)) == set(purport.__all__)

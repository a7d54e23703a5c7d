"""The documentation is held to the code: pages made from it are current, what is shown runs, what is named exists."""

import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

from bench.common import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import codebase
import picture
import readme
import reference

DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*DOCS, ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]
WRITTEN = [page for page in PAGES if "reference" not in page.parts]
FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[str]:
    return [body for _, language, body in FENCE.findall(text_of(page)) if language in languages]


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_project_lead_somewhere(page):
    dead = []
    for target in LINK.findall(FENCE.sub("", text_of(page))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def test_every_page_is_linked_from_the_list_of_contents():
    linked = {(ROOT / "docs" / t.partition("#")[0]).resolve() for t in LINK.findall(text_of(ROOT / "docs/README.md"))}
    assert [name_of(p) for p in DOCS if p.name != "README.md" and p.resolve() not in linked] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_speak_of_purport_alone(page):
    words = text_of(page)
    assert not re.search(r"(?<![\w.~])/(home|root|work|tmp|Users)/\w", words)
    assert "pypi.org" not in words
    assert not re.search(r"\bTODO\b|\bFIXME\b|\bTBD\b", words)


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in WRITTEN if ">>>" in "".join(blocks(p, "python"))], ids=name_of)
def test_python_that_is_shown_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = "\n".join(blocks(page, "python"))
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(code, {}, name_of(page), str(page), 0)
    runner = doctest.DocTestRunner(optionflags=flags)
    told: list[str] = []
    runner.run(test, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


@pytest.mark.parametrize("page", [p for p in WRITTEN if blocks(p, "toml")], ids=name_of)
def test_toml_that_is_shown_is_a_valid_config(page, tmp_path):
    from purport.config import load
    from purport.config.alerts import alerts_in
    from purport.config.sources import sources_in

    for body in blocks(page, "toml"):
        if "[[source]]" in body:
            assert sources_in(body, tmp_path / "sources.toml")
            continue
        if "[[rule]]" in body:
            assert alerts_in(body, tmp_path / "alerts.toml").rules
            continue
        file = tmp_path / "purport.toml"
        file.write_text(body, encoding="utf-8")
        assert load(file, {}, tmp_path).file == file


# Commands


def _with_commands(command):
    """A command and all commands under it."""
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _with_commands(one)


def commands() -> dict[str, set[str]]:
    """Every command with its options, those of the whole programme under ``""``."""
    import click

    from purport.cli.main import cli

    context = click.Context(cli, **cli.context_settings)
    assert isinstance(cli, click.Group)
    found = {"": {o for p in cli.params for o in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        own = list(_with_commands(command))
        found[name] = {o for c in own for p in c.params for o in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
    return found


def test_exit_statuses_are_those_that_the_program_tells():
    from purport.cli.main import BROKEN_PIPE, EPILOG

    told = set(re.findall(r"^  (\d+) ", EPILOG, re.MULTILINE)) | {str(BROKEN_PIPE)}
    assert set(re.findall(r"^\| (\d+) \|", reference.errors_page(), re.MULTILINE)) == told


def shown_commands(page: Path) -> list[str]:
    lines = [line for body in blocks(page, "console", "sh", "ini", "") for line in body.splitlines()]
    inline = re.findall(r"`(purport [^`]+)`", FENCE.sub("", text_of(page)))
    calls = [m.group(1) for line in lines for m in re.finditer(r"(?:^\$ |^|/bin/)(purport (?!\.)[^;|>]+)", line)]
    return [*calls, *inline]


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_commands_and_options_that_are_named_exist(page):
    known = commands()
    wrong = []
    for call in shown_commands(page):
        words = [w.split("=")[0] for w in re.sub(r"\"[^\"]*\"", "X", call).split("#")[0].split()[1:]]
        name = next((w for w in words if w in known and w), "")
        if not name and any(re.fullmatch(r"[a-z]+", w) for w in words[:1]):
            wrong.append(call)
        options = [w for w in words if w.startswith("-") and w != "-"]
        wrong += [f"{call}: {o}" for o in options if o not in known[name] | known[""]]
    assert wrong == []


ASKING = re.compile(r"^\$ (purport (?:list|search|brief|verify|config|doctor)\b[^>\n]*)", re.MULTILINE)


@pytest.fixture(scope="module")
def house_of_examples(tmp_path_factory):
    home = tmp_path_factory.mktemp("house")
    assert ran(["read", str(ROOT / "examples" / "stories")], home).exit_code == 0
    return home


def ran(words, home):
    from click.testing import CliRunner

    from purport.cli.main import cli

    names = {"PURPORT_HOME": str(home), "PURPORT_CONFIG": "", "PURPORT_LEDGER": "", "XDG_CONFIG_HOME": str(home)}
    return CliRunner(env=names).invoke(cli, words)


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in WRITTEN if ASKING.search(text_of(p))], ids=name_of)
def test_questions_that_are_shown_are_answered_from_the_examples(page, house_of_examples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    failed = []
    for call in ASKING.findall(text_of(page)):
        done = ran(shlex.split(call)[1:], house_of_examples)
        if done.exit_code or (" list" in call and not done.stdout.strip()):
            failed.append(f"{call}: {done.exit_code}: {done.output[-300:]}")
    assert failed == []


def test_make_targets_that_are_named_exist():
    rules = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {t for page in WRITTEN for t in re.findall(r"(?:`|^|\$ )make ([a-z]+)", text_of(page), re.MULTILINE)}
    assert named <= rules


def test_the_shell_check_of_a_vault_finds_a_changed_exhibit_and_nothing_else(tmp_path):
    from purport.preserve import Vault

    vault = Vault(tmp_path / "desk" / "vault")
    vault.keep(b"as it was")
    changed = vault.path(vault.keep(b"as it came"))
    (script,) = blocks(ROOT / "docs/how-to/check-evidence.md", "sh")

    def told():
        env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
        return subprocess.run(["sh", "-c", script], env=env, capture_output=True, text=True, check=False)

    assert (told().stdout, told().stderr) == ("", "")
    changed.chmod(0o644)
    changed.write_bytes(b"as it was made to be")
    assert told().stdout == f"{changed.parent.name}/{changed.name} is not what it was\n"


# Made from the code


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(reference.MAKERS))
def test_reference_is_what_the_code_says(name):
    made = reference.MADE + reference.MAKERS[name]()
    assert text_of(reference.PAGES / name) == made, "run `make docs`"


def test_every_file_of_the_reference_is_made():
    assert {p.name for p in reference.PAGES.iterdir()} == set(reference.MAKERS)


def test_error_codes_are_well_formed_and_of_one_class_of_status():
    codes = codebase.error_codes()
    assert len(codes) > 20
    assert [c.name for c in codes if not re.fullmatch(r"[a-z0-9…]+(-[a-z0-9…]+)*", c.name)] == []


def test_rules_have_a_docstring_and_a_reason():
    rules = codebase.rules()
    assert len(rules) >= 10
    assert [rule.name for rule in rules if not (rule.told[0] or rule.told[1])] == []


@pytest.mark.slow
def test_the_picture_is_what_a_reading_gives(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["picture.py", "--check"])
    assert picture.main() == 0, "run `make docs`"


@pytest.mark.slow
def test_the_session_in_the_readme_is_what_the_commands_print(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["readme.py", "--check"])
    assert readme.main() == 0, "run `make docs`"


def test_a_readme_without_markers_is_an_error():
    with pytest.raises(ValueError, match="markers"):
        readme.current("# purport\n")


# What is told once and must be complete


def direct_dependencies() -> dict[str, str]:
    table = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    groups = [
        *table["project"]["dependencies"],
        *(d for extra in table["project"]["optional-dependencies"].values() for d in extra),
        *(d for group in table["dependency-groups"].values() for d in group),
    ]
    return {re.split(r"[\[><=;~! ]", d)[0]: d for d in groups}


def table_rows(page: Path) -> dict[str, list[str]]:
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in text_of(page).splitlines() if line[:2] == "| "]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_every_direct_dependency_is_told_and_no_other():
    told = set(table_rows(ROOT / "docs/why/dependencies.md")) - {"package"}
    assert told == set(direct_dependencies())


@pytest.mark.parametrize("name", sorted(direct_dependencies()))
def test_licence_is_the_one_that_the_package_states(name):
    told = table_rows(ROOT / "docs/why/dependencies.md")[name][0]
    package = metadata(name)
    stated = " ".join(
        [
            package.get("License-Expression") or "",
            (package.get("License") or "")[:200],
            *(c for c in package.get_all("Classifier") or [] if c.startswith("License")),
        ]
    ).lower()
    family = {
        "MIT": "mit",
        "BSD": "bsd",
        "Apache": "apache",
        "PSF": "p(sf|ython software foundation)",
        "MPL": "mpl",
        "LGPL": "(lgpl|lesser)",
    }
    words = next(pattern for key, pattern in family.items() if told.startswith(key))
    assert re.search(words, stated), stated


def test_glossary_defines_every_value_of_the_vocabularies():
    from purport.records import Act, Action, Certainty

    text = text_of(ROOT / "docs" / "glossary.md")
    assert [v.value for v in Certainty if f"**{v.value}**" not in text] == []
    assert [v.value for v in Act if f"| `{v.value}` |" not in text] == []
    assert [v.value for v in Action if f"| {v.value} |" not in text] == []


TERMS = """exhibit capture custody vault digest document mark span cue content source hop chain carrier hedge parent addressee
target event anchor bond assessment decision origin house ledger round brief rule score"""


def test_glossary_defines_the_records():
    text = text_of(ROOT / "docs" / "glossary.md").lower()
    for term in TERMS.split():
        assert re.search(rf"^\*\*[^*]*\b{term}\b[^*]*\*\*$", text, re.MULTILINE), term


def test_changelog_tells_this_version():
    from purport.version import __version__

    assert f"## [{__version__.split('.dev')[0]}]" in text_of(ROOT / "CHANGELOG.md")

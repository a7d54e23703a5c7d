"""One TOML file, a typed plan; errors that name file, key and line."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.config import FILE_NAME, TEMPLATE, Plan, load, resolved
from purport.config.files import lines_of
from purport.config.options import options
from purport.config.plan import SECTIONS, masked
from purport.config.template import template_for
from purport.errors import InstructionError


def plan_of(folder: Path, text: str = "", **environment: str) -> Plan:
    file = folder / FILE_NAME
    file.write_text(text, encoding="utf-8")
    return load(file, {"HOME": str(folder / "me"), **environment}, folder)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InstructionError) as refused:
        plan_of(folder, text)
    return str(refused.value).removeprefix(f"{folder}/")


def origin(plan: Plan, key: str) -> str:
    return next(setting.origin for setting in resolved(plan) if setting.key == key)


def value(plan: Plan, key: str) -> str:
    return next(setting.value for setting in resolved(plan) if setting.key == key)


class TestDefaults:
    def test_without_a_file_everything_is_a_default(self, tmp_path: Path) -> None:
        plan = load(None, {"HOME": "/home/ana"}, tmp_path)
        assert plan.file is None
        assert plan.house.path == Path("/home/ana/.local/share/purport")
        assert plan.house.ledger == "sqlite:////home/ana/.local/share/purport/ledger.db"
        assert {setting.origin for setting in resolved(plan)} == {"default"}

    def test_an_empty_file_changes_nothing_but_the_file(self, tmp_path: Path) -> None:
        bare = load(None, {"HOME": str(tmp_path / "me")}, tmp_path / "nowhere")
        assert dataclasses.replace(plan_of(tmp_path), file=None) == bare

    def test_the_plan_cannot_be_changed(self, tmp_path: Path) -> None:
        plan = plan_of(tmp_path)
        with pytest.raises(dataclasses.FrozenInstanceError):
            plan.collect.max_bytes = 1  # type: ignore[misc]


class TestValues:
    def test_each_section_is_taken_over(self, tmp_path: Path) -> None:
        plan = plan_of(
            tmp_path,
            '[collect]\ncontact = "desk@example.org"\ntimeout_seconds = 3\nobey_robots = false\n'
            '[read]\nworkers = 2\n[show]\ncolour = "never"\nwidth = 100\n',
        )
        assert (plan.collect.contact, plan.collect.timeout_seconds) == ("desk@example.org", 3.0)
        assert isinstance(plan.collect.timeout_seconds, float)
        assert not plan.collect.obey_robots
        assert (plan.read.workers, plan.show.colour, plan.show.width) == (2, "never", 100)

    def test_a_byte_order_mark_is_no_matter(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_bytes(b"\xef\xbb\xbf[read]\nworkers = 2\n")
        assert load(None, {}, tmp_path).read.workers == 2

    def test_dotted_keys_are_the_same(self, tmp_path: Path) -> None:
        plan = plan_of(tmp_path, "collect.max_redirects = 2\n")
        assert plan.collect.max_redirects == 2
        assert origin(plan, "collect.max_redirects").endswith("purport.toml:1")


class TestErrors:
    def test_a_wrong_kind_names_file_line_and_key(self, tmp_path: Path) -> None:
        told = refusal(
            tmp_path, '# a house\n\n[collect]\ncontact = "a@example.org"\n\n# slow\ntimeout_seconds = "ten"\n'
        )
        assert told == "purport.toml:7: collect.timeout_seconds: expected a number, 0.1 or more, found 'ten'"

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("collect.max_bytes = 0", "a whole number, 1 or more, found 0"),
            ("collect.max_bytes = 2.5", "a whole number, 1 or more, found 2.5"),
            ("collect.max_bytes = true", "a whole number, 1 or more, found true"),
            ("collect.timeout_seconds = nan", "a number, 0.1 or more, found nan"),
            ("collect.timeout_seconds = inf", "a number, 0.1 or more, found inf"),
            ('collect.allow_private = "yes"', "true or false, found 'yes'"),
            ('collect.contact = ""', "one line of plain ASCII text in quotes, found ''"),
            ('collect.user_agent = "a\\r\\nCookie: x"', "one line of plain ASCII text"),
            ('show.colour = "green"', 'one of "auto", "always", "never", found \'green\''),
            ("show.colour = []", 'one of "auto", "always", "never", found []'),
            ("house.path = 3", "a folder in quotes, found 3"),
            ("house.path = {}", "a folder in quotes, found a section"),
            ("read = 3", "a section, written [read], found 3"),
        ],
    )
    def test_what_was_expected_and_what_was_found(self, tmp_path: Path, line: str, told: str) -> None:
        assert f"expected {told}" in refusal(tmp_path, line)

    def test_an_unknown_key_is_an_error_with_the_nearest_known(self, tmp_path: Path) -> None:
        told = refusal(tmp_path, "[collect]\ntimeot_seconds = 3\n")
        assert told == "purport.toml:2: collect.timeot_seconds: unknown key (did you mean timeout_seconds?)"

    def test_an_unknown_section_too(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, "\n[colect]\n") == "purport.toml:2: colect: unknown section (did you mean collect?)"

    def test_without_a_near_one_all_known_keys_are_named(self, tmp_path: Path) -> None:
        assert "known here: model, " in refusal(tmp_path, "[read]\nzzz = 3\n")

    def test_broken_toml_names_the_line(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, "[collect]\ncontact = desk\n").startswith(
            "purport.toml:2: this is not TOML: invalid value"
        )

    def test_broken_toml_at_the_end_names_the_last_line(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, '[collect]\ncontact = """abc').startswith("purport.toml:2: this is not TOML")

    def test_a_missing_file_says_how_to_get_one(self, tmp_path: Path) -> None:
        with pytest.raises(
            InstructionError, match=r"none\.toml: the config file cannot be read: no such file.*purport init"
        ):
            load(Path("none.toml"), {}, tmp_path)

    def test_another_encoding_is_named(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_bytes(b'[collect]\ncontact = "caf\xe9"\n')
        with pytest.raises(InstructionError, match=r"not UTF-8 \(byte 24\)"):
            load(None, {}, tmp_path)

    def test_every_refusal_has_exit_status_two(self, tmp_path: Path) -> None:
        with pytest.raises(InstructionError) as refused:
            plan_of(tmp_path, "x = 1")
        assert refused.value.exit_status == 2


class TestSearchOrder:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Path:
        for number, name in enumerate(["given.toml", "env.toml", FILE_NAME, "xdg/purport/purport.toml"], start=1):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"[read]\nworkers = {number}\n")
        return tmp_path

    def test_option_then_variable_then_folder_then_xdg(self, files: Path) -> None:
        environment = {"PURPORT_CONFIG": "env.toml", "XDG_CONFIG_HOME": str(files / "xdg")}
        assert load(Path("given.toml"), environment, files).read.workers == 1
        assert load(None, environment, files).read.workers == 2
        assert load(None, {**environment, "PURPORT_CONFIG": ""}, files).read.workers == 3
        (files / FILE_NAME).unlink()
        assert load(None, {**environment, "PURPORT_CONFIG": ""}, files).read.workers == 4

    def test_a_relative_xdg_folder_does_not_count(self, files: Path) -> None:
        (files / FILE_NAME).unlink()
        assert load(None, {"XDG_CONFIG_HOME": "xdg", "HOME": "/nobody"}, files).file is None


class TestHouse:
    def test_a_relative_folder_is_relative_to_the_file(self, tmp_path: Path) -> None:
        plan = plan_of(tmp_path, '[house]\npath = "house"\n')
        assert plan.house.path == tmp_path / "house"
        assert plan.house.ledger == f"sqlite:///{tmp_path}/house/ledger.db"

    def test_a_tilde_is_the_home_folder(self, tmp_path: Path) -> None:
        assert plan_of(tmp_path, '[house]\npath = "~/news"\n').house.path == tmp_path / "me" / "news"

    def test_variable_before_file_and_option_before_variable(self, tmp_path: Path) -> None:
        text = '[house]\npath = "from-file"\n'
        plan = plan_of(tmp_path, text, PURPORT_HOME="from-variable")
        assert (plan.house.path, origin(plan, "house.path")) == (tmp_path / "from-variable", "PURPORT_HOME")
        plan = load(tmp_path / FILE_NAME, {"PURPORT_HOME": "x"}, tmp_path, home=Path("from-option"))
        assert (plan.house.path, origin(plan, "house.path")) == (tmp_path / "from-option", "--home")

    def test_the_ledger_variable_goes_before_the_file(self, tmp_path: Path) -> None:
        text = '[house]\nledger = "sqlite:///a.db"\n'
        assert plan_of(tmp_path, text).house.ledger == f"sqlite:///{tmp_path}/a.db"
        plan = plan_of(tmp_path, text, PURPORT_LEDGER="postgresql://desk@localhost/p")
        assert plan.house.ledger == "postgresql://desk@localhost/p"
        assert origin(plan, "house.ledger") == "PURPORT_LEDGER"

    def test_an_absolute_or_memory_database_stays(self, tmp_path: Path) -> None:
        for url in ("sqlite:////srv/l.db", "sqlite:///:memory:", "sqlite://"):
            assert plan_of(tmp_path, PURPORT_LEDGER=url).house.ledger == url


class TestShow:
    def test_no_color_is_honoured_only_where_nothing_was_asked_for(self, tmp_path: Path) -> None:
        assert plan_of(tmp_path, NO_COLOR="1").show.colour == "never"
        assert plan_of(tmp_path, NO_COLOR="").show.colour == "auto"
        assert plan_of(tmp_path, '[show]\ncolour = "always"\n', NO_COLOR="1").show.colour == "always"

    def test_terminals_that_turn_text_round_themselves_are_known(self, tmp_path: Path) -> None:
        assert plan_of(tmp_path, VTE_VERSION="7600").show.right_to_left == "isolate"
        assert plan_of(tmp_path, TERM_PROGRAM="Apple_Terminal").show.right_to_left == "isolate"
        assert plan_of(tmp_path, TERM_PROGRAM="vscode").show.right_to_left == "auto"
        asked = plan_of(tmp_path, '[show]\nright_to_left = "reorder"\n', VTE_VERSION="7600")
        assert asked.show.right_to_left == "reorder"


class TestResolved:
    def test_where_each_value_came_from(self, tmp_path: Path) -> None:
        plan = plan_of(tmp_path, "[read]\n\nworkers = 2\n")
        assert origin(plan, "read.workers") == f"{tmp_path}/purport.toml:3"
        assert origin(plan, "read.model") == "default"

    def test_passwords_are_masked(self, tmp_path: Path) -> None:
        plan = plan_of(tmp_path, PURPORT_LEDGER="postgresql://desk:s3c/r@t@db/p")
        assert value(plan, "house.ledger") == "postgresql://desk:***@db/p"
        assert "hush" not in masked("postgresql://db/p?user=a&password=hush&sslmode=require")

    def test_every_option_is_shown_once_in_order(self, tmp_path: Path) -> None:
        keys = [setting.key for setting in resolved(plan_of(tmp_path))]
        assert keys == [f"{name}.{one.name}" for name, section in SECTIONS.items() for one in options(section)]


class TestTemplate:
    def test_as_it_stands_it_changes_nothing(self, tmp_path: Path) -> None:
        assert plan_of(tmp_path, TEMPLATE) == plan_of(tmp_path)

    def test_every_option_is_in_it_and_valid_when_uncommented(self, tmp_path: Path) -> None:
        active = "\n".join(
            line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
            for line in TEMPLATE.splitlines()
        )
        tables = tomllib.loads(active)
        assert {name: list(table) for name, table in tables.items()} == {
            name: [one.name for one in options(section)] for name, section in SECTIONS.items()
        }
        plan_of(tmp_path, active)

    def test_what_it_shows_as_a_default_is_the_default(self, tmp_path: Path) -> None:
        active = "\n".join(
            line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
            for line in TEMPLATE.splitlines()
        )
        shown, bare = plan_of(tmp_path, active), plan_of(tmp_path)
        assert (dataclasses.replace(shown.read, least_score=None, gazetteer=None), shown.show) == (bare.read, bare.show)
        assert dataclasses.replace(shown.collect, contact=None, sources=None) == bare.collect

    @given(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(
            lambda t: t.strip() == t and "\0" not in t
        )
    )
    def test_any_folder_can_be_written_into_it(self, name: str) -> None:
        assert tomllib.loads(template_for(Path("/srv") / name))["house"]["path"] == str(Path("/srv") / name)


class TestLines:
    def test_values_over_several_lines_count_from_their_first(self) -> None:
        text = '# head\n\n[a]\nb = [\n  1,\n\n  2,\n]\n\n# c\nc = """\nx\n"""\nd = 1\n'
        assert lines_of(text) == {("a",): 3, ("a", "b"): 4, ("a", "c"): 11, ("a", "d"): 14}


class TestTranslate:
    def test_models_are_meant_from_the_files_folder_and_each_counts_once(self, tmp_path):
        file = tmp_path / "purport.toml"
        file.write_text(
            '[translate]\nmodels = ["a.argosmodel", "~/b", "/c", "a.argosmodel"]\ninto = "FR"\nread = true\n'
        )
        chosen = load(file, {"HOME": "/home/desk"}, tmp_path).translate
        assert chosen.models == (tmp_path / "a.argosmodel", Path("/home/desk/b"), Path("/c"))
        assert (chosen.into, chosen.read, chosen.threads) == ("fr", True, 0)

    @pytest.mark.parametrize(
        "line",
        ['models = "a"', "models = [1]", 'models = [""]', 'into = "english"', "read = 1", "threads = -1"],
    )
    def test_what_is_wrong_is_named(self, tmp_path, line):
        file = tmp_path / "purport.toml"
        file.write_text(f"[translate]\n{line}\n")
        with pytest.raises(InstructionError, match=f"translate.{line.split()[0]}") as fault:
            load(file, {}, tmp_path)
        assert fault.value.code == "config-value"

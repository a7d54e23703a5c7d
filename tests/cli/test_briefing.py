"""``purport brief``, as a user meets it: forms, filters, labels, what is new, and digests."""

from __future__ import annotations

import json
import subprocess

import pytest

from purport.desk.handout.forms import pdf
from purport.records.briefs import Form
from tests.cli.conftest import STRIKE, Desk
from tests.desk.handout.parsed import PARSERS

pytestmark = pytest.mark.usefixtures("rules")


@pytest.fixture
def rules(desk: Desk) -> None:
    desk.write("purport.toml", '[read]\nreader = "rules"\n')


@pytest.fixture
def read(desk: Desk) -> Desk:
    """A desk that has read one story."""
    desk.run("read", desk.write("strike.txt", STRIKE))
    return desk


class TestForms:
    @pytest.mark.parametrize("form", list(Form))
    def test_the_ending_says_the_form(self, read: Desk, form: Form) -> None:
        result = read.run("brief", "--out", f"b.{form}")
        assert f"b.{form}: 1 statement, " in result.stderr
        assert "TLP:AMBER" in result.stderr
        assert result.stdout == ""
        found = PARSERS[form]((read.folder / f"b.{form}").read_bytes())
        assert found.sentences[0].words.startswith("dockers' union, according to Northwire, ")

    @pytest.mark.parametrize(("name", "form"), [("B.HTM", Form.HTML), ("b.markdown", Form.MARKDOWN)])
    def test_other_endings(self, read: Desk, name: str, form: Form) -> None:
        read.run("brief", "--out", name)
        assert PARSERS[form]((read.folder / name).read_bytes()).sentences

    def test_the_form_may_be_named(self, read: Desk) -> None:
        read.run("brief", "--out", "b.txt", "--format", "md")
        assert (read.folder / "b.txt").read_text().startswith("**TLP:AMBER**")

    def test_an_ending_that_says_nothing(self, read: Desk) -> None:
        told = read.run("brief", "--out", "b.odt", status=2).stderr
        assert "end it in .html, .pdf, .docx or .md, or give --format" in told

    @pytest.mark.parametrize("form", ["md", "pdf"])
    def test_to_standard_output(self, read: Desk, form: str) -> None:
        command = read.command("brief", "--out", "-", "--format", form)
        result = subprocess.run(command, cwd=read.folder, env=read.real_environment(), capture_output=True, check=True)
        assert PARSERS[Form(form)](result.stdout).sentences
        assert result.stderr == b""

    def test_without_the_extra_the_other_forms_are_written(self, read: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "missing", lambda: "typst not installed")
        told = read.run("brief", "--out", "b.pdf", status=2).stderr
        assert "no PDF can be made: typst not installed" in told
        assert "pip install 'purport[pdf]'" in told
        assert not (read.folder / "b.pdf").exists()
        read.run("brief", "--out", "b.docx")

    def test_a_script_without_a_font_is_told(self, read: Desk) -> None:
        result = read.run("brief", "--out", "b.pdf", "--title", "ลำปาง")
        assert "no font for: THAI" in result.stderr

    def test_a_place_that_cannot_be_written(self, read: Desk) -> None:
        assert (
            "the brief cannot be written: no such file or directory"
            in read.run("brief", "--out", "no/b.md", status=2).stderr
        )


class TestChoosing:
    def test_title_label_and_conditions(self, read: Desk) -> None:
        read.run("brief", "--out", "b.md", "--title", "A *strike*", "--tlp", "amber+strict", "--source", "dockers")
        text = (read.folder / "b.md").read_text()
        assert text.count("**TLP:AMBER+STRICT**") == 2
        assert "# A \\*strike\\*" in text
        assert "Asked for: source “dockers”." in text

    def test_the_config_says_label_and_length(self, read: Desk) -> None:
        read.write("purport.toml", '[read]\nreader = "rules"\n[brief]\ntlp = "RED"\nquote_limit = 20\n')
        read.run("brief", "--out", "b.md")
        text = (read.folder / "b.md").read_text()
        assert "**TLP:RED**" in text
        assert "cut to 20 characters" in text

    def test_nothing_found(self, read: Desk) -> None:
        told = read.run("brief", "--out", "b.md", "--since", "2030-01-01", status=2).stderr
        assert "nothing in the ledger meets these conditions" in told
        assert not (read.folder / "b.md").exists()

    def test_weighing_is_left_out_where_it_is_told_to(self, read: Desk) -> None:
        read.run("brief", "--out", "b.md", "--weigh", "0")
        assert "were not looked for: it was not asked for" in (read.folder / "b.md").read_text()

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "where is it to be written?"),
            (("--title", "x"), "where is it to be written?"),
            (("--html", "a.html", "--out", "b.md"), "goes with none of the options of a brief"),
            (("--html", "a.html", "--tlp", "RED"), "goes with none of the options of a brief"),
            (("--html", "a.html", "--digest", "daily"), "goes with none of the options of a brief"),
            (("--out", "b.md", "--sound"), "--sound goes with --html alone"),
            (("--digest", "daily", "--source", "x"), "it takes no conditions"),
            (("--digest", "daily", "--weigh", "1"), "it takes no conditions"),
            (("--out", "b.md", "--again"), "--again goes with --digest alone"),
        ],
    )
    def test_what_does_not_go_together(self, read: Desk, words: tuple[str, ...], told: str) -> None:
        assert told in read.run("brief", *words, status=2).stderr

    def test_the_page_of_before_still_works(self, read: Desk) -> None:
        assert "a.html: 1 statement in 1 document" in read.run("brief", "--html", "a.html").stderr


class TestNew:
    def test_since_the_last_brief(self, read: Desk) -> None:
        read.run("brief", "--out", "one.md", "--new-since", "last")
        assert "## What is new" in (read.folder / "one.md").read_text()
        read.run("brief", "--out", "two.md", "--new-since", "last")
        text = (read.folder / "two.md").read_text()
        assert "Nothing new: no statement came in since the last brief, " in text
        assert "## Known before" in text
        read.run("read", read.write("more.txt", STRIKE.replace("dockers", "porters")))
        read.run("brief", "--out", "three.md", "--new-since", "last")
        assert "2 statements in 2 texts, 1 of them new." in (read.folder / "three.md").read_text()

    @pytest.mark.parametrize("time", ["2020-01-01", "2020-01-01T06:00"])
    def test_since_a_time(self, read: Desk, time: str) -> None:
        read.run("brief", "--out", "b.md", "--new-since", time)
        assert "## Known before" not in (read.folder / "b.md").read_text()

    @pytest.mark.parametrize("time", ["yesterday", "2020-13-01", "2020-01-01T25:00", "2020"])
    def test_what_is_no_time(self, read: Desk, time: str) -> None:
        assert "is no time" in read.run("brief", "--out", "b.md", "--new-since", time, status=2).stderr


class TestDigest:
    def test_it_is_written_once(self, read: Desk) -> None:
        first = read.run("brief", "--digest", "daily")
        (file,) = (read.folder / "house" / "briefs").iterdir()
        assert file.name.startswith("daily-") and file.suffix == ".html"
        assert f"{file}: nothing new, TLP:AMBER" in first.stderr
        before = file.read_bytes()
        assert "is there already; it was left as it is" in read.run("brief", "--digest", "daily").stderr
        assert "nothing new" in read.run("brief", "--digest", "daily", "--again").stderr
        assert file.read_bytes() == before

    def test_forms_and_folder_of_the_config(self, read: Desk) -> None:
        read.write("purport.toml", '[brief]\nfolder = "out"\nformats = ["docx", "md"]\n')
        read.run("brief", "--digest", "weekly")
        assert sorted(file.suffix for file in (read.folder / "out").iterdir()) == [".docx", ".md"]
        read.run("brief", "--digest", "weekly", "--format", "html", "--tlp", "CLEAR")
        assert "TLP:CLEAR" in next((read.folder / "out").glob("*.html")).read_text()

    def test_into_a_file_of_ones_own(self, read: Desk) -> None:
        assert "mine.md: nothing new, TLP:AMBER" in read.run("brief", "--digest", "daily", "--out", "mine.md").stderr
        assert "is there already" in read.run("brief", "--digest", "daily", "--out", "mine.md").stderr
        assert "Nothing new: no statement came in from " in (read.folder / "mine.md").read_text()

    def test_a_watch_writes_it(self, read: Desk) -> None:
        read.write("purport.toml", '[brief]\ndigest = "daily"\n')
        (read.folder / "in").mkdir()
        read.run("sources", "add", str(read.folder / "in"), "--name", "In")
        told = [json.loads(line) for line in read.run("watch", "--once", "--json").stdout.splitlines()]
        (one,) = [line for line in told if line["what"] == "brief"]
        assert one["subject"].endswith(".html")
        read.run("brief", "--digest", "daily", "--again")
        (read.folder / "house" / "briefs.jsonl").unlink()
        plain = read.run("watch", "--once")
        assert ".html is written: nothing new" in plain.stdout
        assert ", 1 digest" in plain.stderr


class TestSettings:
    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ('tlp = "PINK"', 'expected one of "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"'),
            ('at = "6"', 'expected a time of day in quotes, as "06:00"'),
            ('at = "24:00"', "expected a time of day"),
            ('formats = ["odt"]', 'expected a list of "html", "pdf", "docx", "md"'),
            ("formats = []", "expected a list of"),
            ("quote_limit = 3", "expected a whole number, 20 or more"),
            ('digest = "hourly"', 'expected one of "none", "daily", "weekly"'),
        ],
    )
    def test_what_is_wrong(self, desk: Desk, line: str, told: str) -> None:
        desk.write("purport.toml", f"[brief]\n{line}\n")
        error = desk.run("brief", "--out", "b.md", status=2).stderr
        assert "purport.toml:2: brief." in error
        assert told in error

    def test_doctor_knows_the_extra(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def check(status: int = 0) -> dict[str, str]:
            lines = map(json.loads, desk.run("doctor", "--json", status=status).stdout.splitlines())
            return next(one for one in lines if one["name"] == "PDF briefs")

        assert check()["told"].startswith("typst 0.")
        monkeypatch.setattr(pdf, "missing", lambda: "typst not installed")
        assert (check()["state"], check()["advice"]) == ("note", "pip install 'purport[pdf]'")
        desk.write("purport.toml", '[brief]\ndigest = "daily"\nformats = ["pdf"]\n')
        assert check(3)["state"] == "missing"
        desk.write("purport.toml", '[brief]\nfonts = ["none"]\n')
        assert "there is no folder" in check(3)["told"]

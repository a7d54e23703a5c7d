"""The file of sources: what it may hold, how it is refused, and how it is added to."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.config import Source, load, load_sources
from purport.config.sources import duration, saved, seconds, sources_in, with_sources, written
from purport.errors import InstructionError

TWO = """\
# the desk's list

[[source]]
name = "Morning Courier"
url = "https://courier.example/feed.xml"
owner = "Courier Holdings"
country = "LB"
language = "ar"
reliability = "C"
every = "5m"
follow = false

[[source]]
name = "drop folder"
kind = "folder"
url = "incoming"
"""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://desk:hunter2@courier.example/feed.xml", "logs in nowhere"),
        ("https://hunter2@courier.example/", "logs in nowhere"),
        ("https://desk:hunter2@[courier/", "no address"),
    ],
)
def test_a_login_in_an_address_is_refused_and_not_told(url, words, tmp_path):
    fault = refused(f'[[source]]\nname = "a"\nurl = "{url}"\n', tmp_path)
    assert (fault.code, str(tmp_path / "sources.toml:3: url")) == ("sources-value", fault.subject)
    assert words in fault.message
    assert "hunter2" not in str(fault)


def refused(text, tmp_path):
    with pytest.raises(InstructionError) as caught:
        sources_in(text, tmp_path / "sources.toml")
    return caught.value


def test_every_key_is_taken(tmp_path):
    courier, folder = sources_in(TWO, tmp_path / "sources.toml")
    assert (courier.name, courier.kind, courier.every, courier.follow) == ("Morning Courier", "feed", 300, False)
    assert (courier.owner, courier.country, courier.language, courier.reliability) == (
        "Courier Holdings",
        "LB",
        "ar",
        "C",
    )
    assert folder.url == str(tmp_path / "incoming")
    assert (folder.reliability, folder.every, folder.local, courier.local) == ("F", 900, True, False)


@pytest.mark.parametrize(
    ("text", "line", "name", "code", "words"),
    [
        ("[[source]\n", 1, "", "sources-syntax", "not TOML"),
        ('[sources]\nx = 1\n', 1, "sources", "sources-key", "unknown section"),
        ('\n\n[source]\nname = "a"\n', 3, "source", "sources-value", "two brackets"),
        ('source = "x"\n', 1, "source", "sources-value", "two brackets"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nlanguge = "ar"\n', 4, "languge", "sources-key", "language"),
        ('[[source]]\nname = "a"\n', 1, "source 1", "sources-value", "no url"),
        ('[[source]]\nurl = "https://a.example/"\n', 1, "source 1", "sources-value", "no name"),
        ('[[source]]\nname = "a"\nurl = "a/b"\n', 3, "url", "sources-value", "http"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nreliability = "G"\n', 4, "reliability", "sources-value", '"A"'),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nevery = 15\n', 4, "every", "sources-value", "15m"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nevery = "0s"\n', 4, "every", "sources-value", "length"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\ncountry = "Lebanon"\n', 4, "country", "sources-value", "3166"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nfollow = "no"\n', 4, "follow", "sources-value", "true"),
        ('[[source]]\nname = """a\nb"""\nurl = "https://a.example/"\n', 2, "name", "sources-value", "one line"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, line, name, code, words):
    error = refused(text, tmp_path)
    where = f"{tmp_path / 'sources.toml'}:{line}" + (f": {name}" if name else "")
    assert (error.subject, error.code, error.exit_status) == (where, code, 2)
    assert words in str(error)


def test_two_of_one_name(tmp_path):
    text = TWO + '\n[[source]]\nname = "MORNING courier"\nurl = "https://b.example/"\n'
    error = refused(text, tmp_path)
    assert error.code == "sources-twice"
    assert ":19: name" in error.subject


def test_a_fault_in_a_long_file_is_found_at_once(tmp_path):
    text = "\n".join(f'[[source]]\nname = "s{n}"\nurl = "https://s{n}.example/"\n' for n in range(600))
    bad = text.replace('url = "https://s411.example/"', 'url = "gopher://s411.example/"')
    line = bad[: bad.index("gopher")].count("\n") + 1
    assert refused(bad, tmp_path).subject.endswith(f":{line}: url")


def test_a_missing_file_and_one_that_is_not_utf8(tmp_path):
    with pytest.raises(InstructionError) as caught:
        load_sources(tmp_path / "none.toml")
    assert caught.value.code == "no-sources"
    (tmp_path / "latin.toml").write_bytes(b'[[source]]\nname = "caf\xe9"\n')
    with pytest.raises(InstructionError) as caught:
        load_sources(tmp_path / "latin.toml")
    assert caught.value.code == "sources-encoding"


def test_adding_leaves_what_stands_there(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(TWO.rstrip("\n"))
    file.chmod(0o640)
    saved(file, [Source(name='the "Gazette"', url="https://g.example/?a=1&b=\\", every=90)])
    assert file.read_text().startswith(TWO)
    assert load_sources(file)[2] == Source(name='the "Gazette"', url="https://g.example/?a=1&b=\\", every=90)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["sources.toml"]


def test_adding_a_name_that_is_taken_changes_nothing(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(TWO)
    with pytest.raises(InstructionError) as caught:
        saved(file, [Source(name="drop FOLDER", url="https://b.example/")])
    assert caught.value.code == "sources-twice"
    assert file.read_text() == TWO


def test_many_processes_add_at_once(tmp_path):
    code = (
        "import sys, pathlib; from purport.config import Source; from purport.config.sources import saved\n"
        "for n in range(5): saved(pathlib.Path(sys.argv[1]), [Source(name=f'{sys.argv[2]}-{n}', url='https://a.example/')])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "sources.toml")]
    running = [subprocess.Popen([*command, str(n)]) for n in range(3)]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert len(load_sources(tmp_path / "sources.toml")) == 15


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40))
def test_any_name_comes_back(name):
    from pathlib import Path

    if not any(c.isalnum() for c in name):
        return
    source = Source(name=name.strip(), url="https://a.example/feed", reliability="B", delay=2.5)
    try:
        (again,) = sources_in(written(source), Path("/nowhere/sources.toml"))
    except InstructionError:
        assert not source.name.strip()
        return
    assert again == source


def test_a_text_without_a_source_takes_one(tmp_path):
    file = tmp_path / "sources.toml"
    one = Source(name="a", url="https://a.example/")
    assert sources_in(with_sources("# nothing yet", [one], file), file) == (one,)
    assert sources_in(with_sources("", [one], file), file) == (one,)


@pytest.mark.parametrize("text", ["1s", "90s", "15m", "2h", "1d", "366d"])
def test_lengths_of_time(text):
    assert seconds(duration(seconds(text))) == seconds(text)


@pytest.mark.parametrize("value", ["", "0s", "5", "m", "-1m", "1w", "367d", 5, None, "٣m "])
def test_what_is_no_length_of_time(value):
    with pytest.raises(ValueError, match="no length of time"):
        seconds(value)


def test_the_file_lies_beside_the_config_or_in_the_house(tmp_path):
    (tmp_path / "purport.toml").write_text("[collect]\n")
    assert load(tmp_path / "purport.toml", {}, tmp_path).sources == tmp_path / "sources.toml"
    (tmp_path / "purport.toml").write_text('[collect]\nsources = "lists/war.toml"\n')
    assert load(tmp_path / "purport.toml", {}, tmp_path).sources == tmp_path / "lists" / "war.toml"
    assert load(None, {"PURPORT_HOME": "/srv/desk"}, tmp_path / "none").sources.as_posix() == "/srv/desk/sources.toml"

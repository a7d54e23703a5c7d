"""Every strange thing a user may hand in, in one round: a clear error each, the rest goes on, nothing is lost."""

import io
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from purport.errors import LedgerError, PurportError
from purport.records import Filter
from purport.rounds.house import House
from purport.rounds.outcomes import Failed, ReadDocument, ReadOptions
from tests.rounds.fast import fast_house

ROOT = Path(__file__).resolve().parents[2]
GOOD = (
    "The mayor of Arden said on Monday that the bridge was shut to lorries, and that buses would go round by the dam.\n"
)
ARABIC = "قال رئيس البلدية يوم الاثنين إن الجسر مغلق أمام الشاحنات حتى إشعار آخر بسبب أعمال الصيانة.\n"
LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
{entities}]><rss version="2.0"><channel><title>&lol9;</title><item><title>x</title><description>&lol9;</description></item>
</channel></rss>""".format(
    entities="\n".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(2, 10)).replace("&lol1;", "&lol;")
)


def encrypted_pdf() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 200, 300, fill=1)
    canvas.save()
    return out.getvalue()


UNREADABLE = {
    "empty.txt": b"",
    "blank.txt": b" \n\n \t",
    "binary.txt": bytes(range(256)) * 64,
    "no-article.html": b"<html><head><title></title></head><body><nav><a href='/'>Home</a></nav></body></html>",
    "laughs.xml": LAUGHS.encode(),
    "encrypted.pdf": encrypted_pdf(),
    "pictures.pdf": picture_pdf(),
    "torn.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "torn.docx": b"PK\x03\x04" + b"\0" * 60,
}
READABLE = {
    "broken-utf8.txt": GOOD.encode()[:40] + b"\xff\xfe\xc3(" + GOOD.encode()[40:],
    "utf16.txt": GOOD.encode("utf-16"),
    "windows-1256.txt": (ARABIC * 5).encode("windows-1256"),
    "arabic.txt": ARABIC.encode(),
    "bidi.txt": ("\u202e\u200f" + GOOD + "\u200b\u2067" + ARABIC + "\u2069😀\n").encode(),
    "one-line.txt": (GOOD.replace("\n", " ") * 2000).encode(),
    "crlf.txt": GOOD.replace("\n", "\r\n").encode(),
}


@pytest.fixture
def house(tmp_path):
    with fast_house(tmp_path / "home") as house:
        yield house


def written(folder: Path, files: dict[str, bytes]) -> list[str]:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in files]


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_named_kept_and_passed_over(house, tmp_path, name):
    targets = written(tmp_path / "in", {name: UNREADABLE[name], "good.txt": GOOD.encode()})
    bad, good = house.read(targets)
    assert isinstance(bad, Failed)
    assert isinstance(bad.error, PurportError)
    assert Path(name).stem in str(bad.error)
    assert bad.error.code
    assert isinstance(good, ReadDocument)
    assert len(list(house.ledger.exhibits())) == 2
    assert house.verify().holds


@pytest.mark.parametrize("name", READABLE)
def test_a_strange_but_readable_file_is_read_with_exact_offsets(house, tmp_path, name):
    (outcome,) = house.read(written(tmp_path / "in", {name: READABLE[name]}))
    assert isinstance(outcome, ReadDocument), outcome
    assert any(word in outcome.row.document.text for word in ("mayor", "البلدية"))
    (row,) = house.rows(Filter())
    (span,) = row.statement.content
    assert span.of(outcome.row.document.text) == row.content_words
    assert house.verify().holds


def test_deeply_nested_markup_is_read_or_refused_but_never_crashes(house, tmp_path):
    deep = "<html><body>" + "<div>" * 10_000 + f"<p>{GOOD * 5}</p>" + "</div>" * 10_000 + "</body></html>"
    outcomes = list(house.read(written(tmp_path / "in", {"deep.html": deep.encode(), "good.txt": GOOD.encode()})))
    assert len(outcomes) == 2
    assert isinstance(outcomes[1], ReadDocument)
    assert house.verify().holds


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_fifty_megabytes_are_kept_and_said_to_be_too_long(house, tmp_path):
    data = (GOOD * (50_000_000 // len(GOOD) - 1)).encode()
    bad, good = house.read(written(tmp_path / "in", {"huge.txt": data, "good.txt": GOOD.encode()}))
    assert isinstance(bad, Failed)
    assert bad.error.code == "too-long"
    assert isinstance(good, ReadDocument)
    assert house.vault.fetch(house.document("huge").document.exhibit) == data


class Site(BaseHTTPRequestHandler):
    """A site with bad manners."""

    page = f"<html><head><title>Bridge</title></head><body><article>{f'<p>{GOOD}</p>' * 5}</article></body></html>".encode()

    def do_GET(self):
        getattr(
            self, "answer_" + self.path.strip("/").split("/")[0].replace(".", "_").replace("-", "_"), self.missing
        )()

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self):
        self.send(404, b"nothing here")

    def answer_page(self):
        self.send(200, self.page, Content_Type="text/html")

    def answer_circle(self):
        self.send(302, Location="/circle")

    def answer_slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.3)

    def answer_short(self):
        self.send(200, self.page[:100], Content_Type="text/html", Content_Length=str(len(self.page)))
        self.close_connection = True

    def answer_liar(self):
        self.send(200, bytes(range(256)) * 20, Content_Type="text/html")

    def answer_type_liar(self):
        self.send(200, self.page, Content_Type="image/png")

    def log_message(self, *_):
        pass


@contextmanager
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_private_address_is_refused_unless_allowed(house):
    with site() as base:
        (refused,) = house.read([f"{base}/page"])
    assert isinstance(refused, Failed)
    assert "private" in str(refused.error) or "loopback" in str(refused.error)


def test_a_site_with_bad_manners_costs_only_its_own_pages(tmp_path):
    config = tmp_path / "purport.toml"
    config.write_text("[collect]\nallow_private = true\ntimeout_seconds = 0.7\n")
    from purport.config import load
    from tests.rounds.fast import FastHouse

    pages = ["circle", "slow", "short", "liar", "missing", "page", "type-liar"]
    with site() as base, FastHouse(load(config, {"PURPORT_HOME": str(tmp_path / "home")}, tmp_path)) as house:
        outcomes = list(house.read([f"{base}/{page}" for page in pages]))
        assert house.verify().holds
    failed = dict(zip(pages, (isinstance(o, Failed) for o in outcomes), strict=True))
    assert failed == {page: page not in ("page", "type-liar") for page in pages}
    assert all(base in str(o.error) for o in outcomes if isinstance(o, Failed))


LIMITED = """
import resource, signal, sys
from purport.read.extract.language import language_of
language_of("its model is unpacked into a temporary file, once")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
from pathlib import Path
from purport.errors import HouseError
from tests.rounds.fast import fast_house
try:
    with fast_house(Path(sys.argv[1])) as house:
        for _ in house.read([sys.argv[2]]):
            pass
except HouseError as error:
    print(error.code, error)
    sys.exit(error.exit_status)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on file size")
@pytest.mark.parametrize("limit", [30_000, 200_000, 400_000])
def test_a_disk_that_fills_up_stops_the_run_and_loses_nothing(tmp_path, limit):
    folder = tmp_path / "in"
    written(folder, {f"{n:03}.txt": (f"{n} " + GOOD * 300).encode() for n in range(20)})
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "home"), str(folder), str(limit)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 3, run.stderr
    assert "Traceback" not in run.stderr
    with fast_house(tmp_path / "home") as house:
        assert _holds_or_never_began(house)
        assert sum(isinstance(o, ReadDocument) for o in house.read([str(folder)], ReadOptions())) == 20
        assert house.verify().holds


def _holds_or_never_began(house: House) -> bool:
    """Whether a ledger holds, or there was not even room to make one, and the house says so."""
    try:
        return house.verify().holds
    except LedgerError as fault:
        return fault.code == "no-ledger"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    (story,) = written(tmp_path / "in", {"good.txt": GOOD.encode()})
    with pytest.raises(PurportError, match="home"), fast_house(home) as house:
        list(house.read([story]))

"""Messages over real loopback servers: SMTP, webhook and the Atom file."""

import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import feedparser
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from purport.alerts.delivery.feed import atom, written
from purport.alerts.delivery.mail import letter, mailed
from purport.alerts.delivery.webhook import hooked
from purport.alerts.told import Matter, Message, headline
from purport.collect.telling import Net, told
from purport.errors import PurportError, Refused, Unreachable
from purport.records import Act, Carrier, Certainty, Hop
from purport.records.alerts import Member
from tests.alerts.build import lists, news
from tests.collect.site import own_certificate
from tests.ledger.build import NOON

CHAIN = (
    Hop("Northwire", Certainty.ATTRIBUTED),
    Hop("سمير حداد", Certainty.PURPORTED, Carrier.AUDIO, "an audio recording"),
)


def matter(content="attack the convoy\r\nBcc: all@example.org\x1b[2J", number=12):
    one = news(
        content, chain=CHAIN, act=Act.CALLS_FOR, violent=True, targets=("the convoy",), origin="https://c.example/1"
    )
    member = Member(number, one.subject, (("Calls", ("violence",)),), "", 1.0, True, NOON, 1)
    return Matter(number, "Calls", (member, one))


def message(*matters):
    return Message("digest" if len(matters) > 1 else "alert", matters or (matter(),), NOON)


def delivery(keys):
    return lists("", deliveries=f'[[delivery]]\nname = "desk"\n{keys}').deliveries[0]


def test_every_form_tells_chain_and_certainty():
    one = message()
    for text in (one.subject, one.text, json.dumps(one_json(one), ensure_ascii=False)):
        assert "Northwire <- سمير حداد (audio recording, purported)" in text
        assert "\x1b" not in text.replace("\\u001b", "")
    assert "[purported]" in headline(one.matters[0])
    assert "Said to have been said:" in one.text
    assert "does not say that it is true" in one.text


def one_json(one):
    from purport.alerts.told import as_json

    return as_json(one)


class Box:
    """Takes letters in."""

    def __init__(self, refuse=False):
        self.letters, self.refuse = [], refuse

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "554 no" if self.refuse else "250 OK"


@contextmanager
def smtp(box, **more):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def mail(port, keys):
    base = 'kind = "email"\nto = ["a@example.org", "b@example.org"]\nsender = "p@example.org"\nserver = "127.0.0.1"\n'
    return delivery(f"{base}port = {port}\n{keys}")


def read(envelope):
    from email import message_from_bytes, policy

    return message_from_bytes(envelope.content, policy=policy.default)


@contextmanager
def talking(*answers):
    """A server that gives these answers whatever is said; one without an end drips."""

    def talk():
        line, _ = server.accept()
        with line, suppress(OSError):
            for answer in filter(None, answers):
                drips = not answer.endswith(b"\n") and answer
                for n in range(len(answer) if drips else 1):
                    line.sendall(answer[n : n + 1] if drips else answer)
                    time.sleep(0.02 if drips else 0)
                heard = line.recv(4096)
                while answer.startswith(b"354") and not heard.endswith(b"\r\n.\r\n"):
                    heard += line.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=talk)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestMail:
    def test_a_letter_arrives_and_says_the_same_when_sent_again(self):
        box = Box()
        with smtp(box) as port:
            for _ in range(2):
                mailed(mail(port, 'security = "none"'), message())
        first, second = map(read, box.letters)
        assert box.letters[0].rcpt_tos == ["a@example.org", "b@example.org"]
        assert "سمير حداد" in first["Subject"]
        assert first["Bcc"] is None
        assert first.get_content().replace("\r\n", "\n") == message().text
        assert first["Message-ID"] == second["Message-ID"]

    def test_starttls_and_login(self, tmp_path, monkeypatch):
        server = own_certificate(tmp_path)
        client = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        seen = []

        def authenticator(_server, _session, _envelope, _mechanism, data):
            seen.append(data.password)
            return AuthResult(success=data.password == b"s3cret", handled=False)

        box = Box()
        with smtp(box, tls_context=server, authenticator=authenticator, auth_required=True) as port:
            one = mail(port, 'user = "desk"\npassword_env = "SMTP_PASSWORD"')
            monkeypatch.setenv("SMTP_PASSWORD", "s3cret")
            mailed(one, message(), client)
            monkeypatch.setenv("SMTP_PASSWORD", "wrong-one")
            with pytest.raises(Refused) as caught:
                mailed(one, message(), client)
            with pytest.raises(Unreachable) as untrusted:
                mailed(one, message())
        assert len(box.letters) == 1
        assert caught.value.code == "smtp-login"
        assert "wrong-one" not in str(caught.value) + repr(caught.value.__cause__)
        assert untrusted.value.code == "tls"

    def test_tls_from_the_first_byte(self, tmp_path):
        server, box = own_certificate(tmp_path), Box()
        client = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        with smtp(box, ssl_context=server) as port:
            mailed(mail(port, 'security = "tls"'), message(), client)
            with pytest.raises(Unreachable) as untrusted:
                mailed(mail(port, 'security = "tls"'), message())
        assert (len(box.letters), untrusted.value.code) == (1, "tls")

    def test_a_server_without_tls_gets_nothing(self):
        box = Box()
        with smtp(box) as port, pytest.raises(Refused, match="does not offer"):
            mailed(mail(port, ""), message())
        assert box.letters == []

    def test_a_refusal_and_nobody_there(self):
        with smtp(Box(refuse=True)) as port, pytest.raises(Refused, match="554"):
            mailed(mail(port, 'security = "none"'), message())
        with pytest.raises(Unreachable) as caught:
            mailed(mail(port, 'security = "none"'), message())
        assert caught.value.code == "smtp-unreachable"

    def test_those_who_can_have_it_get_it_once_and_the_others_are_named(self):
        class Choosy(Box):
            async def handle_RCPT(self, server, session, envelope, address, _options):
                if address.startswith("b@"):
                    return "550 no such person"
                envelope.rcpt_tos.append(address)
                return "250 OK"

        box = Choosy()
        with smtp(box) as port, pytest.raises(Refused, match=r"for b@example\.org; the others have it") as caught:
            mailed(mail(port, 'security = "none"'), message())
        assert caught.value.code == "smtp-partly-refused"
        assert [one.rcpt_tos for one in box.letters] == [["a@example.org"]]

    @pytest.mark.parametrize("farewell", [b"421 going down\r\n", b""])
    def test_a_poor_farewell_is_no_failure(self, farewell):
        with talking(b"220 x\r\n", b"250 x\r\n", *[b"250 OK\r\n"] * 3, b"354 go\r\n", b"250 OK\r\n", farewell) as port:
            mailed(mail(port, 'security = "none"'), message())

    @pytest.mark.parametrize("step", [0, 1, 4])
    def test_a_server_that_drips_is_given_up(self, step):
        told = [b"220 x\r\n", b"250 x\r\n", *[b"250 OK\r\n"] * 3][:step]
        with talking(*told, b"2" * 500) as port, pytest.raises(Unreachable, match="took too long") as caught:
            mailed(mail(port, 'security = "none"'), message(), longest=0.3)
        assert caught.value.code == "smtp-unreachable"

    def test_a_line_break_in_a_name_makes_no_header(self):
        assert "\n" not in str(letter(mail(25, 'security = "none"'), message())["Subject"])


@contextmanager
def hook(status=200):
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/in?key=k3y", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class TestWebhook:
    def test_json_arrives_signed(self, monkeypatch):
        monkeypatch.setenv("HOOK_KEY", "k")
        with hook() as (url, got):
            one = delivery(f'kind = "webhook"\nurl = "{url}"\nsecret_env = "HOOK_KEY"\nallow_private = true')
            hooked(one, message(), told)
        ((path, headers, body),) = got
        assert path == "/in?key=k3y"
        stamp = headers["X-Purport-Timestamp"]
        right = hmac.new(b"k", stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert headers["X-Purport-Signature"] == f"sha256={right}"
        given = json.loads(body)
        assert (given["format"], given["kind"], given["id"]) == (1, "alert", headers["X-Purport-Message"])
        assert given["alerts"][0]["statements"][0]["statement"]["certainty"] == "purported"

    @pytest.mark.parametrize("status", [302, 404, 500])
    def test_only_success_is_success_and_redirects_are_not_followed(self, status):
        with hook(status) as (url, got), pytest.raises(Unreachable) as caught:
            told(url, b"{}", (), True)
        assert (caught.value.code, len(got)) == (f"http-{status}", 1)
        assert "k3y" not in str(caught.value)

    def test_private_addresses_are_refused_also_behind_a_name(self):
        with hook() as (url, got):
            for address, net in ((url, Net()), ("http://hooks.example/", Net(resolve=lambda *_: ["127.0.0.1"]))):
                with pytest.raises(Refused) as caught:
                    told(address, b"{}", (), False, net)
                assert caught.value.code == "private-address"
        assert got == []

    def test_nobody_there_and_no_answer(self):
        with pytest.raises(Unreachable) as caught:
            told("http://127.0.0.1:1/", b"{}", (), True)
        assert caught.value.code == "no-connection"
        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable) as slow:
            told(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"{}", (), True, Net(seconds=0.2))
        assert slow.value.code == "timeout"


class TestFeed:
    def test_it_is_read_back(self, tmp_path):
        file = tmp_path / "new" / "alerts.xml"
        written(file, atom("desk", [(matter("one\ufffe & <two>\x00"), NOON), (matter(number=13), NOON)], NOON))
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo
        assert [len({e.id for e in found.entries}), found.entries[0].links[0].href] == [2, "https://c.example/1"]
        assert "one & <two><U+0000>" in found.entries[0].content[0].value
        assert file.stat().st_mode & 0o777 == 0o644
        assert [p.name for p in file.parent.iterdir()] == ["alerts.xml"]

    def test_an_empty_one_is_valid(self):
        assert not feedparser.parse(atom("desk", [], NOON)).bozo

    def test_a_place_that_cannot_be_written(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(PurportError) as caught:
            written(tmp_path / "file" / "alerts.xml", b"")
        assert caught.value.code == "feed-unwritable"

"""What the OWASP ASVS (5.0, level 1) asks of a desk, where no other test shows it; the table is in docs/why/desk-security.md."""

from __future__ import annotations

import re
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from purport.desk.web.app import app_of
from purport.desk.web.serve import Place, configured
from purport.desk.web.settings import Oidc, Settings
from purport.ledger.port import Filing
from purport.records import Filter, PlaceMark, Precision, Role, Span
from purport.records.access import Rank, Scope
from purport.rounds.doorkeeping import account_of, hashed, token_of
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, Watch, calling, house_in
from tests.desk.web.test_door import OPEN, routes
from tests.desk.web.test_story import Outline
from tests.ledger.stories import document, filed, reading, said

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
DESK = ROOT / "src/purport/desk/web"
PAGE = ROOT / "docs/why/desk-security.md"
NEW = "nine slow barges under the moon"
MARKUP = (
    "\"'></title></textarea></bdi><script>alert(1)</script><svg onload=alert(2)><img src=x onerror=alert(3)>"
    "<iframe srcdoc=x></iframe>{{ 7*7 }}<b style=x>\u202ejavascript:alert(4)"
)
"""Markup, a template, an attribute's end and a character that turns the line round, all in one name."""
TAGS = {"script", "svg", "img", "iframe", "textarea", "object", "embed", "base", "style"}


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def home(tmp_path, watch):
    """A house without stories, with the accounts of a reader, an analyst and an admin."""
    with house_in(tmp_path, watch) as opened:
        for name, rank in (("rhea", Rank.READER), ("anna", Rank.ANALYST), ("ada", Rank.ADMIN)):
            opened.access().add(account_of(name, rank, PASSWORD, NOON))
        yield opened


@pytest.fixture
def caller(home):
    """The analyst, logged in."""
    with calling(web_desk(home)) as one:
        assert one.enter("anna").status_code == 303
        yield one


# Hostile text (V1.2.1, V1.2.3, V3.2.2)


def hostile() -> list[Filing]:
    """Stories in which every field that a source fills is markup; one of them in Arabic."""
    made = []
    for number, language in enumerate(("en", "ar")):
        text = f"{MARKUP} Junior said on Friday that rain {MARKUP} fell at {MARKUP} Bay.\n\nSigned {MARKUP} himself."
        doc = document(
            text,
            f"javascript:alert(5)/{MARKUP}{number}.txt",
            **dict.fromkeys(("title", "outlet", "agency", "author", "dateline_place", "correction"), MARKUP),
            language=language,
            notes=(MARKUP,),
        )
        start = text.rindex(MARKUP, 0, text.rindex(" Bay"))
        span = Span(start, start + len(MARKUP))
        place = PlaceMark(span, MARKUP, MARKUP, None, 51.0, 3.0, Precision.SETTLEMENT, Role.LITERAL, 0.9, MARKUP, 1.0)
        one = said(
            doc,
            f"rain {MARKUP} fell at {MARKUP} Bay",
            f"{MARKUP} Junior",
            targets=(MARKUP,),
            addressee=MARKUP,
            reason=MARKUP,
            places=(MARKUP,),
        )
        made.append(Filing(doc, reading(doc, one, places=(place,))))
    return made


@pytest.fixture
def markup(home):
    """A desk whose ledger is full of hostile text, its client, and the addresses of all its pages."""
    filed(home.ledger, *hostile())
    row = home.rows(Filter())[0]
    story, mark, speaker = row.document, row.statement.id, quote(f"{MARKUP} Junior", safe="")
    with calling(web_desk(home)) as one:
        one.enter("anna")
        one.post("/searches", {"name": MARKUP.replace("\u202e", "")[:80], "query": "words=rain"})
        told = one.get("/map?west=2&south=50&east=4&north=52").text
        places = re.findall(r'"(/map/at/[^"]+)"', told)
        query = quote(MARKUP, safe="")
        pages = [
            *("/", f"/story/{story}", f"/story/{story}?statement={mark}", "/map", "/timeline", "/matters", "/account"),
            *("/map?west=2&south=50&east=4&north=52", f"/speaker?name={speaker}", f"/speaker?name={query}"),
            *(place.replace("&amp;", "&") for place in places[:3]),
            *(
                f"{at}?{name}={query}"
                for at in ("/", "/timeline", "/map")
                for name in ("words", "source", "place", "act")
            ),
            *(f"/{at}/{query}" for at in ("story", "matter", "recording", "statement", "map/at", "nothing")),
            *(f"/matters?least={query}", f"/stream/news?source={query}", f"/login?next={query}"),
        ]
        assert len(places) >= 1
        yield one, pages


def test_no_field_of_a_story_ever_becomes_markup(markup):
    client, pages = markup
    shown = 0
    for address in pages:
        answer = client.get(address)
        assert answer.status_code in (200, 303, 400, 404, 422), address
        page = answer.text
        assert "<script>alert" not in page and "<svg onload" not in page and "<img src=x" not in page, address
        assert "\u202e" not in page and "<iframe" not in page and "<b style" not in page, address
        shown += "&lt;script&gt;alert(1)" in page
        for tag, given in Outline(page).attributes:
            assert not [name for name in given if name.startswith("on")], (address, tag, given)
            assert not str(given.get("href", "")).lower().startswith(("javascript:", "data:")), (address, given)
            assert tag != "script" or str(given.get("src", "")).startswith("/static/"), (address, given)
    assert shown > 10


def test_it_stays_text_for_programs_too(markup):
    client, _ = markup
    for kind in ("statements", "documents", "places"):
        answer = client.get(f"/api/v1/{kind}")
        assert answer.headers["content-type"].split(";")[0] in ("application/json", "application/geo+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "alert(1)" in answer.text and answer.json()


def test_scripts_write_text_and_run_none():
    """No script of ours makes code or markup out of a string; what is brought in is a whole answer of this desk, by htmx."""
    bad = re.compile(
        r"\beval\(|new Function|document\.write|(?:inner|outer)HTML\s*=|insertAdjacentHTML|setTimeout\(['\"]"
    )
    for script in (DESK / "static").glob("*.js"):
        assert not bad.search(script.read_text("utf-8")), script.name


def test_templates_switch_no_escaping_off():
    for template in (DESK / "templates").glob("*.html"):
        told = template.read_text("utf-8")
        assert "|safe" not in told.replace(" ", "") and "autoescape" not in told, template.name
        assert not re.search(r"<style\b(?![^>]*nonce)|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", told), template.name


# Who may do what (V8.2.1, V8.2.2, V8.3.1, V3.5.1, V3.5.3)


def filled_in(path):
    return path.replace("{name:path}", "x").replace("{version}", "x").replace("{name}", "x").replace("{place}", "1")


def test_every_request_that_changes_something_needs_its_proof(caller):
    unsafe = [(one, path) for path, methods in routes(caller.http.app.inner) for one in methods - {"GET", "HEAD"}]
    assert len(unsafe) >= 7
    for method, path in unsafe:
        answer = caller.http.request(method, filled_in(path), follow_redirects=False)
        assert answer.status_code == 403, (method, path)
        elsewhere = {"origin": "https://elsewhere.example"}
        assert caller.post(filled_in(path), headers=elsewhere).status_code == 403, (method, path)


def test_another_kind_of_authorization_is_no_way_round_the_proof(caller):
    for told in ("Basic YW5uYTp4", "bearer", "Digest x"):
        answer = caller.http.post(
            "/searches",
            data={"name": "a", "query": "act=denies"},
            headers={"authorization": told},
            follow_redirects=False,
        )
        assert answer.status_code == (303 if told == "bearer" else 403)
        assert answer.headers.get("location", "/login").startswith("/login")  # a token that is none opens nothing


def test_a_token_of_another_scope_opens_nothing(home):
    secret, token = token_of("anna", "exports", (Scope.EXPORT,), (NOON, None))
    home.access().give(token)
    with calling(web_desk(home)) as client:
        client.http.headers["authorization"] = f"Bearer {secret}"
        for path, methods in routes(client.http.app.inner):
            if path not in OPEN and "GET" in methods:
                assert client.get(filled_in(path)).status_code == 403, path


def test_a_token_changes_no_password(home):
    secret, token = token_of("anna", "reads", (Scope.READ,), (NOON, None))
    home.access().give(token)
    with calling(web_desk(home)) as client:
        told = {"password": PASSWORD, "new": NEW}
        answer = client.http.post("/account", data=told, headers={"authorization": f"Bearer {secret}"})
        assert answer.status_code == 403


def test_other_methods_are_refused(caller):
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
        assert caller.http.request(method, "/").status_code == 405
    assert caller.post("/map").status_code == 405
    assert caller.get("/logout").status_code == 405


@pytest.mark.parametrize(
    "address", ["/", "/login", "/health", "/static/x/desk.js", "/nowhere", "/logout", "/api/v1/statements?act=no"]
)
def test_who_asks_for_the_head_alone_gets_it_as_by_get(caller, address):
    whole, head = caller.get(address), caller.http.request("HEAD", address, follow_redirects=False)
    assert head.status_code == whole.status_code
    assert head.content == b""
    volatile = {"date", "set-cookie", "content-length"}
    assert {*head.headers} - volatile == {*whole.headers} - volatile


def test_a_head_opens_no_more_than_a_get(home):
    with calling(web_desk(home)) as stranger:
        assert stranger.http.request("HEAD", "/", follow_redirects=False).headers["location"] == "/login"
        assert stranger.http.request("HEAD", "/api/v1/statements").status_code == 401


def test_no_other_page_may_read_answers(caller):
    for address in ("/", "/api/v1/statements", "/login", "/static/x/desk.js"):
        answer = caller.get(address, headers={"origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


# Passwords and sessions (V6, V7)


@pytest.mark.parametrize(
    "password",
    [
        "correcthorse",
        "123456789012",
        "qwertyuiop123",
        "passwordpassword",
        "iloveyou1234",
        "sunshine123456",
        "dragondragon12",
    ],
)
def test_passwords_that_are_tried_first_are_refused(password):
    with pytest.raises(Exception, match="too easily guessed"):
        hashed(password, "ada")


def test_any_characters_make_a_password():
    for password in (
        "الميناء مفتوح أمام السفن",
        "nine slow barges",
        "🜁🜂🜃🜄 vier stille Boote",
        "x" * 3 + "krilgevumptodan" * 20,
    ):
        assert hashed(password, "ada").startswith("$argon2id$")


def test_a_password_counts_exactly_as_it_was_given(home):
    home.access().change("rhea", password=hashed(f"{NEW} ", "rhea"))
    desk = web_desk(home)
    for told, status in ((NEW, 401), (f"{NEW} ".upper(), 401), (f"{NEW} ", 303)):
        with calling(desk) as client:
            assert client.enter("rhea", told).status_code == status
    long = "krilge vump todan " * 56  # more than the longest that there is
    with calling(desk) as client:
        assert client.enter("rhea", long).status_code in (401, 422)


def test_a_password_is_changed_by_who_knows_it(caller, home):
    with calling(web_desk(home)) as other:
        other.enter("anna")
        assert caller.post("/account", {"password": "guess", "new": NEW}).status_code == 403
        assert "not the present password" in caller.post("/account", {"password": "guess", "new": NEW}).text
        assert caller.post("/account", {"password": PASSWORD, "new": "short"}).status_code == 400
        assert other.get("/").status_code == 200
        before = caller.secret
        answer = caller.post("/account", {"password": PASSWORD, "new": NEW})
        assert answer.status_code == 303 and caller.secret != before
        assert "The password is changed" in caller.get(answer.headers["location"]).text
        assert other.get("/").status_code == 303  # every other session is over
        assert other.enter("anna").status_code == 401 and other.enter("anna", NEW).status_code == 303
    assert [one.deed for one in home.access().entries()].count("password changed") == 1


def test_guessing_the_present_password_has_to_wait(caller, watch):
    for _ in range(5):
        caller.post("/account", {"password": "guess", "new": NEW})
    assert caller.post("/account", {"password": PASSWORD, "new": NEW}).status_code == 429
    watch.on(minutes=16)
    assert caller.post("/account", {"password": PASSWORD, "new": NEW}).status_code == 303


def test_who_logs_in_elsewhere_has_no_password_here(home):
    from purport.records.access import Account
    from purport.rounds.doorkeeping import Doorkeeper

    home.access().add(Account("mira", Rank.READER, None, "issuer person", NOON))
    desk = web_desk(home)
    with calling(desk) as client:
        secret = desk.doorkeeper.enter_by("issuer person", "mira", "")
        assert isinstance(desk.doorkeeper, Doorkeeper)
        client.http.cookies.set("purport", secret)
        answer = client.post("/account", {"password": "", "new": NEW})
        assert answer.status_code == 400 and "logs in elsewhere" in answer.text


def test_the_fields_for_passwords_hide_them_and_let_managers_fill_them(home):
    with calling(web_desk(home)) as client:
        pages = [client.get("/login").text]
        client.enter("anna")
        pages.append(client.get("/account").text)
    fields = [
        given for page in pages for tag, given in Outline(page).attributes if given.get("id") in ("password", "new")
    ]
    assert len(fields) == 3
    for given in fields:
        assert given["type"] == "password" and given["autocomplete"] in ("current-password", "new-password")
        assert not {"maxlength", "readonly", "onpaste", "pattern"} & set(given)


def test_logging_in_again_ends_the_session_before(caller, home):
    before = caller.secret
    caller.post("/login", {"name": "rhea", "password": PASSWORD})
    assert caller.secret != before
    with calling(web_desk(home)) as thief:
        thief.http.cookies.set("purport", before)
        assert thief.get("/").status_code == 303


def test_a_session_is_over_in_the_browser_too(caller, watch):
    watch.on(hours=1, minutes=59)
    assert caller.get("/").status_code == 200
    watch.on(hours=2)
    assert caller.get("/").headers["location"] == "/login"
    caller.enter("anna")
    for _ in range(7):
        watch.on(hours=1, minutes=40)
        assert caller.get("/").status_code == 200
    watch.on(hours=1)
    assert caller.get("/").headers["location"] == "/login"


def test_a_secret_that_is_nobodys_opens_nothing(home):
    with calling(web_desk(home)) as client:
        for made_up in ("", "x", "anna", "0" * 43, "../../x"):
            client.http.cookies.set("purport", made_up)
            assert client.get("/").status_code == 303
        assert len({web_desk(home).doorkeeper.secret() for _ in range(100)}) == 100
        assert all(len(web_desk(home).doorkeeper.secret()) >= 43 for _ in range(3))  # 256 bits in base64


def test_no_secret_stands_in_an_address(caller):
    for address in ("/", "/account", "/matters", "/map", "/timeline"):
        page = caller.get(address).text
        for _, given in Outline(page).attributes:
            told = " ".join(str(given.get(name, "")) for name in ("href", "action", "hx-get", "src"))
            assert caller.secret not in page and "csrf=" not in told and "token" not in told


# What comes in (V2.2.1, V5.2.1, V5.2.2, V5.3.2)


def test_no_file_is_taken_in(caller):
    from purport.desk.web.guard import proof_of

    proof = {"x-csrf": proof_of(caller.secret)}
    files = {"query": ("a.html", b"<p>")}
    answer = caller.http.post("/searches", files=files, data={"name": "a"}, headers=proof, follow_redirects=False)
    assert answer.status_code == 422 and "a.html" not in answer.text
    assert caller.http.post("/logout", files=files, follow_redirects=False).status_code == 400


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x; charset=unicode_escape", "text/plain"]
)
@pytest.mark.parametrize("value", [b"\\ud800", b"\xff\xfe", b"\x00", b""])
def test_broken_forms_are_refused(caller, kind, value):
    body = b'--x\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n' + value + b"\r\n--x--\r\n"
    answer = caller.http.post("/logout", content=body, headers={"content-type": kind}, follow_redirects=False)
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("name", ["\x00", "anna\x00", "a" * 1_000, "' OR 1=1 --", "an\u202ena", "ада"])
def test_names_that_no_account_has_are_refused_like_any_other(home, name):
    with calling(web_desk(home)) as client:
        client.get("/login")
        assert client.post("/login", {"name": name, "password": PASSWORD}).status_code == 401
    assert list(home.access().entries())[-1].account == ""


@pytest.mark.parametrize("length", ["²", "9" * 5_000, "-1", "1e9", " 12", "0x10"])
def test_lengths_that_are_none_are_refused(caller, length):
    async def asked():
        sent = []
        scope = {
            "type": "http", "method": "GET", "path": "/login", "query_string": b"", "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"localhost"), (b"content-length", length.encode("latin-1"))],
        }  # fmt: skip

        async def send(message):
            sent.append(message)

        await caller.http.app(scope, None, send)
        return sent[0]["status"]

    import asyncio

    assert asyncio.run(asked()) == 413


@pytest.mark.parametrize(
    "name", ["../ledger.db", "..%2f..%2fledger.db", "%2e%2e/x", "/etc/passwd", "x/../../y", "C:\\x"]
)
def test_no_name_leads_out_of_the_house(caller, name):
    for at in ("/static/x", "/recording", "/story", "/map/at"):
        assert caller.get(f"{at}/{name}").status_code in (404, 422)
    for part in ("sound", "peaks"):
        assert caller.get(f"/recording/{name}/{part}").status_code == 404
    for hidden in (
        "/.git/config",
        "/static/x/.git/config",
        "/purport.toml",
        "/ledger.db",
        "/app.py",
        "/templates/base.html",
    ):
        assert caller.get(hidden).status_code == 404


# What goes out (V3, V4.1.1, V11, V12)


TEXTS = ("text/html", "text/plain", "text/css", "text/javascript", "image/svg+xml")
SENT = {*TEXTS, "application/json", "application/problem+json", "image/png", "font/woff2"}
"""What the desk sends, besides sound and film."""


def test_every_answer_says_what_it_is(caller):
    from purport.desk.web.assets import address, stock

    asked = ["/", "/login", "/matters", "/map", "/timeline", "/account", "/nothing", "/health", "/api/v1/statements"]
    for one in [*asked, *map(address, stock())]:
        answer = caller.get(one)
        if not answer.content:
            continue
        kind = answer.headers["content-type"]
        assert kind.split(";")[0] in SENT, (one, kind)
        assert "charset=utf-8" in kind or not (kind.startswith("text/") or "xml" in kind), (one, kind)


def test_by_tls_every_answer_and_cookie_is_for_tls_alone(home):
    oidc = Oidc("https://login.example", "purport", "x", "the newsroom")
    settings = Settings(secure=True, oidc=oidc)
    with calling(web_desk(home), settings) as client:
        for address in ("/", "/login", "/api/v1/statements", "/static/x/desk.css", "/nothing", "/health"):
            age = int(client.get(address).headers["strict-transport-security"].removeprefix("max-age="))
            assert age >= 365 * 86_400
        told = client.get("/login", headers={"host": "elsewhere.example"})
        assert told.status_code == 421 and "strict-transport-security" in told.headers
        cookie = client.get("/login").headers["set-cookie"]
        assert cookie.startswith("__Host-") and all(
            word in cookie.lower() for word in ("secure", "httponly", "samesite=strict")
        )
    from purport.desk.web.views.oidc import handle_name

    assert handle_name(settings).startswith("__Secure-") and not handle_name(Settings()).startswith("__")


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine and its key, as files."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(NOON).not_valid_after(NOON + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, secret = tmp_path / "desk.pem", tmp_path / "desk.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()))
    return pem, secret


def test_tls_is_new_and_its_ciphers_are_strong(home, certificate):
    config = configured(app_of(web_desk(home)), Place(certificate=certificate[0], key=certificate[1]))
    config.load()
    assert config.ssl.minimum_version >= ssl.TLSVersion.TLSv1_2
    ciphers = config.ssl.get_ciphers()
    assert ciphers and all(one["aead"] for one in ciphers)
    assert all(one["protocol"] == "TLSv1.3" or "ECDHE" in one["name"] for one in ciphers)


def test_no_weak_digest_is_used():
    weak = re.compile(r"hashlib\.(?:md5|sha1)\(|hashlib\.new\(|random\.(?:random|choice|randint)\(")
    for file in DESK.rglob("*.py"):
        assert not weak.search(file.read_text("utf-8")), file.name
    for name in ("doorkeeping.py", "webdesk.py"):
        assert not weak.search((ROOT / "src/purport/rounds" / name).read_text("utf-8"))


def test_faults_tell_nothing_of_the_inside(home, tmp_path):
    from purport.errors import HouseError, SourceError

    class Broken:
        def __init__(self, fault):
            self.fault = fault

        def __getattr__(self, name):
            raise self.fault

    faults = [
        RuntimeError(f"SELECT secret FROM {tmp_path}"),
        HouseError("a file is gone", code="vault-gap", subject=str(tmp_path)),
        KeyError("desk_session"),
        SourceError("cannot be decoded", code="bad-media", subject="message.wav"),
    ]
    for fault in faults:
        desk = replace(web_desk(home), questions=Broken(fault), sights=Broken(fault))
        with calling(desk) as client:
            client.enter("anna")
            for address in ("/", "/api/v1/statements", "/timeline", "/recording/x"):
                told = client.get(address)
                assert told.status_code in (415, 500), address
                for inside in (str(tmp_path), "SELECT", "Traceback", "desk_session", "/src/", ".py"):
                    assert inside not in told.text, (address, inside)


# The table


LEVEL_1 = [
    "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.5.1", "2.1.1", "2.2.1", "2.2.2",
    "2.3.1", "3.2.1", "3.2.2", "3.3.1", "3.4.1", "3.4.2", "3.5.1", "3.5.2", "3.5.3", "4.1.1", "4.4.1",
    "5.2.1", "5.2.2", "5.3.1", "5.3.2", "6.1.1", "6.2.1", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.2.6",
    "6.2.7", "6.2.8", "6.3.1", "6.3.2", "6.4.1", "6.4.2", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.4.1",
    "7.4.2", "8.1.1", "8.2.1", "8.2.2", "8.3.1", "9.1.1", "9.1.2", "9.1.3", "9.2.1", "10.4.1", "10.4.2",
    "10.4.3", "10.4.4", "10.4.5", "11.3.1", "11.3.2", "11.4.1", "12.1.1", "12.2.1", "12.2.2", "13.4.1",
    "14.2.1", "14.3.1", "15.1.1", "15.2.1", "15.3.1",
]  # fmt: skip
"""All requirements of level 1 of OWASP ASVS 5.0.0, by number."""


def rows():
    """The rows of the table: number, what it asks, whether it applies, how it is met, names of tests."""
    found = re.findall(r"^\| V(\d+\.\d+\.\d+) \|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [(number, [cell.strip() for cell in rest.split("|")]) for number, rest in found]


def test_the_table_has_every_point_of_level_1_once():
    assert len(LEVEL_1) == 70
    assert [number for number, _ in rows()] == LEVEL_1


def test_every_test_that_the_table_names_is_there():
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.M)
    }
    for number, (asks, state, how, tests) in rows():
        assert asks and how and state in ("yes", "no", "in part"), number
        named = re.findall(r"`(test_\w+)`", tests)
        assert set(named) <= there, (number, set(named) - there)
        assert named or state != "yes", number


def test_what_has_to_be_written_down_is():
    headings = re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.M)
    assert {"What comes in", "Guessing", "Other people's packages"} <= set(headings)

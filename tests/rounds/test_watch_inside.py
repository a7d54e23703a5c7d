"""Sources on the disk: folders, archives, mailboxes and chat exports, watched as they grow."""

import gzip
import io
import json
import mailbox
import re
import uuid
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from purport.config import Source
from purport.records import Filter, Step
from purport.rounds.watch import WatchOptions
from tests.rounds.newsroom import feed, watching

PAGE = (
    "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>Report{n} from the harbour. The harbour master said "
    "the ferry would sail at dawn.</p><p>Passengers were told to wait in the hall, the master told reporters.</p></article>"
    "</body></html>"
)


@pytest.fixture
def house(tmp_path):
    with watching(tmp_path / "home") as house:
        yield house


def once(house, *sources):
    return list(house.watch(sources, WatchOptions(once=True, pause=0.05)).happenings())


def whats(happenings):
    return sorted(one.what for one in happenings)


def done(house):
    return sum(count for (_, step), count in house.leads().items() if step is Step.DONE)


# Folders


def test_a_folder_gives_its_new_and_changed_files(house, tmp_path):
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "one.txt").write_text("Report1. The mayor said the bridge was shut.\n")
    (drop / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    source = Source(name="drop", kind="folder", url=str(drop))
    assert whats(once(house, source)) == ["looked", "read"]
    assert whats(once(house, source)) == ["looked"]
    (drop / "two.txt").write_text("Report2. The mayor said the bridge was open.\n")
    (drop / "one.txt").write_text("Report1, corrected. The mayor did not say the bridge was shut.\n")
    happened = once(house, source)
    looked = next(one for one in happened if one.what == "looked")
    assert (looked.new, looked.changed) == (1, 1)
    assert house.count(Filter()) == 2
    assert whats(once(house, source)) == ["looked"]


@pytest.mark.parametrize(("owner", "outlet"), [(None, None), ("Harbour Press", "Harbour Press")])
def test_a_folder_published_nothing(house, tmp_path, owner, outlet):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The mayor said the bridge was shut for the night.\n")
    once(house, Source(name="drop folder", kind="folder", url=str(tmp_path / "in"), owner=owner))
    (row,) = house.documents(Filter())
    assert (row.document.outlet, row.document.source) == (outlet, "drop folder")


def test_a_folder_that_is_gone_and_comes_back(house, tmp_path):
    source = Source(name="drop", kind="folder", url=str(tmp_path / "drop"))
    (failed,) = once(house, source)
    assert (failed.what, failed.code) == ("look-failed", "not-found")
    (tmp_path / "drop").mkdir()
    assert whats(once(house, source)) == ["looked"]
    assert house.standings()["drop"].failures == 0


def test_a_file_that_is_too_large_is_told_and_the_rest_goes_on(house, tmp_path):
    drop = tmp_path / "drop"
    drop.mkdir()
    with (drop / "big.txt").open("wb") as out:
        out.truncate(65_000_000)
    (drop / "one.txt").write_text("Report1. The mayor said the bridge was shut.\n")
    happened = once(house, Source(name="drop", kind="folder", url=str(drop)))
    assert whats(happened) == ["looked", "not-read", "read"]
    assert next(one for one in happened if one.what == "not-read").code == "too-large"


def test_a_feed_in_a_folder_gives_its_items(house, tmp_path):
    (tmp_path / "drop").mkdir()
    body = "<item><title>A</title><description>Report1 of the strike.</description></item>"
    (tmp_path / "drop" / "saved.xml").write_bytes(feed(body, body.replace("Report1", "Report2")))
    assert whats(once(house, Source(name="drop", kind="folder", url=str(tmp_path / "drop")))) == [
        "looked",
        "read",
        "read",
    ]
    assert done(house) == 1


# Archives


def record(url, body, status="200 OK", kind="text/html", more=""):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nSet-Cookie: secret=1\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(pages, *, packed=True, **head):
    records = [record(url, PAGE.format(n=n).encode(), **head) for n, url in enumerate(pages)]
    return b"".join(gzip.compress(one) if packed else one for one in records)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages_as_they_were_captured(house, tmp_path, packed):
    (tmp_path / "crawl.warc.gz").write_bytes(
        warc(["https://harbour.example/1", "https://harbour.example/2"], packed=packed)
    )
    source = Source(name="crawl", kind="archive", url=str(tmp_path / "crawl.warc.gz"))
    assert whats(once(house, source)) == ["looked", "read", "read"]
    (seen,) = house.ledger.captures("https://harbour.example/1")
    assert seen.first_seen == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert "warc (crawl.warc.gz)" in seen.fetched_by
    assert all("cookie" not in name for name, _ in seen.headers)
    assert whats(once(house, source)) == ["looked"]


def test_a_wacz_package(house, tmp_path):
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/data.warc.gz", warc(["https://harbour.example/1"]))
    assert whats(once(house, Source(name="c", kind="archive", url=str(tmp_path / "crawl.wacz")))) == ["looked", "read"]


def test_pictures_errors_and_other_records_are_passed_over(house, tmp_path):
    data = warc(["https://a.example/1"], status="404 Not Found") + warc(["https://a.example/2"], kind="text/html")
    (tmp_path / "crawl.warc").write_bytes(data)
    assert whats(once(house, Source(name="c", kind="archive", url=str(tmp_path / "crawl.warc")))) == ["looked", "read"]


def _zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_time_beyond_the_calendar_is_that_of_the_look(house, tmp_path):
    data = re.sub(
        rb"WARC-Date: [^\r]*", b"WARC-Date: 0001-01-01T00:00:00+14:00", warc(["https://a.example/1"], packed=False)
    )
    (tmp_path / "crawl.warc").write_bytes(data)
    assert whats(once(house, Source(name="c", kind="archive", url=str(tmp_path / "crawl.warc")))) == ["looked", "read"]


def test_a_fault_of_purports_own_inside_costs_one_source(house, tmp_path, monkeypatch):
    from purport.collect import local

    def failing(store):
        if "odd" in store.source.name:
            raise KeyError("odd")
        return honest(store)

    honest = local.sightings
    monkeypatch.setattr(local, "sightings", failing)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The mayor said the bridge was shut for the night.\n")
    odd, good = (Source(name=name, kind="folder", url=str(tmp_path / "in")) for name in ("odd", "good"))
    happened = once(house, odd, good)
    assert sorted(whats(happened)) == ["look-failed", "looked", "read"]
    assert [one.code for one in happened if one.code] == ["look-fault"]
    assert house.checked(odd).code == "look-fault"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"This is no archive at all.\n",
        b"\x1f\x8b\x08\x00broken",
        warc(["https://a.example/1"])[:200],
        _zip({"readme.txt": b"no WARC in here"}),
        _zip({"archive/data.warc.gz": b"\x1f\x8b\x08\x00broken"}),
        _zip({"archive/data.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n"}),
        warc(["https://a.example/1"], packed=False).replace(b"WARC-Target-URI: ", b"WARC-Target: "),
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: "
        + b"9" * 400
        + b"\r\n\r\nx",
        _zip({"archive/data.warc": b"".join(record("https://a.example/1", PAGE.encode()) for _ in range(9))})[:-400]
        + b"PK",
    ],
    ids=["empty", "text", "gzip", "cut", "zip", "bad-member", "negative", "no-address", "endless", "bad-sum"],
)
def test_broken_archives_are_told_and_nothing_falls(house, tmp_path, data):
    (tmp_path / "crawl.wacz").write_bytes(data)
    happened = once(house, Source(name="c", kind="archive", url=str(tmp_path / "crawl.wacz")))
    assert all(one.code in (None, "bad-archive", "truncated") for one in happened)
    assert not any(one.what == "read" for one in happened)


def test_a_packed_body_that_unfolds_without_end_is_refused(tmp_path):
    bomb = gzip.compress(b"<p>a</p>" * 2_000_000)
    data = record("https://a.example/", bomb, more="Content-Encoding: gzip\r\n")
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(data))
    with watching(tmp_path / "home", "[collect]\nmax_bytes = 1_000_000\n") as house:
        happened = once(house, Source(name="c", kind="archive", url=str(tmp_path / "crawl.warc.gz")))
    assert next(one for one in happened if one.what == "not-read").code == "too-large"


# Mailboxes


def letter(n, text="The harbour master said the ferry would sail at dawn.", **more):
    message = EmailMessage()
    message["From"] = "Press Office <press@harbour.example>"
    message["To"] = "desk@example.org"
    message["Subject"] = f"Notice {n}"
    message["Date"] = "Tue, 05 Mar 2024 23:30:00 -0500"
    message["Message-ID"] = f"<{n}@harbour.example>"
    message.set_content(f"Report{n} of the day.\n{text}\n", **more)
    return message


def test_an_mbox_gives_its_messages_and_what_is_added(house, tmp_path):
    box = mailbox.mbox(tmp_path / "press.mbox")
    for n in range(2):
        box.add(letter(n, "From the start nobody was told.\nThe mayor said so."))
    box.close()
    source = Source(name="press", kind="mailbox", url=str(tmp_path / "press.mbox"))
    assert whats(once(house, source)) == ["looked", "read", "read"]
    box = mailbox.mbox(tmp_path / "press.mbox")
    box.add(letter(2))
    box.close()
    assert whats(once(house, source)) == ["looked", "read"]
    rows = house.documents(Filter())
    assert len(rows) == 3
    first = next(r.document for r in rows if "Report0" in r.document.text)
    assert (first.title, first.author, first.published) == ("Notice 0", "Press Office", "2024-03-05")
    assert "\nFrom the start" in first.text
    place = first.source_map.locate(0, 7)
    assert house.vault.fetch(first.exhibit).decode()[place[0] : place[1]].startswith("Report0")


def test_a_maildir_whose_messages_are_moved_when_they_are_looked_at(house, tmp_path):
    box = mailbox.Maildir(tmp_path / "mail")
    key = box.add(letter(1, "قال رئيس الميناء إن العبارة ستبحر فجرا.", charset="utf-8"))
    source = Source(name="mail", kind="mailbox", url=str(tmp_path / "mail"))
    assert whats(once(house, source)) == ["looked", "read"]
    told = box.get_message(key)
    told.set_subdir("cur")
    told.set_flags("S")
    box[key] = told
    box.add(letter(2))
    assert whats(once(house, source)) == ["looked", "read"]
    assert any("رئيس الميناء" in row.document.text for row in house.documents(Filter()))


def test_html_mail_attachments_and_broken_mail(house, tmp_path):
    (tmp_path / "mail" / "new").mkdir(parents=True)
    (tmp_path / "mail" / "cur").mkdir()
    message = letter(1)
    message.set_content("<p>Report5 of the day.</p><p>The mayor said no.</p><script>x</script>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    (tmp_path / "mail" / "new" / "a").write_bytes(message.as_bytes())
    (tmp_path / "mail" / "new" / "b").write_bytes(b"\x00\xff\xfe" * 50)
    (tmp_path / "mail" / "new" / "c").write_bytes(b"")
    (tmp_path / "mail" / "new" / "d").write_bytes(b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 5000)
    happened = once(house, Source(name="mail", kind="mailbox", url=str(tmp_path / "mail")))
    assert sum(one.what == "read" for one in happened) >= 1
    row = next(r for r in house.documents(Filter()) if "Report5" in r.document.text)
    assert row.document.text == "Report5 of the day.\nThe mayor said no."
    assert row.document.notes == ("1 attachments of the message were not read",)


@pytest.mark.parametrize("data", [b"no mbox\n", b"\n\n\x00\x00"])
def test_what_is_no_mailbox(house, tmp_path, data):
    (tmp_path / "x.mbox").write_bytes(data)
    (failed,) = once(house, Source(name="x", kind="mailbox", url=str(tmp_path / "x.mbox")))
    assert failed.code == "bad-mailbox"


# Chat exports


def export(*messages, kind="public_channel", **more):
    return json.dumps(
        {"name": "Harbour Watch", "type": kind, "id": 77, "messages": list(messages), **more}, ensure_ascii=False
    )


def message(n, text, **more):
    return {"id": n, "type": "message", "date": "2024-03-05T12:00:00", "date_unixtime": "1709640000", "from": "Harbour Watch",
            "text": text, **more}  # fmt: skip


def test_a_chat_export_and_its_next_version(house, tmp_path):
    file = tmp_path / "result.json"
    rich = ["Report2: see ", {"type": "link", "text": "https://a.example"}, ".\nThe mayor said no."]
    file.write_text(
        export(
            message(1, "Report1. قال المتحدث إن الجسر مغلق."),
            message(2, rich),
            {"id": 3, "type": "service"},
            message(4, ""),
        )
    )
    source = Source(name="chat", kind="telegram", url=str(file))
    assert whats(once(house, source)) == ["looked", "read", "read"]
    rows = {row.document.part: row.document for row in house.documents(Filter())}
    one = rows["item:77/1"]
    assert (one.outlet, one.published, one.text) == (
        "Harbour Watch",
        "2024-03-05",
        "Report1. قال المتحدث إن الجسر مغلق.",
    )
    place = one.source_map.locate(0, len(one.text))
    assert house.vault.fetch(one.exhibit).decode()[place[0] : place[1]] == one.text
    assert rows["item:77/2"].text == "Report2: see https://a.example.\nThe mayor said no."
    file.write_text(
        export(message(1, "Report1. قال المتحدث إن الجسر مغلق."), message(2, rich), message(5, "Report5 said so."))
    )
    assert whats(once(house, source)) == ["looked", "read"]


@pytest.mark.parametrize(
    "kind", ["personal_chat", "bot_chat", "saved_messages", "verification_codes", "", None, {}, ["x"]]
)
def test_a_chat_between_two_people_is_not_read(house, tmp_path, kind):
    (tmp_path / "result.json").write_text(export(message(1, "hello"), kind=kind))
    (failed,) = once(house, Source(name="chat", kind="telegram", url=str(tmp_path / "result.json")))
    assert failed.code == "private-chat"


def test_an_export_of_a_whole_account_leaves_private_chats_out(house, tmp_path):
    public, private = export(message(1, "Report1 said.")), export(message(9, "secret"), kind="personal_chat")
    chats = [json.loads(public), json.loads(private)]
    (tmp_path / "result.json").write_text(json.dumps({"chats": {"about": "", "list": chats}}))
    assert whats(once(house, Source(name="chat", kind="telegram", url=str(tmp_path / "result.json")))) == [
        "looked",
        "read",
    ]


@pytest.mark.parametrize(
    "data", ["", "[]", "{", "{}", '{"messages": 5}', "[" * 100_000, '{"chats": {"list": [1, null]}}']
)
def test_what_is_no_chat_export(house, tmp_path, data):
    (tmp_path / "result.json").write_text(data)
    (failed,) = once(house, Source(name="chat", kind="telegram", url=str(tmp_path / "result.json")))
    assert failed.code == "bad-export"

"""Pictures that mean harm, over real HTTP and in a real browser: bombs, files that are two things, damage, ranges, odd names."""

from __future__ import annotations

import io
import struct
import zlib

import httpx
import pytest
from PIL import Image

from purport.records.access import Rank, Scope
from purport.records.identity import digest
from purport.rounds.doorkeeping import account_of
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, browsing, house_in, serving
from tests.desk.web.test_handing import bearer
from tests.read.media.made import chunk, segment, with_segments
from tests.read.media.made import picture as drawn

PAGE = b"<!doctype html><script>document.title='run'</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb(width, height):
    """A PNG of one colour that a browser would need four bytes a pixel for."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def twice_headed():
    """A large PNG that says at its end that it is small."""
    large, small = bomb(20_000, 5_000), struct.pack(">IIBBBBB", 1, 1, 1, 0, 0, 0, 0)
    return large[:-12] + chunk(b"IHDR", small) + large[-12:]


def animated(form):
    """Many frames, of which the first is red."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (30, 20), (200, 30, 30)), *(Image.new("RGB", (30, 20), (0, n, 200)) for n in range(200))]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=20, loop=0)
    return out.getvalue()


FILES = {
    "bomb.png": bomb(30_000, 30_000),
    "twice.png": twice_headed(),
    "page.gif": b"GIF89a" + PAGE + drawn("GIF")[6:],
    "page.jpg": with_segments(segment(0xFE, PAGE), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SVG)),
    "behind.png": drawn("PNG") + PAGE,
    "drawing.png": SVG,
    "moving.webp": animated("WEBP"),
    "moving.png": animated("PNG"),
    "fine.jpg": drawn("JPEG"),
    "a very long name " * 12 + ".jpg": drawn("JPEG", quality=50),
    "صورة الميناء.jpg": drawn("JPEG", quality=60),
    "\u202egpj.exe": drawn("JPEG", quality=70),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A house with all of them; its desk, and the digests by name."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    with house_in(folder / "house") as house:
        list(house.read([str(folder / name) for name in FILES], ReadOptions()))
        for name, rank in (("anna", Rank.ANALYST), ("rhea", Rank.READER)):
            house.access().add(account_of(name, rank, PASSWORD, house.clock()))
        yield house, web_desk(house), {name: digest(data) for name, data in FILES.items()}


@pytest.fixture(scope="module")
def served(filled):
    with serving(filled[1]) as address:
        yield address


@pytest.fixture(scope="module")
def program(filled, served):
    header = bearer(filled[0], Scope.READ)
    with httpx.Client(base_url=served, headers=header, timeout=30, trust_env=False) as http:
        yield http


def test_whatever_it_is_the_bytes_go_out_sealed(program, filled):
    for name, identity in filled[2].items():
        answer = program.get(f"/picture/{identity}/bytes")
        if answer.status_code == 404:  # it is no picture, or was not kept as one
            assert name in ("drawing.png", "page.gif"), name
            continue
        told = answer.headers
        assert answer.status_code == 200 and answer.content == FILES[name], name
        assert told["content-type"] in (
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "application/octet-stream",
        )
        assert told["x-content-type-options"] == "nosniff" and told["cache-control"] == "no-store"
        assert told["content-security-policy"] == "default-src 'none'; sandbox"
        assert told["content-disposition"].startswith(f'attachment; filename="{identity[7:23]}.')
        assert told["cross-origin-resource-policy"] == "same-origin"


def test_bombs_are_told_to_be_too_large_and_not_shown(program, filled):
    for name in ("bomb.png", "twice.png"):
        page = program.get(f"/picture/{filled[2][name]}").text
        assert "It is too large to be shown here" in page and 'class="stage"' not in page
        assert program.get(f"/picture/{filled[2][name]}/bytes").headers["content-type"] == "application/octet-stream"


def test_names_of_files_stay_words(program, filled):
    page = program.get("/pictures").text
    assert "صورة الميناء.jpg" in page and "\u202e" not in page and "a very long name a very long" in page
    for name in ("\u202egpj.exe", "صورة الميناء.jpg"):
        if filled[2][name] in page:
            assert "\u202e" not in program.get(f"/picture/{filled[2][name]}").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("bytes=0-9", 206),
        ("bytes=-5", 206),
        ("bytes=999999999-", 416),
        ("bytes=5-2", 400),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 4_000, 2)), (200, 206, 400, 413, 416)),
        ("bytes=" + "0-," * 5_000, (200, 206, 400, 416)),
        ("pages=1-2", (200, 400)),
        ("bytes=\xff", (200, 400)),
        ("bytes=" + "9" * 5_000 + "-", (200, 400, 416)),
    ],
)
def test_ranges(program, filled, asked, status):
    identity = filled[2]["fine.jpg"]
    answer = program.get(f"/picture/{identity}/bytes", headers={"range": asked.encode("latin-1")})
    assert answer.status_code in (status if isinstance(status, tuple) else (status,))
    assert answer.elapsed.total_seconds() < 10 and len(answer.content) < 1_000_000
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_was_damaged_in_the_vault_is_told_and_not_shown(tmp_path):
    (tmp_path / "fine.jpg").write_bytes(FILES["fine.jpg"])
    name = digest(FILES["fine.jpg"])
    with house_in(tmp_path / "house") as house:
        list(house.read([str(tmp_path / "fine.jpg")], ReadOptions()))
        header = bearer_of(house)
        file = house.vault.path(name)
        file.chmod(0o600)
        file.write_bytes(PAGE)
        with (
            serving(web_desk(house)) as address,
            httpx.Client(base_url=address, headers=header, trust_env=False) as http,
        ):
            page = http.get(f"/picture/{name}")
            assert page.status_code == 200 and "Its bytes are not those that were kept" in page.text
            assert 'class="stage"' not in page.text and 'class="show"' not in page.text
            refused = http.get(f"/picture/{name}/bytes")
            assert refused.status_code == 500 and PAGE not in refused.content
            file.unlink()
            assert "Its bytes are not in the vault" in http.get(f"/picture/{name}").text
            assert http.get(f"/picture/{name}/bytes").status_code == 500
            assert str(tmp_path) not in http.get(f"/picture/{name}/bytes").text
        assert [one for one in house.ledger.access.entries() if one.deed == "media viewed"] == []


def bearer_of(house):
    house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
    return bearer(house, Scope.READ)


@pytest.mark.slow
def test_no_browser_runs_or_moves_any_of_them(browser, served, filled):
    names = filled[2]
    with browsing(browser, served) as page:
        for name in ("page.jpg", "behind.png", "moving.webp", "moving.png"):
            page.goto(f"/picture/{names[name]}")
            assert page.locator("canvas, main img").count() == 0, name
            page.click(".show button")
            page.wait_for_selector("canvas")
            assert page.title() != "run" and page.locator("main img, main video, main iframe").count() == 0
            if name.startswith("moving"):
                first = page.evaluate("document.querySelector('canvas').toDataURL()")
                page.wait_for_timeout(150)  # seven frames later
                assert page.evaluate("document.querySelector('canvas').toDataURL()") == first
        page.goto(f"/picture/{names['bomb.png']}")
        assert page.locator(".show button, canvas").count() == 0
        for name in ("page.jpg", "behind.png"):  # as a document of its own: it is saved, and nothing of it is a page
            with page.expect_download() as saved:
                page.evaluate(f"location.href = '/picture/{names[name]}/bytes'")
            assert saved.value.suggested_filename.startswith(names[name][7:23])
            assert page.title() != "run"

"""Pictures: nothing is seen before a click, all of it still and in grey, every look is logged, and bytes are never a page."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from purport.records.access import Rank
from purport.records.identity import digest
from purport.rounds.doorkeeping import account_of
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, accessible, browsing, calling, house_in, picture, serving
from tests.read.media.made import photo
from tests.read.media.made import picture as drawn

HOSTILE = "<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def moving():
    """A GIF that is red first and then blue."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ((200, 30, 30), (30, 30, 200))]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    return out.getvalue()


FILES = {
    "photo.jpg": photo(),
    "moving.gif": moving(),
    "plan.tiff": drawn("TIFF"),
    "drawing.svg": SVG,
    "cut.png": drawn("PNG")[:33] + bytes(12),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A house with pictures and a page that names one of them; its desk, and the digests by name."""
    folder = tmp_path_factory.mktemp("pictures")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    words = "<p>The quay was closed on Friday, the harbour master, Ada Roe, said. Boats lay outside all day.</p>" * 4
    page = (
        f'<html><head><title>The quay</title></head><body><article>{words}<img src="photo.jpg"></article></body></html>'
    )
    (folder / "page.html").write_text(page, "utf-8")
    with house_in(folder / "house") as house:
        read = list(house.read([str(folder / name) for name in (*FILES, "page.html")], ReadOptions()))
        for name, rank in (("anna", Rank.ANALYST), ("rhea", Rank.READER)):
            house.access().add(account_of(name, rank, PASSWORD, house.clock()))
        story = next(one.row.id for one in read if hasattr(one, "row"))
        yield house, web_desk(house), {name: digest(data) for name, data in FILES.items()}, story


@pytest.fixture
def caller(filled):
    with calling(filled[1]) as one:
        assert one.enter("anna").status_code == 303
        yield one


def seen(house):
    return [(one.account, one.subject) for one in house.ledger.access.entries() if one.deed == "media viewed"]


def test_the_list_is_words_alone(caller, filled):
    page = caller.get("/pictures").text
    for name in ("photo.jpg", "moving.gif", "plan.tiff"):
        assert f'href="/picture/{filled[2][name]}"' in page and name in page
    assert "<img" not in page and "<canvas" not in page and "JPEG, 40 x 30 pixels" in page


def test_a_story_leads_to_the_pictures_that_its_page_names(caller, filled):
    assert f'href="/pictures?story={filled[3]}"' in caller.get(f"/story/{filled[3]}").text
    page = caller.get(f"/pictures?story={filled[3]}").text
    assert f'href="/picture/{filled[2]["photo.jpg"]}"' in page and "The quay" in page and "moving.gif" not in page
    assert caller.get("/pictures?story=doc-0000000000000000").status_code == 404


def test_the_page_has_what_the_file_says_and_nothing_of_the_picture(caller, filled):
    page = caller.get(f"/picture/{filled[2]['photo.jpg']}").text
    assert not any(f"<{tag}" in page for tag in ("img", "canvas", "picture ", "video"))
    assert "2024-03-05 09:30:00 +02:00" in page and "metadata can be written by anybody" in page
    for secret in ("Ada Roe", "SN-123456", "33.0"):
        assert secret not in page
    assert "held back" in page and filled[2]["photo.jpg"] in page and "photo.jpg" in page
    assert "metadata read" in page  # the custody log


def test_the_bytes_go_out_sealed_and_looks_are_logged_once_in_a_while(filled):
    house, desk, names, _ = filled
    before = len(seen(house))
    with calling(desk) as one:
        one.enter("rhea")
        for name, kind in (("photo.jpg", "image/jpeg"), ("moving.gif", "image/gif"), ("photo.jpg", "image/jpeg")):
            answer = one.get(f"/picture/{names[name]}/bytes")
            assert answer.content == FILES[name] and answer.headers["content-type"] == kind
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.headers["cache-control"] == "no-store"
    assert seen(house)[before:] == [("rhea", names["photo.jpg"]), ("rhea", names["moving.gif"])]


def test_nobody_looks_without_logging_in(filled):
    with calling(filled[1]) as nobody:
        for there in ("/pictures", *(f"/picture/{filled[2]['photo.jpg']}{part}" for part in ("", "/bytes"))):
            assert nobody.get(there).status_code == 303


def test_what_browsers_do_not_show_can_be_saved_under_a_type_that_says_nothing(caller, filled):
    page = caller.get(f"/picture/{filled[2]['plan.tiff']}").text
    assert "Browsers do not show files of this kind" in page and 'class="stage"' not in page
    answer = caller.get(f"/picture/{filled[2]['plan.tiff']}/bytes")
    assert answer.headers["content-type"] == "application/octet-stream" and answer.content == FILES["plan.tiff"]


def test_a_drawing_with_scripts_is_never_shown(caller, filled):
    there = f"/picture/{filled[2]['drawing.svg']}"
    page = caller.get(there)
    assert page.status_code in (200, 404) and "<svg" not in page.text and 'class="stage"' not in page.text
    answer = caller.get(f"{there}/bytes")
    assert answer.status_code == 404 or answer.headers["content-type"] == "application/octet-stream"


def test_a_picture_has_a_bound(caller, filled, monkeypatch):
    monkeypatch.setattr("purport.rounds.pictured.MOST_PIXELS", 1_000)
    there = f"/picture/{filled[2]['photo.jpg']}"
    assert "It is too large to be shown here" in caller.get(there).text
    assert caller.get(f"{there}/bytes").headers["content-type"] == "application/octet-stream"
    monkeypatch.undo()
    monkeypatch.setattr("purport.rounds.pictured.MOST_BYTES", 100)
    assert "It is too large to be shown here" in caller.get(there).text


def test_what_is_no_picture(caller, filled):
    house, _, names, story = filled
    page = house.document(story).document.exhibit
    for name in (page, "sha256:" + "0" * 64, names["photo.jpg"][:20], "../../etc/passwd", HOSTILE):
        for part in ("", "/bytes"):
            assert caller.get(f"/picture/{name}{part}").status_code == 404


def test_what_was_removed_is_gone(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(FILES["photo.jpg"])
    with house_in(tmp_path / "house") as house:
        list(house.read([str(tmp_path / "photo.jpg")], ReadOptions()))
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        name = digest(FILES["photo.jpg"])
        house.remove(name, "order of a court", "Ada Roe")
        with calling(web_desk(house)) as one:
            one.enter("anna")
            assert one.get(f"/picture/{name}").status_code == one.get(f"/picture/{name}/bytes").status_code == 404
            assert name not in one.get("/pictures").text


def test_it_is_grey_still_and_there_only_when_asked(browser, filled):
    names, phone = filled[2], {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
    with serving(filled[1]) as address:
        with browsing(browser, address, viewport={"width": 1280, "height": 900}) as page:
            asked = []
            page.on("request", lambda one: asked.append(one.url))
            page.goto("/pictures")
            accessible(page)
            page.click(f"a[href='/picture/{names['moving.gif']}']")
            page.wait_for_selector(".show button:visible")
            assert (
                not [one for one in asked if one.endswith("/bytes")] and page.locator("canvas, main img").count() == 0
            )
            accessible(page)
            page.click(".show button")
            page.wait_for_selector("canvas")
            look = "getComputedStyle(document.querySelector('canvas')).filter"
            assert page.evaluate(look) == "grayscale(1)"
            page.wait_for_timeout(250)  # the second picture of a moving one would be there by now
            point = "[...document.querySelector('canvas').getContext('2d').getImageData(30, 20, 1, 1).data]"
            red, _, blue, _ = page.evaluate(point)
            assert red > 150 and blue < 80
            picture(page, "picture", whole=True)
            page.check(".colour")
            assert page.evaluate(look) == "none"
            accessible(page)
        with browsing(browser, address, **phone) as small:
            small.goto(f"/picture/{names['photo.jpg']}")
            small.click(".show button")
            small.wait_for_selector("canvas")
            accessible(small)
            picture(small, "picture-phone-dark", whole=True)
            assert small.evaluate("document.documentElement.scrollWidth <= innerWidth")
            small.goto(f"/picture/{names['cut.png']}")
            small.click(".show button")
            small.wait_for_selector(".picture .alert")
        with browsing(browser, address, java_script_enabled=False) as plain:
            plain.goto(f"/picture/{names['photo.jpg']}")
            assert plain.locator("noscript a").count() == 1 and plain.locator(".show button").is_hidden()

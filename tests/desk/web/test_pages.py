"""The pages in a real browser: login, stream, keyboard; no console error, no violation of WCAG 2.2 A or AA."""

from __future__ import annotations

import pytest

from tests.desk.web.conftest import accessible, browsing, picture

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("phone", PHONE)])
def test_login_and_stream_look_right(browser, server, scheme, size, viewport):
    with browsing(browser, server, None, color_scheme=scheme, viewport=viewport) as page:
        page.goto("/")
        assert page.url.endswith("/login")
        accessible(page)
        picture(page, f"login-{size}-{scheme}")
    with browsing(browser, server, color_scheme=scheme, viewport=viewport) as page:
        assert page.locator(".card").count() > 5
        accessible(page)
        picture(page, f"stream-{size}-{scheme}")

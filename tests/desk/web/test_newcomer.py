"""The newcomer's path of docs/how-to/desk.md: from the demo to "who else carries this, and how sure are we" in five clicks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest

from purport.rounds.outcomes import ReadOptions
from tests.desk.web.conftest import PASSWORD, ROOT, accessible, browsing, house_in, picture
from tests.examples import STORIES

CLICKS = 5


@pytest.fixture(scope="module")
def link(tmp_path_factory):
    """The link that `purport desk` prints over the stories of the demo, to which nobody has an account yet."""
    home = tmp_path_factory.mktemp("demo")
    with house_in(home) as house:
        for _ in house.read([str(STORIES)], ReadOptions()):
            pass
        house.corroboration.up_to_date()  # as `purport read` does
    command = [
        sys.executable,
        "-c",
        "from purport.cli.main import main; main()",
        "--home",
        str(home),
        "desk",
        "--port",
        "0",
    ]
    surroundings = {**os.environ, "PURPORT_CONFIG": "", "PURPORT_LEDGER": ""}
    with subprocess.Popen(command, cwd=home, env=surroundings, stderr=subprocess.PIPE, text=True) as running:
        try:
            lines = [running.stderr.readline() for _ in range(2)]
            yield re.search(r"http://\S+first\?invitation=\S+", lines[1])[0]
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


def test_who_else_carries_this_and_how_sure_are_we(browser, link):
    clicks = []

    def click(what):
        clicks.append(what)
        what.click()

    with browsing(browser, link.partition("/first")[0], None) as page:
        clicks.append("the link in the terminal")
        page.goto(link)
        page.fill("#name", "ada")
        page.fill("#password", PASSWORD)
        click(page.locator("main button[type=submit]"))
        page.wait_for_url("**/")
        click(page.locator("nav a[href='/matters']"))
        page.wait_for_url("**/matters")
        several = page.locator("section, article, li").filter(has_text=re.compile(r"\b[2-9] stories"))
        click(several.last.locator("a[href^='/matter/']").first)
        page.wait_for_url("**/matter/*")
        carried = page.locator(".branches li")
        assert carried.count() >= 2  # who else carries it, and who leans on whom
        assert re.search(r"\d+ stories, \d+ origin", page.inner_text(".fold"))
        sure = page.inner_text("section[aria-labelledby=lines]")
        assert re.search(r"origin|confirmed|attributed|claimed|not known", sure)
        accessible(page)
        picture(page, "newcomer")
        click(page.locator(".branches a[href^='/story/']").first)  # and where it stands
        page.wait_for_url("**/story/*")
        assert page.locator(".body").is_visible()
    assert len(clicks) <= CLICKS


def test_the_path_is_written_down_with_its_clicks():
    told = (ROOT / "docs/how-to/desk.md").read_text("utf-8")
    path = told[told.index("## From the demo to an answer") :].split("\n## ")[0]
    steps = re.findall(r"^\d+\. ", path, re.M)
    assert "make demo" in path and len(steps) == CLICKS
    assert "--home demo desk" in path and "--home demo desk" in (ROOT / "tools/demo.sh").read_text("utf-8")

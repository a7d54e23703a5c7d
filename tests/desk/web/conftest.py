"""A filled house, the desk over it, a client for its logic, and a real browser for its pages.

- `house`: the bundled stories, read once for all tests of a process; only to be looked at. `desk` is what the app asks of it.
- `filled`: a house of its own for each test that writes, with its desk and the ids of its stories; `anna`, `otto` (analysts) and
  `rhea` (a reader) are logged in there.
- `client`: nobody; `entered`: logged in as the analyst; both speak to the app in this process.
- `server`: the app on loopback, for the browser. `page`: a browser page, logged in; it fails the test on any console error.
- `accessible(page)`: asks axe-core, and fails on any violation of WCAG 2.2 A or AA.
- `picture(page, name)`: a screenshot in ``build/screens``.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from purport.config import load
from purport.desk.web.app import app_of
from purport.desk.web.guard import proof_of
from purport.desk.web.serve import Place, configured, port_of
from purport.desk.web.settings import Settings
from purport.records.access import Rank
from purport.rounds.doorkeeping import Keeping, account_of
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions
from purport.rounds.webdesk import WebDesk, web_desk
from tests.examples import STORIES
from tests.rounds.desk import ARABIC, corroborator, file, market

ROOT = Path(__file__).parents[3]
SCREENS = ROOT / "build/screens"
AXE = Path(__file__).parent / "axe/axe.min.js"
SHARED = Path("/dev/shm")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "a quiet harbour at dawn"
INVITATION = "invited-once"
PEOPLE = {"rhea": Rank.READER, "anna": Rank.ANALYST, "ada": Rank.ADMIN}
"""The accounts of the desk: one of each role."""
HOSTILE = '<script>alert("x")</script>'
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


LOOKS = (("wide", "light", {"width": 1280, "height": 900}), ("phone", "dark", {"width": 390, "height": 844}))
looks = pytest.mark.parametrize(("size", "scheme", "viewport"), LOOKS, ids=[f"{a}-{b}" for a, b, _ in LOOKS])
"""Every size and every scheme of colours, once: their product would say little more."""

_ENTERED: dict[tuple[str, str], Any] = {}
"""Cookies of who has logged in, by server and name: others come in by the same session as long as it lasts."""


def house_in(folder: Path, clock: Callable[[], datetime] | None = None) -> House:
    """A house in a folder, with all settings at their defaults."""
    plan = load(None, {"PURPORT_HOME": str(folder)}, folder)
    return House(plan) if clock is None else House(plan, clock)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a house that holds the bundled stories."""
    folder = tmp_path_factory.mktemp("stocked-desk")
    with house_in(folder) as house:
        for _ in house.read([str(STORIES)], ReadOptions()):
            pass
        house.corroboration.up_to_date()
        for name, rank in PEOPLE.items():
            house.access().add(account_of(name, rank, PASSWORD, house.clock()))
    return folder


@pytest.fixture(scope="session")
def house(stocked: Path) -> Iterator[House]:
    """The house of the bundled stories, with the accounts of `PEOPLE`; only to be looked at."""
    with house_in(stocked) as opened:
        yield opened


@pytest.fixture(scope="session")
def desk(house: House) -> WebDesk:
    """The desk over that house."""
    return web_desk(house, Keeping(invitation=INVITATION))


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form waits for its job as long as it takes: on a busy machine what is soon done may take more than two seconds."""
    monkeypatch.setattr("purport.desk.web.views.jobs.AT_ONCE", 60.0)


@dataclass
class Watch:
    """A clock that tests put on."""

    now: datetime

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def on(self, **span: float) -> None:
        """Put it on."""
        self.now += timedelta(**span)


@dataclass
class Caller:
    """A client of the app that sends the proof of its cookie with every form, as a page would."""

    http: Any

    @property
    def secret(self) -> str:
        """What is in the cookie; ``""`` for none."""
        return self.http.cookies.get("purport", "")

    def get(self, address: str, **given: Any) -> Any:
        """Ask for a page."""
        return self.http.get(address, follow_redirects=False, **given)

    def post(self, address: str, data: dict[str, str] | None = None, **given: Any) -> Any:
        """Send a form of a page that this client holds."""
        proof = {"csrf": proof_of(self.secret)}
        return self.http.post(address, data={**proof, **(data or {})}, follow_redirects=False, **given)

    def enter(self, name: str, password: str = PASSWORD) -> Any:
        """Log in, as a person does."""
        self.get("/login")
        return self.post("/login", {"name": name, "password": password})


@contextmanager
def calling(desk: WebDesk, settings: Settings | None = None) -> Iterator[Caller]:
    """A client of the app over a desk, at an address of this machine."""
    from starlette.testclient import TestClient

    app = app_of(desk, settings)
    with TestClient(app, "http://localhost", raise_server_exceptions=False, client=("192.0.2.9", 5000)) as http:
        yield Caller(http)


@pytest.fixture
def client(desk: WebDesk) -> Iterator[Caller]:
    """Nobody in particular."""
    with calling(desk) as caller:
        yield caller


@pytest.fixture
def entered(client: Caller) -> Caller:
    """The analyst, logged in."""
    assert client.enter("anna").status_code == 303
    return client


@pytest.fixture(scope="session")
def stocked_market(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the house of `filled`, closed, to be copied; the ids of its stories by name."""
    folder = tmp_path_factory.mktemp("stocked-market")
    with house_in(folder) as made:
        for name, rank in {**PEOPLE, "otto": Rank.ANALYST}.items():
            made.access().add(account_of(name, rank, PASSWORD, made.clock()))
        ids = market(made.ledger)
        ids["arabic"] = file(made.ledger, "arabic", ARABIC, "الميناء", minute=6, language="ar")
        hostile = f"The {HOSTILE} quay of Arden saw a boat that ran aground on Tuesday, police said.\n"
        ids["hostile"] = file(made.ledger, "hostile", hostile, HOSTILE, minute=7)
        corroborator(made.ledger, folder).up_to_date()
    return folder, ids


@pytest.fixture
def filled(
    tmp_path: Path, stocked_market: tuple[Path, dict[str, str]]
) -> Iterator[tuple[House, WebDesk, dict[str, str]]]:
    """A house of its own: stories of one explosion and others, placed; its desk, and the ids of the stories by name."""
    folder, ids = stocked_market
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with house_in(tmp_path) as made:
        desk = web_desk(made)
        yield made, desk, dict(ids)
        desk.jobs.close()  # no job goes on over a house that is closed


@contextmanager
def entered_as(desk: WebDesk, name: str) -> Iterator[Caller]:
    """A client that has logged in."""
    with calling(desk) as caller:
        assert caller.enter(name).status_code == 303
        yield caller


@pytest.fixture
def anna(filled: tuple[House, WebDesk, dict[str, str]]) -> Iterator[Caller]:
    """An analyst in the house of `filled`."""
    with entered_as(filled[1], "anna") as caller:
        yield caller


@pytest.fixture
def otto(filled: tuple[House, WebDesk, dict[str, str]]) -> Iterator[Caller]:
    """Another analyst there."""
    with entered_as(filled[1], "otto") as caller:
        yield caller


@pytest.fixture
def rhea(filled: tuple[House, WebDesk, dict[str, str]]) -> Iterator[Caller]:
    """A reader there."""
    with entered_as(filled[1], "rhea") as caller:
        yield caller


@contextmanager
def serving(desk: WebDesk, settings: Settings | None = None) -> Iterator[str]:
    """The app over a desk on a free port of this machine: its address, without a slash at the end."""
    import uvicorn

    place = Place(port=0)
    server = uvicorn.Server(configured(app_of(desk, settings), place))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until
        time.sleep(0.02)
    try:
        yield f"http://localhost:{port_of(server)}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def server(desk: WebDesk) -> Iterator[str]:
    """The address of the app over the house of the bundled stories."""
    with serving(desk) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the pages were NOT tested in a browser (tools/chromium.sh installs it)")
    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu"]
        if not SHARED.is_dir() or shutil.disk_usage(SHARED).free < 1_000_000_000:
            options.append("--disable-dev-shm-usage")
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


@contextmanager
def browsing(browser: Any, server: str, name: str | None = "anna", **options: Any) -> Iterator[Any]:
    """A page in a browser of its own, logged in unless `name` is None; no error may turn up in its console.

    `options` are those of a Playwright context (``viewport``, ``color_scheme``, ``java_script_enabled``, ``has_touch``).
    """
    held = _ENTERED.get((server, name or ""))
    context = browser.new_context(base_url=server, reduced_motion="reduce", storage_state=held, **options)
    context.set_default_timeout(30_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda told: errors.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda fault: errors.append(str(fault)))
    opened.errors = errors
    if name is not None:
        opened.goto("/")
        if "/login" in opened.url:
            log_in(opened, name)
            _ENTERED[server, name] = context.storage_state()
    yield opened
    context.close()
    assert errors == []


def log_in(opened: Any, name: str) -> None:
    """Log in on the login page, as a person does."""
    opened.goto("/login")
    opened.fill("#name", name)
    opened.fill("#password", PASSWORD)
    opened.click("main button[type=submit]")
    opened.wait_for_url("**/")


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """A page of the analyst at an ordinary width."""
    with browsing(browser, server, viewport={"width": 1280, "height": 900}) as opened:
        yield opened


def accessible(opened: Any) -> None:
    """No violation of WCAG 2.2 A or AA on the page as it stands, by axe-core."""
    opened.evaluate(AXE.read_text("utf-8"))
    # What axe would preload are styles, against the policy of a page with a waveform. Of what passes one place each is told, of
    # violations all: to gather the places that pass takes most of its time.
    options = "{ runOnly: { type: 'tag', values: tags }, preload: false, resultTypes: ['violations'] }"
    found = opened.evaluate(f"tags => axe.run(document, {options})", list(TAGS))
    told = [(one["id"], node["target"], node["failureSummary"]) for one in found["violations"] for node in one["nodes"]]
    assert found["passes"]
    assert told == []


def picture(opened: Any, name: str, *, whole: bool = False) -> Path:
    """A screenshot in ``build/screens/NAME.png``; `whole`: of all of the page, not only of what fits."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    file = SCREENS / f"{name}.png"
    opened.screenshot(path=file, full_page=whole, animations="disabled")
    return file

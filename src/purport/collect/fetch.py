"""One web address to one capture: politely, within limits, and never into a private network by accident."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpcore
import httpx

from purport.collect.body import ACCEPTED, body_of, truncated
from purport.collect.connections import Connections, passed_over
from purport.collect.files import Clock, too_large
from purport.collect.legs import leg_of, redirecting, without_secrets
from purport.collect.pace import Pace
from purport.collect.plan import USER_AGENT, CollectPlan
from purport.collect.robots import Robots
from purport.collect.wire import Deadline, Reach, Ticks
from purport.errors import Refused, SourceError, Unreachable
from purport.records import Capture, Leg, Validators
from purport.records.addresses import without_login
from purport.records.evidence import Headers
from purport.records.identity import digest

FETCHED_BY = f"{USER_AGENT} http"
_Fields = tuple[tuple[bytes | str, bytes | str], ...]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADVICE = {
    401: "it asks for a login, which purport does not use",
    403: "the server does not let purport in",
    404: "check the address",
    410: "the page has been taken away",
    429: "it asks for fewer requests: try later",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response: the address that gave it, its status, its headers (all), its unpacked body, and the way to it."""

    address: str
    status: int
    headers: Headers
    body: bytes
    way: tuple[Leg, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name (lower case); empty if there is none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class World:
    """What a fetcher uses of the world; tests give their own.

    `ticks` counts seconds up, `sleep` waits for so many, `tls` checks certificates (None for the usual authorities).
    """

    reach: Reach | None = None
    ticks: Ticks = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    tls: ssl.SSLContext | None = None


def content_type(value: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, lower case; None for what it does not say."""
    message = Message()
    message["content-type"] = value
    kind = message.get_content_type() if "/" in value else None
    charset = message.get_param("charset") if value else None
    return kind, charset.strip().lower() if isinstance(charset, str) and charset.strip() else None


def _parsed(address: str) -> httpx.URL:
    """The address, checked and without its fragment.

    Raises:
        Unreachable: ``bad-address``.
        Refused: ``bad-scheme`` for anything but http and https, ``credentials-in-address`` if it holds a user name.
    """
    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as fault:
        raise Unreachable(f"it is no address: {fault}", code="bad-address", subject=address) from fault
    if url.scheme not in ("http", "https"):
        raise Refused(
            f"addresses of the kind {url.scheme}: are not fetched",
            code="bad-scheme",
            subject=address,
            advice="http or https",
        )
    if not url.host:
        raise Unreachable("the address names no host", code="bad-address", subject=address)
    if url.userinfo:
        raise Refused("the address holds a user name or password", code="credentials-in-address", subject=url.host)
    return url


@contextmanager
def _faults_as_errors(subject: str) -> Iterator[None]:
    """Network faults as errors of ours that name the address."""
    try:
        yield
    except httpcore.TimeoutException as fault:
        raise Unreachable(
            "it took too long to answer", code="timeout", subject=subject, advice="try again later"
        ) from fault
    except httpcore.ConnectError as fault:
        if any(isinstance(arg, ssl.SSLError) for arg in fault.args):
            raise Unreachable(
                f"its TLS certificate or handshake failed: {fault}", code="tls", subject=subject
            ) from fault
        raise Unreachable(f"no connection: {fault}", code="no-connection", subject=subject) from fault
    except httpcore.ProtocolError as fault:
        if "complete message body" in str(fault) or "BodyLength" in str(fault):
            raise truncated(subject) from fault
        raise Unreachable(f"it does not speak HTTP properly: {fault}", code="bad-http", subject=subject) from fault
    except httpcore.NetworkError as fault:
        raise Unreachable(f"the connection broke: {fault}", code="connection-lost", subject=subject) from fault


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking an address.

    Attributes:
        address: as it was asked.
        capture: what it holds; None where it is unchanged or cannot be had.
        error: why it cannot be had; None if it can.
        unchanged: whether it holds what it held before (by its own word, or byte for byte).
        validators: to ask with the next time; None where there is nothing to ask with.
        retry_after: seconds that the server wants to be left alone; None if it does not say.
    """

    address: str
    capture: Capture | None = None
    error: SourceError | None = None
    unchanged: bool = False
    validators: Validators | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds between two requests to one host, where that is more than the plan's, and how many may be under way at once."""

    delay: float = 0.0
    at_once: int = 1


class Fetcher:
    """Fetches web addresses; threads may share one.

    Args:
        plan: limits and manners.
        clock: the time now; aware, UTC.
        world: name resolution, ticking, waiting and trust; the real ones if left out.
    """

    def __init__(self, plan: CollectPlan, clock: Clock, world: World | None = None) -> None:
        self._plan = plan
        self._clock = clock
        self._world = world or World()
        self._reach = self._world.reach or Reach(plan.allow_private)
        self._pace = Pace(self._world.ticks, self._world.sleep)
        self._connections = Connections(self._reach, lambda: self._tls)
        agent = plan.user_agent.split("/")[0].split(" ")[0]
        self._robots = Robots(self._ask_robots, agent)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._world.tls or httpx.create_ssl_context(trust_env=False)

    def capture(self, address: str) -> Capture | SourceError:
        """What the address holds, or why it cannot be had."""
        try:
            answer = self._followed(address, Manners())
            return self._as_capture(address, answer)
        except SourceError as fault:
            return _about(fault, address)

    def fetched(self, address: str, known: Validators | None = None, delay: float = 0.0, at_once: int = 1) -> Fetched:
        """The same with what was known of the address before: it is asked only for what is new since (RFC 9110, 13).

        `delay`: seconds between two requests to its host, where that is more than the plan's. `at_once`: how many requests to
        its host may be under way, this one included.
        """
        wait: float | None = None
        try:
            answer = self._followed(address, Manners(delay, at_once), _conditions(known))
            wait = _retry_after(answer, self._clock())
            if answer.status == 304 and known is not None:
                return Fetched(address, unchanged=True, validators=known)
            capture = self._as_capture(address, answer)
        except SourceError as fault:
            return Fetched(address, error=_about(fault, address), retry_after=wait)
        body = digest(capture.data)
        validators = Validators(address, answer.header("etag") or None, answer.header("last-modified") or None, body)
        same = known is not None and known.digest == body
        return Fetched(address, capture, unchanged=same, validators=validators)

    def refresh(self) -> None:
        """Forget the rules of every robots.txt."""
        self._robots.forget()

    def close(self) -> None:
        """Close every connection; what is asked later makes new ones."""
        self._connections.close()

    def _as_capture(self, address: str, answer: Answer) -> Capture:
        if not 200 <= answer.status < 300 or answer.status == 206:
            raise Unreachable(
                f"the server answered {answer.status}",
                code=f"http-{answer.status}",
                subject=address,
                advice=_ADVICE.get(answer.status, "try again later" if answer.status >= 500 else ""),
            )
        kind, charset = content_type(answer.header("content-type"))
        return Capture(
            origin=answer.address,
            data=answer.body,
            captured_at=self._clock(),
            fetched_by=FETCHED_BY,
            media_type=kind,
            charset=charset,
            asked=None if address == answer.address else address,
            headers=without_secrets(answer.headers),
            way=answer.way,
        )

    def _followed(self, address: str, manners: Manners | None, conditions: _Fields = ()) -> Answer:
        """The answer at the end of the redirects. `manners`: None for what is asked without asking robots.txt and at any time."""
        deadline: Deadline | None = None
        url, seen, way = _parsed(address), set[str](), list[Leg]()
        while str(url) not in seen:
            if len(seen) > self._plan.max_redirects:
                raise Unreachable(
                    f"over {self._plan.max_redirects} redirects", code="too-many-redirects", subject=address
                )
            seen.add(str(url))
            with self._politely(url, manners), _faults_as_errors(str(url)):
                deadline = deadline or Deadline(self._plan.timeout, self._world.ticks)
                answer = self._answer(url, deadline, conditions)
            target = answer.header("location") if answer.status in _REDIRECTS else ""
            if not target:
                return replace(answer, way=(*way, *answer.way))
            way += (redirecting(leg, answer.headers) for leg in answer.way)
            url = _joined(url, target)
        raise Unreachable("its redirects go round in a circle", code="redirect-circle", subject=address)

    @contextmanager
    def _politely(self, url: httpx.URL, manners: Manners | None) -> Iterator[None]:
        """The time in which the address may be asked."""
        address, host = str(url), url.netloc.decode("ascii")
        if manners is None:
            with self._pace.place(host, 1):
                yield
            return
        if self._plan.obey_robots:
            self._robots.check(address)
        with self._pace.place(host, manners.at_once):
            self._pace.wait(host, max(self._plan.host_delay, manners.delay, self._robots.delay(address)))
            yield

    def _ask_robots(self, address: str) -> tuple[int, bytes]:
        try:
            answer = self._followed(address, None)
        except Refused as refusal:
            if refusal.code == "too-large":
                return 200, b""
            raise
        return answer.status, answer.body

    def _answer(self, url: httpx.URL, deadline: Deadline, conditions: _Fields = ()) -> Answer:
        address = str(url)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers, asked_at = [*self._headers(url), *conditions], self._clock()
        with self._connections.asked(target, headers, deadline, self._plan.read_timeout) as response:
            leg = leg_of(address, asked_at, self._clock(), headers, response)
            answer = Answer(address, response.status, _headers_of(response.headers), b"", (leg,))
            return replace(answer, body=self._body(answer, response))

    def _body(self, answer: Answer, response: httpcore.Response) -> bytes:
        promised = answer.header("content-length")
        if answer.status in _REDIRECTS or answer.status == 304:
            passed_over(response, promised)
            return b""
        if promised.isdigit() and int(promised) > self._plan.max_bytes:
            raise too_large(answer.address, self._plan.max_bytes)
        return body_of(response.iter_stream(), answer.header("content-encoding"), self._plan.max_bytes, answer.address)

    def _headers(self, url: httpx.URL) -> list[tuple[bytes | str, bytes | str]]:
        return [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", self._plan.user_agent),
            (
                "Accept",
                "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf;q=0.9,*/*;q=0.8",
            ),
            ("Accept-Encoding", ACCEPTED),
        ]


def _conditions(known: Validators | None) -> _Fields:
    """The request headers that ask for what is new; what cannot stand in a header is left out."""
    if known is None:
        return ()
    told = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return tuple((name, value) for name, value in told if value and value.isascii() and value.isprintable())


def _retry_after(answer: Answer, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: a count, or a date); None if there is none or it is broken."""
    told = answer.header("retry-after").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def _headers_of(raw: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)


def _joined(url: httpx.URL, target: str) -> httpx.URL:
    try:
        return _parsed(str(url.join(target)))
    except (httpx.InvalidURL, UnicodeError, ValueError) as fault:
        raise Unreachable(
            "it redirects to something that is no address", code="bad-address", subject=str(url)
        ) from fault


def _about(fault: SourceError, address: str) -> SourceError:
    """The same error about the address that was asked for, without a login; what failed on the way there is in the message."""
    if fault.subject == address == without_login(address):
        return fault
    message = fault.message if not fault.subject else f"{fault.message} [{without_login(fault.subject)}]"
    if without_login(fault.subject) == without_login(address):
        message = fault.message
    return type(fault)(message, code=fault.code, subject=without_login(address), advice=fault.advice)

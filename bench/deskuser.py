"""What one visitor of the desk does under load (a locustfile): asks questions of every kind in a random order, with a token.

``PURPORT_LOAD`` names a file with the questions by kind; ``PURPORT_LOAD_ANSWERS`` one that is written at the end: of each question,
as ``kind/name``, the milliseconds of every answer, and what was told of those that failed.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from itertools import cycle
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant, events, task

ASKED: dict[str, dict[str, str]] = json.loads(Path(os.environ["PURPORT_LOAD"]).read_text(encoding="utf-8"))
"""Addresses by kind (``stream``, ``search``, ``map``, ``other``) and name."""
HEADERS = {"Authorization": f"Bearer {os.environ['PURPORT_LOAD_TOKEN']}"}
TAKEN: dict[str, list[float]] = defaultdict(list)
FAILED: list[str] = []


@events.request.add_listener
def note(name: str, response_time: float, exception: Exception | None, **_: Any) -> None:
    """Keep how long an answer took."""
    TAKEN[name].append(response_time)
    if exception is not None:
        FAILED.append(f"{name}: {exception}")


@events.quitting.add_listener
def write(**_: Any) -> None:
    """Write what was kept."""
    told = json.dumps({"taken": TAKEN, "failed": FAILED})
    Path(os.environ["PURPORT_LOAD_ANSWERS"]).write_text(told, encoding="utf-8")


class Visitor(FastHttpUser):  # type: ignore[misc]
    """Looks, thinks for as long as told, looks again."""

    wait_time = constant(float(os.environ["PURPORT_LOAD_PAUSE"]))

    def on_start(self) -> None:
        """Each visitor goes through all questions of a kind in an order of its own."""
        self.ways = {kind: cycle(random.sample(sorted(named), len(named))) for kind, named in ASKED.items()}

    def _ask(self, kind: str) -> None:
        name = next(self.ways[kind])
        with self.client.get(
            ASKED[kind][name], name=f"{kind}/{name}", headers=HEADERS, catch_response=True, allow_redirects=False
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {ASKED[kind][name]}")

    @task(4)
    def stream(self) -> None:
        """The stream, with and without filters."""
        self._ask("stream")

    @task(4)
    def search(self) -> None:
        """The stream of statements that hold words."""
        self._ask("search")

    @task(4)
    def map(self) -> None:
        """The map, and what a program may have of it."""
        self._ask("map")

    @task(1)
    def other(self) -> None:
        """What people look at besides."""
        self._ask("other")

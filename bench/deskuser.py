"""What one visitor of the desk does under load (a locustfile): lists, searches and maps, in a random order, with a token."""

from __future__ import annotations

import json
import os
from pathlib import Path

from locust import FastHttpUser, constant, task

ASKED: dict[str, list[str]] = json.loads(Path(os.environ["PURPORT_LOAD"]).read_text(encoding="utf-8"))
"""Addresses by kind: ``stream``, ``search``, ``map``."""


class Visitor(FastHttpUser):  # type: ignore[misc]
    """Looks, thinks for as long as told, looks again."""

    wait_time = constant(float(os.environ["PURPORT_LOAD_PAUSE"]))

    def on_start(self) -> None:
        """Where to begin: not all visitors at the same address."""
        self.at = id(self) % 997

    def _ask(self, kind: str) -> None:
        self.at += 1
        addresses = ASKED[kind]
        with self.client.get(
            addresses[self.at % len(addresses)],
            name=kind,
            headers={"Authorization": f"Bearer {os.environ['PURPORT_LOAD_TOKEN']}"},
            catch_response=True,
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {addresses[self.at % len(addresses)]}")

    @task
    def stream(self) -> None:
        """The stream, with and without filters."""
        self._ask("stream")

    @task
    def search(self) -> None:
        """The stream of statements that hold words."""
        self._ask("search")

    @task
    def map(self) -> None:
        """What a map shows."""
        self._ask("map")

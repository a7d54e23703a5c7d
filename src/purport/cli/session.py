"""What every command shares: the plan, the house, the streams."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from purport.config import Plan
    from purport.rounds.house import House


class Whole(click.IntRange):
    """A whole number from a least on; what no database could count to is as good as the most that it can."""

    MOST = 2**31 - 1

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        return min(int(super().convert(value, param, ctx)), self.MOST)


@dataclass
class Session:
    """One run of the program. The plan is loaded when first asked for, so that ``init`` and ``--help`` need none."""

    config: Path | None
    home: Path | None

    @cached_property
    def plan(self) -> Plan:
        """The plan in force.

        Raises:
            InstructionError: if the config file is not in order.
        """
        from purport.config import load

        return load(self.config, os.environ, Path.cwd(), self.home)

    def house(self, plan: Plan | None = None) -> House:
        """The house that the plan describes; use it as a context manager."""
        from purport.rounds.house import House

        return House(plan or self.plan)

    @property
    def out(self) -> Console:
        """Standard output for people."""
        from purport.desk.terminal import console

        return console(self.plan.show, sys.stdout)

    @property
    def turned(self) -> bool:
        """Whether right-to-left text must be turned round on standard output."""
        from purport.desk.terminal import turns

        return turns(self.plan.show, sys.stdout)


pass_session = click.make_pass_decorator(Session)


def machine_output() -> IO[str]:
    """Standard output as UTF-8, whatever the locale says: for JSON and CSV."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def print_json(record: dict[str, object]) -> None:
    """One line of JSON on standard output."""
    from purport.exchange.contract import written

    machine_output().write(written(record) + "\n")


def complain(message: object) -> None:
    """One harmless line on standard error."""
    from purport.desk.terminal import one_line

    print(f"purport: {one_line(str(message))}", file=sys.stderr, flush=True)


def count_of(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count_of(1, "copy", "copies"), count_of(3, "copy", "copies")
    ('1 copy', '3 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Teller:
    """The line that says what is being done; without a `bar` it says nothing."""

    what: str
    bar: Progress | None = None

    def __call__(self, told: str) -> None:
        """Say how far it is."""
        from purport.desk.terminal import one_line

        if self.bar is not None:
            self.bar.update(self.bar.task_ids[0], description=one_line(f"{self.what}: {told}", 100), advance=1)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The line is taken away while something else is printed."""
        if self.bar is not None:
            self.bar.stop()
        yield
        if self.bar is not None:
            self.bar.start()


@contextmanager
def progress(what: str) -> Iterator[Teller]:
    """A line on standard error that says what is being done, on a terminal only; it is gone when the work is."""
    if not sys.stderr.isatty():
        yield Teller(what)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        bar.add_task(what, total=None)
        yield Teller(what, bar)


@contextmanager
def measured(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal only; what it gives is called with how much of `total` is done."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=max(total, 1))
        yield lambda done: bar.update(task, completed=done)

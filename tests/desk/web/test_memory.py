"""Free memory of the desk is kept in few stores, and given back."""

import asyncio

import pytest

from purport.desk.web import memory
from purport.desk.web.serve import Place, configured


def without(name):
    """A C library that has no such function, and a system that cannot say what it has."""

    def refused(_name):
        raise OSError(name)

    return lambda _name: object(), refused


class Glibc:
    """Notes what is asked of it."""

    def __init__(self):
        self.asked = []

    def mallopt(self, what, how_many):
        self.asked.append(("mallopt", what, how_many))
        return 1

    def malloc_trim(self, left):
        self.asked.append(("malloc_trim", left))
        return 1


def test_few_stores_of_free_memory_are_kept_where_the_c_library_can(monkeypatch):
    library = Glibc()
    monkeypatch.setattr(memory, "CDLL", lambda _name: library)
    assert memory.few_stores()
    asyncio.run(memory.given_back())
    assert library.asked == [("mallopt", -8, 2), ("malloc_trim", 0)]


@pytest.mark.parametrize("library", without("libc"))
def test_where_it_cannot_nothing_happens(monkeypatch, library):
    monkeypatch.setattr(memory, "CDLL", library)
    assert not memory.few_stores()
    asyncio.run(memory.given_back())


def test_the_desk_gives_back_while_it_serves():
    config = configured(object(), Place())
    assert config.callback_notify is memory.given_back
    assert config.timeout_notify == memory.GIVEN_BACK

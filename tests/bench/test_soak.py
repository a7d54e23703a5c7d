"""The soak's server tells the truth of itself."""

import feedparser
import pytest

from bench import soakserver


@pytest.mark.parametrize("n", range(len(soakserver.FAULTS)))
def test_every_published_item_can_be_told_by_its_word(n):
    found = feedparser.parse(soakserver.feed(n, 4)).entries
    assert len(found) == soakserver.count_of(n, 4)
    for i, entry in enumerate(found):
        assert soakserver.token(n, i, soakserver.revision_of(n, i, 4)) in entry.description


def test_hosts_are_apart():
    assert len({soakserver.host_of(n) for n in range(1000)}) == 1000

"""Documents as stories: whose agencies' they are."""

import pytest

from purport.ledger import opened
from purport.rounds.stories import story_of
from tests.rounds.desk import file


@pytest.mark.parametrize(
    ("agency", "names"),
    [
        (None, ()),
        ("Northwire", ("Northwire",)),
        ("Northwire and Corvel News", ("Northwire", "Corvel News")),
        ("Northwire, Corvel News; Halyard", ("Northwire", "Corvel News", "Halyard")),
        ("Standard Anderson", ("Standard Anderson",)),
        ("وكالة الضفاف", ("وكالة الضفاف",)),
        ("رويترز ووكالة الضفاف", ("رويترز", "وكالة الضفاف")),
        ("رويترز، وكالة الضفاف", ("رويترز", "وكالة الضفاف")),
        ("رويترز وفرانس برس", ("رويترز", "فرانس برس")),
        ("رويترز و فرانس برس", ("رويترز", "فرانس برس")),
    ],
)
def test_the_agencies_of_a_line(tmp_path, agency, names):
    with opened(str(tmp_path / "ledger.db")) as ledger:
        row = ledger.document(file(ledger, "one", "A boat ran aground.\n", "Selmark Standard", agency=agency))
    assert story_of(row).agencies == names

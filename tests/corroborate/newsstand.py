"""Invented stories for the tests of corroboration."""

from datetime import UTC, datetime, timedelta

from purport.records.stories import Story

MORNING = datetime(2024, 3, 1, 8, tzinfo=UTC)
LEAD = (
    "Fishermen in the harbour town of Vellmar said on Tuesday that two patrol boats had stopped them before dawn. "
    "The harbour office confirmed that four nets were taken and said that it would publish a report within a week."
)
REST = (
    "Nobody was hurt, and the boats returned to the quay at noon under the eyes of a small crowd. "
    "The mayor asked for calm and invited both sides to the town hall on Friday."
)
WIRE = f"KORVEL, March 1 (CNS) - {LEAD} {REST}"
LOCAL = (
    "Our reporter walked along the quay in the evening and counted eleven boats with torn nets and tired crews, "
    "who said that they would not go out again until the nets were back in their hands."
)
OTHER = (
    "Bakers in the hill town of Orsk put up the price of bread for the second time this winter, after the mill "
    "had raised what it asks for a sack of flour by a tenth, and they gave out cards for families with children."
)
PAPER = (
    "The council of Marn voted on Monday to move the market to the old tram depot, which has stood empty for nine years. "
    "Traders had asked for a roof and for running water, and the council found money for both in its budget for roads."
)


def story(name, text, outlet="Daily Quay", hour=0.0, **known):
    """A story first seen so many hours after the morning."""
    return Story(
        id=name,
        text=text,
        title=known.get("title"),
        outlet=outlet,
        agencies=known.get("agencies", ()),
        origin=known.get("origin", f"https://paper.example/{name}"),
        canonical=known.get("canonical"),
        published=known.get("published"),
        first_seen=MORNING + timedelta(hours=hour),
        previous=known.get("previous"),
    )

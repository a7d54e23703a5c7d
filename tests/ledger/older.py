"""A ledger as an earlier version of purport left it."""

from sqlalchemy import create_engine

SPEAKERS = {
    "sqlite": (
        "DROP TABLE statement_words",
        "CREATE VIRTUAL TABLE statement_words USING fts5(words, source, target, place, kind, content='', tokenize='ascii')",
    ),
    "postgresql": (
        "UPDATE statement_words SET terms = ts_delete(terms, ARRAY(SELECT lexeme FROM unnest(terms) WHERE lexeme LIKE 'h=%%'))",
    ),
}
"""What undoes version 0019, by database. SQLite's table is left empty: its old words would go with it anyway."""

STEPS = {
    "0018": (),  # the full-text tables of SQLite keep a column that that version did not have
    "0017": tuple(f"DROP TABLE {name}" for name in ("place_cell", "place_tally", "sited", "place")),
    "0016": tuple(f"DROP TABLE desk_{name}" for name in ("account", "session", "token", "failure", "search", "access")),
    "0015": (
        *(f"DROP TABLE {name}" for name in ("unplaced", "placed", "telling", "telling_word", "word_count")),
        *(
            f"DROP TABLE {name}" for name in ("likeness", "lent", "matter", "tie", "pair_decision")
        ),  # with their indexes
        "DELETE FROM counter WHERE name IN ('placed', 'tellings', 'unplaced')",
    ),
    "0013": tuple(f"DROP TABLE voice_{name}" for name in ("reference", "calibration", "comparison")),  # with its index
    "0012": ("DROP TABLE transcript",),
    "0014": ("DROP TABLE translation",),
    "0011": ("ALTER TABLE capture DROP COLUMN way",),
    "0010": ("DROP TABLE imprint",),
    "0008": (
        *(
            f"DROP TABLE {name}" for name in ("filed", "alert_rule", "alert_member", "alert_sending")
        ),  # with their indexes
        "DELETE FROM counter WHERE name = 'filed'",
    ),
    "0007": ("DROP TABLE lead", "DROP TABLE source"),
    "0006": ("DROP INDEX ix_custody_deed",),
    "0005": ("DROP TABLE checkpoint",),
    "0004": ("DROP TABLE listed", "DROP TABLE event_list"),
    "0003": (
        *(f"DROP INDEX ix_event_{name}" for name in ("stage", "responsibility")),
        *(f"ALTER TABLE event DROP COLUMN {name}" for name in ("stage", "responsibility")),
    ),
    "0002": (
        *(f"DROP TABLE {name}" for name in ("event", "event_words", "decision")),  # with their indexes
        "DELETE FROM counter WHERE name = 'events'",
    ),
}
"""What undoes each version of the tables, the newest first."""


def run(url, *lines):
    """Runs SQL on a ledger's database, in one transaction."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for line in lines:
            connection.exec_driver_sql(line)
    engine.dispose()


def take_back(url, version):
    """Makes the tables those of an earlier version."""
    undone = [line for number, lines in STEPS.items() if number > version for line in lines]
    speakers = SPEAKERS[url.split(":")[0]] if version < "0019" else ()
    run(url, *speakers, *undone, f"UPDATE alembic_version SET version_num = '{version}'")

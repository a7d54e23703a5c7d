"""The MUC bench: keys as records, alignment and points, groups and ties; on an invented story."""

from __future__ import annotations

import numpy as np

from bench.muc.corpus import Fill, Story, Template, document, templates, texts_of
from bench.muc.incidents import bodies, clean, groups, kind_of, listed_groups, of_state, view_of
from bench.muc.model import Logistic, Model, fitted, incidents, is_late, loaded, saved, two
from bench.muc.score import Incident, aligned, alike, score_of
from bench.muc.ties import strangers, ties
from purport.read.reader import RuleReader

KEY = """\
;;; a note
0.  MESSAGE: ID                     DEV-MUC3-0001 (X)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED / ATTEMPTED
9.  PERP: INDIVIDUAL ID             "GUERRILLAS"
10. PERP: ORGANIZATION ID           "ORVEN PEOPLE'S FRONT" / "OPF"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED BY AUTHORITIES: "ORVEN PEOPLE'S FRONT" / "OPF"
                                    ? POSSIBLE: "RED DELTA"
12. PHYS TGT: ID                    "GRAIN MILL" / "MILL"
18. HUM TGT: NAME                   -

0.  MESSAGE: ID                     DEV-MUC3-0002 (X)
1.  MESSAGE: TEMPLATE               *
5.  INCIDENT: STAGE OF EXECUTION    *
"""
TEXT = """\
   KELVA, 3 JAN 90 (MPA) -- [TEXT] GUERRILLAS OF THE ORVEN PEOPLE'S FRONT [OPF] BOMBED THE MILL ON MONDAY, POLICE
SAID.  NOBODY WAS HURT.
"""
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"


def story() -> Story:
    template = next(t for _, t in templates(KEY) if t is not None)
    return Story("DEV-MUC3-0001", TEXT, (template,))


def test_a_key_becomes_templates_and_irrelevant_stories() -> None:
    (name, first), (other, second) = templates(KEY)
    assert (name, other, second) == ("DEV-MUC3-0001", "DEV-MUC3-0002", None)
    assert first is not None
    assert first.kinds == {"BOMBING"}
    assert first.stages == {"ACCOMPLISHED", "ATTEMPTED"}
    assert first.confidences == (
        Fill(frozenset({BY_AUTHORITIES}), frozenset({"ORVEN PEOPLE'S FRONT", "OPF"})),
        Fill(frozenset({"POSSIBLE"}), frozenset({"RED DELTA"}), optional=True),
    )
    assert first.targets == (frozenset({"GRAIN MILL", "MILL"}),)


def test_stories_are_parted_at_their_headers_and_dated() -> None:
    file = f"DEV-MUC3-0001 (X)\n\n{TEXT}\nDEV-MUC3-0002 (X)\n\nNOTHING.\n"
    assert [name for name, _ in texts_of(file)] == ["DEV-MUC3-0001", "DEV-MUC3-0002"]
    made = document(story())
    assert made.published == "1990-01-03"
    assert made.text[made.body :].startswith("GUERRILLAS")


def test_points_for_the_confidence_slot() -> None:
    def worth(value: str, name: str = "OPF", kind: str = "BOMBING") -> float:
        made = Incident(kind, "ACCOMPLISHED", ((name, value),), (), ("the mill",))
        return score_of([(story(), [made])]).confidence.points

    assert worth(BY_AUTHORITIES) == 1
    assert worth("SUSPECTED OR ACCUSED") == 0.5
    assert worth(BY_AUTHORITIES, "ARMY") == 0.5
    assert worth("REPORTED AS FACT") == 0
    assert worth(BY_AUTHORITIES, kind="ATTACK") == 1
    assert worth(BY_AUTHORITIES, kind="ARSON") == 0


def test_what_is_missing_and_what_is_astray() -> None:
    astray = Incident("BOMBING", "ACCOMPLISHED", (("ARMY", "REPORTED AS FACT"),), (), ("a bridge",))
    score = score_of([(story(), [astray])])
    assert (score.confidence.possible, score.confidence.astray, score.confidence.points) == (1, 1, 0)
    assert (score.stage.possible, score.stage.astray) == (1, 1)
    assert score_of([(story(), [])]).confidence.possible == 1


def test_one_template_takes_one_response() -> None:
    made = [
        Incident("BOMBING", "ACCOMPLISHED", (), (), ("mill",)),
        Incident("ATTACK", "ATTEMPTED", (), (), ("grain mill",)),
    ]
    assert [template is None for _, template in aligned(story().templates, made)] == [False, True]


def test_a_story_with_an_incident_that_did_not_come_about() -> None:
    late = Template(False, frozenset({"ATTACK"}), frozenset({"THREATENED"}), (), (), ())
    wanted = Story("a", TEXT, (late,))
    assert is_late(wanted)
    stories = score_of([(wanted, [Incident("ATTACK", "THREATENED")]), (Story("b", TEXT, ()), [])]).stories
    assert (stories.recall, stories.precision) == (100, 100)
    optional = Story("c", TEXT, (Template(True, late.kinds, late.stages, (), (), ()),))
    assert score_of([(optional, [Incident("ATTACK", "THREATENED")])]).stories.actual == 0


def test_wordings_alike_and_kinds() -> None:
    assert alike(["THE MAYOR OF ACHI"], ["mayor"])
    assert not alike(["THE HOUSE OF ACHI"], ["the mayor of Oro"])
    assert kind_of("BOMBED", "") == "BOMBING"
    assert kind_of("BOMBED", "AIR FORCE PLANES BOMBED IT") == "ATTACK"
    assert kind_of("KILLED", "A CAR BOMB KILLED TWO") == "BOMBING"
    assert of_state("ORVEN ARMY")
    assert not of_state("ARMY OF NATIONAL LIBERATION")
    assert clean('THE "OPF" [X]') == "OPF"


def test_an_organisation_is_tied_to_the_events_of_a_story() -> None:
    told = story()
    other = Story("DEV-MUC3-0009", TEXT, told.templates)
    view = view_of(told, RuleReader().read(document(told)))
    known = bodies([other])
    (found,) = [tie for tie in ties(view, known) if tie.body.guilty]
    assert found.group.kind == "BOMBING"
    assert found.features["actor"] == 1
    assert groups(view)[0].events[0].target == "mill"
    assert not [tie for tie in ties(view, bodies([told])) if tie.body.guilty]


def test_strangers_are_bodies_that_no_key_knows() -> None:
    text = "ARDEN, 3 MAR 89 -- THE ORVEN SHORE MOVEMENT [OSM] BURNED THE MILL IN ARDEN. A SPOKESMAN OF THE MILLERS SAID SO.\n"
    told = Story("DEV-MUC3-0007", text, ())
    view = view_of(told, RuleReader().read(document(told)))
    assert [sorted(body.names) for body in strangers(view, [])] == [["ORVEN SHORE MOVEMENT"]]
    (found,) = ties(view, [])
    assert (found.features["stranger"], found.features["r_STATED"] > 0, found.features["only"]) == (1, True, 1)


def test_a_group_on_the_list_needs_no_key() -> None:
    told = story()
    (known,) = bodies([], [frozenset({"OPF", "ORVEN PEOPLE'S FRONT"})])
    assert (known.listed, known.guilty, known.named) == (True, frozenset(), frozenset())
    view = view_of(told, RuleReader().read(document(told)))
    assert {tie.body for tie in ties(view, [known]) if tie.body.listed} == {known}


def test_the_list_of_groups_has_names_in_capitals_each_once() -> None:
    names = [name for group in listed_groups() for name in group]
    assert names == [name.upper().strip() for name in names]
    assert len(names) == len(set(names)) > 50


def test_features_made_even_give_weights_for_features_as_they_come() -> None:
    rows = [{"bias": 1.0, "wide": 1000.0 * (n % 2), "still": 5.0} for n in range(40)]
    found = fitted(rows, two(n % 2 == 1 for n in range(40)), 0.1)
    assert (found.shares(rows)[:, 1] > 0.9).tolist() == [n % 2 == 1 for n in range(40)]


def test_a_model_is_fitted_saved_and_answers(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = [{"bias": 1.0, "actor": float(n % 2)} for n in range(40)]
    yes = fitted(rows, two(n % 2 == 1 for n in range(40)), 0.1)
    assert (yes.shares(rows)[:, 1] > 0.5).tolist() == [n % 2 == 1 for n in range(40)]
    always = Logistic(("bias",), np.array([[0.0, 9.0]]))
    fact = Logistic(("bias",), np.array([[9.0, 0.0, 0.0, 0.0, 0.0]]))
    model = Model(
        always, yes, fact, Logistic(("bias",), np.array([[9.0, 0.0]])), {"tied": 0.5, "relevant": 0.5, "late": 0.5}
    )
    path = tmp_path / "weights.json"
    path.write_text(saved(model))
    told = story()
    view = view_of(told, RuleReader().read(document(told)))
    first, *_ = incidents(view, bodies([Story("DEV-MUC3-0009", TEXT, told.templates)]), loaded(path))
    assert (first.kind, first.stage) == ("BOMBING", "ACCOMPLISHED")
    assert [value for _, value in first.bodies] == ["REPORTED AS FACT"]

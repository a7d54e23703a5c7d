"""What a noun phrase stands for, as far as its own words tell."""

from __future__ import annotations

from enum import StrEnum

from purport.read.cast import tables
from purport.read.parse import Word


class CastKind(StrEnum):
    """What a member of the cast is."""

    PERSON = "person"
    BODY = "body"
    GOVERNMENT = "government"
    PEOPLE = "people"
    CARRIER = "carrier"  # recording or document
    PLACE = "place"
    THING = "thing"
    UNKNOWN = "unknown"


def is_acronym(text: str) -> bool:
    """Whether a word is written like an acronym: two to ten letters, two or more of them capitals."""
    letters = text.replace(".", "").replace("-", "")
    return " " not in letters and 2 <= len(letters) <= 10 and sum(letter.isupper() for letter in letters) >= 2


def noun_gender(lemma: str) -> bool | None:
    """True for a noun that names men, False for women, None for neither."""
    if lemma in tables.MALE_NOUNS or lemma in tables.FEMALE_NOUNS:
        return lemma in tables.MALE_NOUNS
    if lemma.endswith("woman"):
        return False
    return True if lemma.endswith("man") and lemma not in tables.NO_MEN else None


def name_gender(titles: list[str], roles: list[str], bare: list[Word]) -> bool | None:
    """True for a man, False for a woman, by title, role or given name; None if they do not tell."""
    for word in titles + roles:
        if word in tables.MALE_TITLES or word in tables.MALE_NOUNS:
            return True
        if word in tables.FEMALE_TITLES or word in tables.FEMALE_NOUNS:
            return False
    given = bare[0].lower if bare else ""
    return True if given in tables.MALE_NAMES else False if given in tables.FEMALE_NAMES else None


_PERSONAL = tables.STRIPPED_TITLES | tables.KEPT_TITLES | tables.PERSON_NOUNS
_GIVEN = tables.MALE_NAMES | tables.FEMALE_NAMES
_ENT_KINDS = {
    "PERSON": CastKind.PERSON,
    "ORG": CastKind.BODY,
    "NORP": CastKind.PEOPLE,
    "GPE": CastKind.PLACE,
    "LOC": CastKind.PLACE,
    "FAC": CastKind.PLACE,
    **dict.fromkeys(("PRODUCT", "WORK_OF_ART", "EVENT", "DATE", "TIME", "LANGUAGE", "LAW"), CastKind.THING),
}


def name_kind(name: str, roles: frozenset[str], bare: list[Word], determiner: str) -> tuple[CastKind, bool]:
    """The kind of a proper name, and whether it is sure or the named-entity label's guess."""
    last = bare[-1]
    sure = _kind_by_role(roles) or _kind_by_head(last)
    if sure is not None:
        return sure, True
    if len(bare) > 1 and bare[0].lower in _GIVEN and determiner != "the":
        return CastKind.PERSON, True
    if is_acronym(name) and last.ent != "GPE":
        return CastKind.BODY, False
    if determiner == "the" and last.lower in tables.PAPER_NAMES:
        return CastKind.BODY, True
    if determiner == "the" and last.ent in ("PERSON", "ORG") and all(w.lower not in tables.NAME_JOINTS for w in bare):
        return CastKind.BODY, last.ent == "ORG" and len(bare) > 1
    return _ENT_KINDS.get(last.ent, CastKind.UNKNOWN), False


def _kind_by_role(roles: frozenset[str]) -> CastKind | None:
    for table, kind in (
        (_PERSONAL, CastKind.PERSON),
        (tables.BODY_NOUNS, CastKind.BODY),
        (tables.PLACE_NOUNS, CastKind.PLACE),
    ):
        if roles & table:
            return kind
    return None


def _kind_by_head(last: Word) -> CastKind | None:
    if last.lower in tables.BODY_NOUNS or last.lemma in tables.BODY_NOUNS:
        return CastKind.BODY
    if last.ent in ("DATE", "TIME"):
        return CastKind.THING
    return CastKind.PEOPLE if last.tag == "NNPS" or (last.ent == "NORP" and last.tag == "NNS") else None


_PERSON_ENDINGS = ("man", "woman", "person", "ist", "eer", "ier")
_THING_ENDINGS = ("tion", "ment", "ness", "ity", "ism", "ing", "ance", "ence", "ship", "age", "ure", "sion", "al", "th")


def common_kind(head: Word, *, plural: bool) -> CastKind:
    """The kind of a common noun phrase by its head noun; UNKNOWN if the tables and endings do not tell."""
    lemma, lower = head.lemma, head.lower
    if lemma in tables.CARRIERS or lower in tables.CARRIERS:
        return CastKind.CARRIER
    if lower in tables.PEOPLE_NOUNS:
        return CastKind.PEOPLE
    if lower in tables.NOMINAL_PERSONS or lemma in tables.PERSON_NOUNS or lemma.endswith(_PERSON_ENDINGS):
        return CastKind.PEOPLE if plural else CastKind.PERSON
    if lemma in tables.BODY_NOUNS or lower in tables.BODY_NOUNS:
        return CastKind.BODY
    if lemma in tables.PLACE_NOUNS:
        return CastKind.PLACE
    return CastKind.THING if lemma in tables.MEASURES or lemma.endswith(_THING_ENDINGS) else CastKind.UNKNOWN

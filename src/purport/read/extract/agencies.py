"""News agencies as datelines and credit lines write them: a list of known ones, and the shape of others."""

from __future__ import annotations

import re

_BY_NAME = {
    "AP": ("The Associated Press", "Associated Press", "AP News"),
    "Reuters": ("Thomson Reuters", "Reuters News Agency"),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "dpa": ("DPA", "Deutsche Presse-Agentur"),
    "EFE": ("Agencia EFE",),
    "Xinhua": ("Xinhua News Agency",),
    "TASS": ("ITAR-TASS", "Itar-Tass"),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansi"),
    "UPI": ("United Press International",),
    "PTI": ("Press Trust of India",),
    "PA": ("PA Media", "Press Association"),
    "Kyodo": ("Kyodo News",),
    "Yonhap": ("Yonhap News Agency",),
    "The Canadian Press": ("Canadian Press",),
    "AAP": ("Australian Associated Press",),
    "VOA": ("Voice of America", "VOA News"),
    "RFE/RL": ("Radio Free Europe/Radio Liberty",),
    "Bloomberg": ("Bloomberg News",),
    "SANA": ("Syrian Arab News Agency",),
    "IRNA": ("Islamic Republic News Agency",),
    "Tasnim": ("Tasnim News Agency",),
    "Fars": ("Fars News Agency",),
    "WAM": ("Emirates News Agency",),
    "SPA": ("Saudi Press Agency",),
    "RIA Novosti": ("RIA",),
    "NNA": ("National News Agency",),
}
_BY_INITIALS = [
    "ANSA",
    "Interfax",
    "ANI",
    "IANS",
    "APA",
    "CNA",
    "WAFA",
    "Mehr",
    "KUNA",
    "QNA",
    "MENA",
    "Petra",
    "KCNA",
    "Ukrinform",
    "Bernama",
    "Antara",
    "CP",
    "Lusa",
    "NTB",
    "TT",
    "Ritzau",
    "ANP",
    "Belga",
    "Sputnik",
    "Rudaw",
    "AA",
    "INA",
    "CNN",
    "Agencies",
]
_ARABIC = [
    "رويترز",
    "أ ف ب",
    "أ.ف.ب",
    "ا ف ب",
    "ا.ف.ب",
    "أ. ف. ب",
    "فرانس برس",
    "وكالة فرانس برس",
    "أسوشيتد برس",
    "الأسوشيتد برس",
    "أ ب",
    "أ.ب",
    "د ب أ",
    "د.ب.أ",
    "الأناضول",
    "وكالة الأناضول",
    "سانا",
    "واع",
    "وام",
    "واس",
    "كونا",
    "قنا",
    "بترا",
    "شينخوا",
    "سبوتنيك",
    "وكالات",
    "الوكالات",
    "أ ش أ",
    "أ.ش.أ",
    "وفا",
    "نينا",
    "إرنا",
    "تسنيم",
]

_KNOWN: dict[str, str] = {
    **{name.casefold(): name for name in (*_BY_NAME, *_BY_INITIALS, *_ARABIC)},
    **{other.casefold(): name for name, others in _BY_NAME.items() for other in others},
    "news agencies": "Agencies",
    "wire services": "Agencies",
    "agency": "Agencies",
}
_AMBIGUOUS = frozenset(
    {"pa", "cp", "tt", "aa", "ina", "apa", "ani", "cna", "mena", "agency", "ria", "petra", "antara", "mehr", "spa"}
)
_SHAPE = re.compile(
    r"(?:[A-Z]{2,7}|(?:[A-Z][\w'’.-]*\s){0,3}(?:News Agency|News Service|News Wire|Newswire|Press Agency|Wire|Press Service))"
)
_IN_BRACKETS = re.compile(r"[^\W\d_][\w'’./&-]*(?:\s[^\W\d_][\w'’./&-]*){0,3}")


def known_agency(words: str) -> str | None:
    """The usual short name of a known agency, however it is written; None for anything else. Arabic names stay as written.

    >>> known_agency("The Associated Press"), known_agency("Harbour Board")
    ('AP', None)
    """
    return _KNOWN.get(" ".join(words.strip(" .:*").split()).casefold())


def sure_agency(words: str) -> str | None:
    """As :func:`known_agency`, but only what means an agency where it stands alone: ``AP``, not ``Ap`` or ``spa``."""
    words = " ".join(words.strip(" .:*").split())
    name = known_agency(words)
    short = words.isascii() and len(words) <= 5 and words.isalpha()
    if (
        name is None
        or (short and words.casefold() in _AMBIGUOUS and not words.isupper())
        or (short and words.islower() and words != "dpa")
    ):
        return None
    return name


def agency_of_shape(words: str) -> str | None:
    """A known agency, or words shaped like one: capitals, or a name ending in "News Agency", "Newswire" and the like."""
    words = " ".join(words.strip(" .:*").split())
    return known_agency(words) or (words if _SHAPE.fullmatch(words) else None)


def bracketed_agency(words: str) -> str | None:
    """What stands in brackets between a place and a dash is an agency if it is known or is up to four capitalised words."""
    words = " ".join(words.strip(" .:*").split())
    name = known_agency(words)
    if name is not None:
        return name
    return words if _IN_BRACKETS.fullmatch(words) and not words[0].islower() else None

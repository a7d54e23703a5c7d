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


_TOGETHER = re.compile(r"\s*(?:[,;/&،؛]|\sand\s|\swith\s|\s[-–—]\s)\s*(?:and\s)?|\s+و\s?")
"""What stands between the names of agencies that are credited together."""
_LONGEST_CREDIT = 120  # characters


def _tidy(words: str) -> str:
    return " ".join(words.strip(" .:*").split())


def _together(words: str) -> list[str]:
    """The names of which each may be that of an agency: one where the whole is known."""
    words = _tidy(words)
    if words.casefold() in _KNOWN or len(words) > _LONGEST_CREDIT:
        return [words]
    return [_tidy(part) for part in _TOGETHER.split(words)]


def one_agency(words: str) -> str | None:
    """The usual short name of one known agency, however it is written; None for anything else. Arabic names stay as written.

    >>> one_agency("The Associated Press"), one_agency("AFP and AP")
    ('AP', None)
    """
    return _KNOWN.get(_tidy(words).casefold())


def known_agency(words: str) -> str | None:
    """As :func:`one_agency`, or the names of several that are credited together; None where anything else is among them.

    >>> known_agency("The Associated Press"), known_agency("Harbour Board"), known_agency("AFP, AP/Reuters")
    ('AP', None, 'AFP, AP and Reuters')
    """
    found = list(dict.fromkeys(one_agency(name) for name in _together(words)))
    named = [name for name in found if name is not None]
    if not named or len(named) < len(found):
        return None
    if not all(name.isascii() for name in named):
        return "، ".join(named)
    return " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)


def sure_agency(words: str) -> str | None:
    """As :func:`known_agency`, but only what means an agency where it stands alone: ``AP``, not ``Ap`` or ``spa``."""
    return known_agency(words) if all(_is_sure(name) for name in _together(words)) else None


def _is_sure(name: str) -> bool:
    short = name.isascii() and len(name) <= 5 and name.isalpha()
    if short and name.casefold() in _AMBIGUOUS:
        return name.isupper()
    return not short or not name.islower() or name == "dpa"


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

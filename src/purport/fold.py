"""The one normaliser: what search in every database, and the matching of names, take for the same letters.

Folding works letter by letter, so ``folded(a + b) == folded(a) + folded(b)``, folding twice changes nothing, and every
folded letter leads back to the one it came from. Per letter: compatibility decomposition (Unicode NFKD), full case folding,
combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic dropped, then a small table for letters that Unicode does not
decompose. The Arabic table is that of light stemming (Larkey, Ballesteros and Connell, SIGIR 2002), with Persian letters added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTER_TABLE = {
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ىیےۍېۑ", "ي"),
    **dict.fromkeys("ةہھەۃ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ـ", ""),  # tatweel only stretches the line
    "،": ",",
    "؛": ";",
    "؟": "?",
    **dict.fromkeys("‘’‚‛ʼʻʾʿ′´ʹ", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_MARKS = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0483, 0x0489),  # old Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic honorifics
    (0x064B, 0x065F),  # harakat, hamza above and below
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06ED),  # Quranic signs
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)


def _silent(letter: str) -> bool:
    """Whether a decomposed letter says nothing: a mark of the table above, or a format control (zero width, bidi)."""
    kind = unicodedata.category(letter)
    return kind == "Cf" or (kind in ("Mn", "Me") and any(low <= ord(letter) <= high for low, high in _MARKS))


def _plain(letter: str) -> str:
    if letter in _LETTER_TABLE:
        return _LETTER_TABLE[letter]
    if _silent(letter):
        return ""
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def _letter(letter: str) -> str:
    """One letter folded: the steps repeated until nothing changes."""
    before, now = "", letter
    while before != now:
        before = now
        now = unicodedata.normalize("NFKD", "".join(map(_plain, now)).casefold())
    return now


class _Letters(dict[int, str]):
    """Code point to folded letters, filled as letters are met; the form that ``str.translate`` takes."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _letter(chr(code))
        return found


_LETTERS = _Letters()


def folded(text: str) -> str:
    """The text with what search must not see taken away: case, diacritics, harakat, letter variants, invisible controls.

    >>> folded("Erdoğan, Straße")
    'erdogan, strasse'
    >>> folded("أَحْمَد") == folded("احمد")
    True
    """
    return text.lower() if text.isascii() else text.translate(_LETTERS)


_ASCII_OR_OTHER = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")


def folded_with_map(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index in `text` of the character it came from.

    The indexes never fall; some are left out (a dropped mark) and some repeat (``ß`` gives two letters).

    >>> folded_with_map("Nuß")
    ('nuss', [0, 1, 2, 2])
    """
    if text.isascii():
        return text.lower(), list(range(len(text)))
    out: list[str] = []
    origin: list[int] = []
    for hit in _ASCII_OR_OTHER.finditer(text):
        i, letters = hit.start(), hit[0]
        if letters.isascii():
            out.append(letters.lower())
            origin.extend(range(i, hit.end()))
            continue
        plain = _LETTERS[ord(letters)]
        out.append(plain)
        origin.extend([i] * len(plain))
    return "".join(out), origin


_TOKEN = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[ء-ي]+")
_WITH_ARTICLE = re.compile(r"(?P<lead>[وف]?(?:[بك]?ال|لل))(?P<stem>[ء-ي]{2,})")
_CONJUNCTION = re.compile(r"[وف](?P<stem>[ء-ي]{3,})")
_PREPOSITION = re.compile(r"[بلك](?P<stem>[ء-ي]{4,})")
_WEAK_AFTER_CONJUNCTION = re.compile(r"[وف][بلك](?P<stem>[ء-ي]{4,})")


def tokens(text: str) -> list[str]:
    """The folded words of a text, letters and digits only, in order.

    >>> tokens("Al-Baghdadi’s men, 200")
    ['al', 'baghdadi', 's', 'men', '200']
    """
    return _TOKEN.findall(folded(text))


def _without_prefixes(token: str) -> list[str]:
    """Forms of a folded Arabic token without conjunction, preposition and article; longest first, the token itself left out.

    A one-letter prefix with no article behind it may be a letter of the stem, so enough must be left: three letters after
    a conjunction, four after a preposition.
    """
    if not _ARABIC.fullmatch(token):
        return []
    found: set[str] = set()
    if whole := _WITH_ARTICLE.fullmatch(token):
        found |= {whole["stem"], "ال" + whole["stem"]}
    else:
        rules = (_CONJUNCTION, _PREPOSITION, _WEAK_AFTER_CONJUNCTION)
        found |= {hit["stem"] for hit in (rule.fullmatch(token) for rule in rules) if hit}
    return sorted(found - {token}, key=lambda form: (-len(form), form))


def query_forms(word: str) -> tuple[str, ...]:
    """The forms to search for a query's word: folded as it is, then without Arabic prefixes. Any one of them is a hit.

    A word that folds to several tokens (``al-Baghdadi``) gives one form with spaces in it: a phrase. A word without
    letters or digits gives ``()``.

    >>> query_forms("والجيش")
    ('والجيش', 'الجيش', 'جيش')
    >>> query_forms("Erdoğan")
    ('erdogan',)
    """
    found = tokens(word)
    if not found:
        return ()
    return (found[0], *_without_prefixes(found[0])) if len(found) == 1 else (" ".join(found),)


def index_terms(text: str) -> str:
    """The text as folded tokens with spaces between, to be indexed by any database's plain tokeniser.

    An Arabic token with a prefix is followed by its forms without it, so that a search for ``جيش`` finds ``والجيش``.

    >>> index_terms("Fighters, resist!")
    'fighters resist'
    >>> index_terms("والجيش")
    'والجيش الجيش جيش'
    """
    found = tokens(text)
    if text.isascii():
        return " ".join(found)
    return " ".join(form for token in found for form in (token, *_without_prefixes(token)))


_SUFFIX = re.compile(r"(?:ations?|ingly|ings?|edly|ed|ers?|es|e|s)$")


@lru_cache(maxsize=65_536)
def stem(token: str) -> str:
    """A folded word without its English ending, so that "launched" meets "launches"; short words and numbers stay.

    >>> [stem(word) for word in ("launched", "launches", "bombing", "mosul", "is")]
    ['launch', 'launch', 'bomb', 'mosul', 'is']
    """
    if len(token) < 5 or not token.isascii() or not token.isalpha():
        return token
    return bare if len(bare := _SUFFIX.sub("", token)) >= 3 else token

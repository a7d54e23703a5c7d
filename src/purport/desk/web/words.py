"""The words of the pages. Templates hold none: they name an entry of the catalogue (gettext PO), which is all a translator needs.

``words/LANGUAGE/*.po`` holds one file for each view; `msgid` is the name of the entry, `msgstr` what is shown. Entries that a
language lacks are shown in English.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any

ENGLISH = "en"


class Words:
    """The words of one language.

    >>> Words("en")("stream.count", 1_200)
    '1,200 statements'
    """

    def __init__(self, language: str) -> None:
        from babel import Locale

        self.language = language
        self.locale = Locale.parse(language, sep="-")
        self._said = _translations(language)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    def __call__(self, name: str, count: int | None = None, /, **told: Any) -> str:
        """The words of an entry, with what is told put in; `count` chooses the plural and stands in it as ``{count}``.

        Raises:
            KeyError: if there is no such entry.
        """
        said = self._said.gettext(name) if count is None else self._said.ngettext(name, name, count)
        if said == name:
            raise KeyError(name)
        return said.format_map({**told, **({} if count is None else {"count": self.number(count)})})

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def moment(self, at: datetime) -> str:
        """A moment, in UTC."""
        from babel.dates import format_datetime

        return self("moment", told=format_datetime(at, "d MMM y, HH:mm", locale=self.locale))

    def knows(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        return self._said.gettext(name) != name


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words of."""
    return tuple(sorted(one.name for one in _folder().iterdir() if one.is_dir()))


def _folder() -> Any:
    return files("purport.desk.web").joinpath("words")


@cache
def _translations(language: str) -> GNUTranslations:
    """The entries of a language; those that it lacks are looked for in English."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    name = language.replace("-", "_")
    whole = Catalog(locale=name)
    for file in sorted(_folder().joinpath(language).iterdir(), key=lambda one: one.name):
        read = read_po(BytesIO(file.read_bytes()), locale=name)
        whole.mime_headers = read.mime_headers  # how the language counts
        for entry in read:
            if entry.id:
                whole[entry.id] = entry
    compiled = BytesIO()
    write_mo(compiled, whole)
    found = GNUTranslations(BytesIO(compiled.getvalue()))
    if language != ENGLISH:
        found.add_fallback(_translations(ENGLISH))
    return found

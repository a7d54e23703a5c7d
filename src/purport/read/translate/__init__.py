"""Machine translation, text to text: the port, and what chooses a model for two languages.

Nothing is loaded, and neither CTranslate2 nor SentencePiece imported, before a text is translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from purport.errors import InstructionError, ModelError, Unreadable
from purport.records.translation import Translation

if TYPE_CHECKING:
    from purport.read.translate.engine import Engine
    from purport.read.translate.folder import ModelFolder

PACKAGE = ".argosmodel"
MOST_CHARACTERS = 1_000_000
"""Longer texts are not translated: a long book has as many."""


class Translator(Protocol):
    """What makes a translation of a text.

    Pure: the same text gives the same translation on the same machine; sampling is never used. `fingerprint` names model and
    settings; translations with equal fingerprints may stand for each other.
    """

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Step names with versions, in order."""

    def translated(self, text: str, source: str, target: str) -> Translation:
        """The translation of a text from one language into another, sentence beside sentence.

        A text without words gives an empty translation. What is doubtful is marked, never left out.

        Raises:
            ModelError: if the model cannot be used, or not for these languages.
            Unreadable: ``too-long-to-translate`` for a text of more than :data:`MOST_CHARACTERS`.
        """


@dataclass(frozen=True, slots=True)
class ModelTranslator:
    """A translator by one model of CTranslate2."""

    engine: Engine

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """The model and how it is asked, and the version of how sentences are found and doubted."""
        return (*self.engine.steps, ("alignment", "1"))

    def translated(self, text: str, source: str, target: str) -> Translation:
        """As :meth:`Translator.translated`."""
        from purport.read.translate.aligned import Model, aligned
        from purport.read.translate.engine import MOST_PIECES, unknown_languages

        engine = self.engine
        if (_base(source), _base(target)) != (_base(engine.source), _base(engine.target)):
            raise unknown_languages(engine.folder, source, target)
        if len(text) > MOST_CHARACTERS:
            raise Unreadable(
                f"the text has {len(text):,} characters, more than are translated ({MOST_CHARACTERS:,})",
                code="too-long-to-translate",
            )
        made, pairs, notes = aligned(
            text, Model(_base(source), _base(target), engine.parts, engine.length, MOST_PIECES, engine.made)
        )
        return Translation(source, target, made, pairs, engine.folder.name, engine.digest, self.fingerprint, notes)


def translator_of(models: Sequence[Path], source: str, target: str, cache: Path, threads: int = 0) -> Translator:
    """The first of the models that translates these languages, loaded; packages are unpacked into `cache`.

    Raises:
        InstructionError, ModelError: as :func:`chosen`; also if the one that does cannot be loaded.
    """
    return _loaded(chosen(models, source, target, cache), source, target, threads)


def chosen(models: Sequence[Path], source: str, target: str, cache: Path) -> ModelFolder:
    """The first of the models that translates these languages, looked over and not loaded.

    Raises:
        InstructionError: ``same-language`` if there is nothing to translate.
        ModelError: ``no-translation`` if no model is named or none translates these languages; ``no-translator`` if the libraries
            are not installed; else if the one that does cannot be
            used (see :mod:`purport.read.translate.folder`).
    """
    if _base(source) == _base(target):
        raise InstructionError(
            f"the text is in {source} already", code="same-language", subject=target, advice="--from says what it is in"
        )
    known = [opened(model, cache) for model in models]
    _libraries()
    for folder in known:
        if _fits(folder, source, target):
            return folder
    raise _none(known, source, target)


@lru_cache(4)
def _loaded(folder: ModelFolder, source: str, target: str, threads: int) -> ModelTranslator:
    from purport.read.translate.engine import Engine

    return ModelTranslator(Engine(folder, source, target, threads))


def _libraries() -> None:
    """Nothing, where the libraries are installed.

    Raises:
        ModelError: ``no-translator``.
    """
    gone = [name for name in ("ctranslate2", "sentencepiece") if find_spec(name) is None]
    if gone:
        raise ModelError(
            f"what runs translation models is not installed: {', '.join(gone)}",
            code="no-translator",
            advice='pip install "purport[translate]"',
        )


def opened(model: Path, cache: Path) -> ModelFolder:
    """What lies in a folder or package, looked over and not loaded; a package is unpacked into `cache`.

    Raises:
        ModelError: as :func:`purport.read.translate.folder.folder_of` and :func:`purport.read.translate.package.unpacked`.
    """
    from purport.read.translate.folder import folder_of
    from purport.read.translate.package import unpacked

    if model.suffix == PACKAGE or model.is_file():
        return folder_of(unpacked(model, cache), model)
    return folder_of(model)


def _fits(folder: ModelFolder, source: str, target: str) -> bool:
    from purport.read.translate.folder import signs_of

    if folder.sources:
        pair = {_base(one) for one in folder.sources}, {_base(one) for one in folder.targets}
        return _base(source) in pair[0] and _base(target) in pair[1]
    return signs_of(folder, source, target) is not None


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _none(known: Sequence[ModelFolder], source: str, target: str) -> ModelError:
    from purport.read.translate.folder import GET_ONE

    if not known:
        return ModelError("translate.models names no model", code="no-translation", advice=GET_ONE)
    pairs = (f"{','.join(one.sources) or '?'}-{','.join(one.targets) or '?'} ({one.name})" for one in known)
    return ModelError(
        f"no model translates {source} into {target}; there are: {'; '.join(pairs)}",
        code="no-translation",
        subject="translate.models",
        advice=GET_ONE,
    )

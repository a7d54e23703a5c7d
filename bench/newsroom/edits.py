"""What happens to a text on its way into another paper: cuts, moves, paragraphs put in, two texts made one, and rewriting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from bench.newsroom.world import table
from bench.newsroom.woven import Paragraph, Piece, carried

_TURN = re.compile(r"^([^\"?]+?),? (when|after|while) ([^\"?]+)\.$")
_BARE = re.compile(r"\w+")


def trimmed_end(paragraphs: Sequence[Paragraph], dice: Random) -> tuple[Paragraph, ...]:
    """Without its last third or so, as wire texts are cut."""
    return tuple(paragraphs[: max(2, round(len(paragraphs) * dice.uniform(0.45, 0.8)))])


def trimmed_middle(paragraphs: Sequence[Paragraph], dice: Random) -> tuple[Paragraph, ...]:
    """Without one or two paragraphs between the first and the last."""
    gone = set(dice.sample(range(1, len(paragraphs) - 1), min(dice.randint(1, 2), len(paragraphs) - 2)))
    return tuple(each for n, each in enumerate(paragraphs) if n not in gone)


def reordered(paragraphs: Sequence[Paragraph], dice: Random) -> tuple[Paragraph, ...]:
    """With the paragraphs below the first in another order."""
    rest = list(paragraphs[1:])
    dice.shuffle(rest)
    return (paragraphs[0], *rest)


def with_inserted(paragraphs: Sequence[Paragraph], added: Iterable[Paragraph], dice: Random) -> tuple[Paragraph, ...]:
    """With paragraphs of the paper's own put in below the first."""
    whole = list(paragraphs)
    for each in added:
        whole.insert(dice.randint(1, len(whole)), each)
    return tuple(whole)


def merged(
    one: tuple[str, Sequence[Paragraph]], other: tuple[str, Sequence[Paragraph]], dice: Random
) -> tuple[Paragraph, ...]:
    """Two stories (id, paragraphs) made one, paragraph by paragraph; each keeps more than half of its own."""
    texts = [list(carried(trimmed_end(paragraphs, dice), source)) for source, paragraphs in (one, other)]
    whole = [texts[0].pop(0)]
    while any(texts):
        whole.append(dice.choice([text for text in texts if text]).pop(0))
    return tuple(whole)


def _turned(sentence: str) -> str:
    """The sentence with its clauses the other way round, where it has two joined by when, after or while."""
    found = _TURN.match(sentence)
    if not found:
        return sentence
    main, joint, side = found.groups()
    first, _, rest = main.partition(" ")
    lowered = first.lower() if first in ("The", "A", "An", "At", "It", "In", "One", "No") else first
    return f"{joint.capitalize()} {side}, {lowered} {rest}.".replace(" .", ".")


def _retold(sentence: str, source: str, dice: Random) -> list[Piece]:
    """Pieces of a sentence told again: turned round, words exchanged outside quotations, what is kept marked as the source's."""
    words, quoted, pieces = table("rewrites"), False, []
    for token in _turned(sentence).split():
        opens = token.count('"') % 2 == 1
        bare = _BARE.search(token)
        new = words.get(bare.group().lower()) if bare and not quoted and not opens else None
        if bare and new and dice.random() < 0.85:
            swapped = new.capitalize() if bare.group()[0].isupper() else new
            pieces.append(Piece(token.replace(bare.group(), swapped, 1), source, counted=False))
        else:
            pieces.append(Piece(token, source))
        quoted ^= opens
    return pieces


def rewritten(source: str, paragraphs: Sequence[Paragraph], dice: Random) -> tuple[Paragraph, ...]:
    """The story told again from one text: a sentence in six left out, clauses turned, words exchanged, quotations kept."""
    whole: list[Paragraph] = []
    for n, paragraph in enumerate(paragraphs):
        kept = [p for p in paragraph if n == 0 or dice.random() > 1 / 6]
        told = tuple(
            piece if kept_piece.source is None else replace(piece, source=kept_piece.source)
            for kept_piece in kept
            for piece in _retold(kept_piece.text, source, dice)
        )
        whole += [told] if told else []
    head, rest = whole[0], whole[1:]
    for n in range(0, len(rest) - 1, 2):
        rest[n], rest[n + 1] = rest[n + 1], rest[n]
    return (head, *rest)

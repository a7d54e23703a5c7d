"""Who passes on a message of somebody else: ``The station carried an appeal by the bishop to ...``."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import (
    below,
    child,
    content_of,
    cue_of,
    preposition_of,
    source_of,
    speaker,
    speaks,
)
from purport.read.parse import Word

CARRYING = frozenset({
    "carry", "broadcast", "rebroadcast", "air", "publish", "print", "run", "read", "play", "show", "relay", "transmit",
    "release", "post", "circulate", "distribute", "obtain", "receive", "leak",
    "find", "discover", "see", "review", "examine", "share", "upload", "repost",
})  # fmt: skip
SETTING_OUT = frozenset({"begin", "open", "start", "lead", "end", "close", "conclude"})
"""With these a bulletin, a page or a speech carries what follows "with"."""
TALK = frozenset(
    {"remark", "interview", "tape", "footage", "clip", "sermon", "claim", "warning", "testimony", "diary", "memoir"}
)


def carried(page: Page, taken: set[int]) -> Iterator[Find]:
    """What somebody carries, publishes or reads out, where the text says whose message it is and it is another one's."""
    for verb in page.parse.words:
        if verb.lemma not in CARRYING | SETTING_OUT or verb.pos != "VERB" or verb.i in taken or _done_to(page, verb):
            continue
        thing = _carried_by(page, verb)
        if thing is None or thing.i < verb.i or thing.lemma not in lexicon().messages | TALK:
            continue
        source = speaker(page, verb)
        if source is None or source.pos == "PRON" or not _of_somebody_else(page, thing):
            continue
        content = content_of(page, below(page.parse, thing), verb)
        if content:
            yield Find(
                "passes-on",
                content,
                f'"{verb.lemma}" a message of somebody else',
                verb,
                cue_of(page, verb),
                source,
                source_of(page, source, verb),
            )


def _carried_by(page: Page, verb: Word) -> Word | None:
    """The message that a verb carries: its object, or what something begins or ends with."""
    if verb.lemma not in SETTING_OUT:
        return child(page.parse, verb, "dobj")
    link = preposition_of(page.parse, verb, ("with",))
    return None if link is None else child(page.parse, link, "pobj")


def _done_to(page: Page, verb: Word) -> bool:
    """Whether a participle stands without *have*: a passive, or on a noun (``a letter found in the house``)."""
    return verb.tag == "VBN" and not any(w.dep == "aux" and w.lemma == "have" for w in page.parse.children_of(verb))


def _of_somebody_else(page: Page, thing: Word) -> bool:
    """Whether a message is said to be by, from or with somebody, or somebody speaks in it (``in which the pilot asked``)."""
    parse = page.parse
    link = preposition_of(parse, thing, ("by", "from", "with"))
    giver = None if link is None else child(parse, link, "pobj")
    if giver is not None and (speaks(giver) or giver.pos == "PROPN"):
        return True
    owner = child(parse, thing, "poss")
    tells = child(parse, thing, "acl", "ccomp") is not None
    if tells and owner is not None and owner.pos != "PRON" and (speaks(owner) or owner.pos == "PROPN"):
        return True
    for clause in parse.children_of(thing):
        subject = child(parse, clause, "nsubj", "nsubjpass") if clause.dep == "relcl" else None
        led = any(w.lower == "which" for w in parse.words[thing.i + 1 : thing.i + 4])
        says = {clause.lemma, *(w.lemma for w in parse.children_of(clause) if w.dep in ("xcomp", "ccomp"))}
        if subject is not None and led and subject.pos != "PRON" and says & lexicon().verbs:
            return True
    return False

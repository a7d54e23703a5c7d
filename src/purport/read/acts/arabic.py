"""Acts of Arabic statements, read off the words of cue and content alone, since there is no Arabic parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.read.certainty.forces import lemmas
from purport.read.found import Deed, Link
from purport.records.cameo import cameo
from purport.records.names import Act
from purport.records.spans import words_of

_MARKS = "\u064b-\u065f\u0670\u0640"
_WORD = re.compile(rf"[\w{_MARKS}]+")
_STRIP = re.compile(rf"[{_MARKS}]")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_ACTS: dict[Act, frozenset[str]] = {
    Act.CALLS_FOR: lemmas(
        "دعا دعت يدعو تدعو دعوا حث حثت يحث تحث حرض حرضت يحرض تحرض طالب طالبت يطالب تطالب ناشد ناشدت يناشد أمر أمرت يأمر دعوة"
    ),
    Act.DENIES: lemmas("نفى نفت ينفي تنفي نفوا أنكر أنكرت ينكر تنكر كذب كذبت نفي"),
    Act.THREATENS: lemmas("هدد هددت يهدد تهدد توعد توعدت يتوعد تتوعد تهديد"),
    Act.ACCUSES: lemmas("اتهم اتهمت يتهم تتهم أدان أدانت يدين تدين اتهام"),
    Act.CLAIMS_RESPONSIBILITY: lemmas("تبنى تبنت يتبنى تتبنى"),
    Act.CONFIRMS: lemmas("أكد أكدت يؤكد تؤكد أقر أقرت يقر تقر اعترف اعترفت يعترف"),
    Act.ANNOUNCES: lemmas("أعلن أعلنت يعلن تعلن إعلان"),
    Act.WARNS: lemmas("حذر حذرت يحذر تحذر تحذير"),
    Act.PROMISES: lemmas("وعد وعدت يعد تعهد تعهدت يتعهد تتعهد"),
    Act.REJECTS: lemmas("رفض رفضت يرفض ترفض رفض"),
    Act.APOLOGISES: lemmas("اعتذر اعتذرت يعتذر تعتذر"),
    Act.RETRACTS: lemmas("تراجع تراجعت سحب سحبت"),
}
_HARM = lemmas(
    "هجوم هجمات هجماته قتل قتلهم تفجير تفجيرات استهداف ضرب اغتيال اغتيالات خطف حرق إحراق قصف ذبح عملية عمليات اقتحام تدمير نسف "
    "اقتلوا هاجموا اضربوا احرقوا فجروا استهدفوا دمروا انسفوا"
)
_NOT_HARM = lemmas("عدم وقف تجنب")
_TOWARDS = lemmas("ضد على في")
_END = lemmas("في من على إلى خلال يوم بعد قبل ضد مع عن حتى منذ قرب")
_AIMED = frozenset({Act.CALLS_FOR, Act.THREATENS, Act.CLAIMS_RESPONSIBILITY})
_LONGEST_NAME = 4


def is_arabic(words: str) -> bool:
    """Whether words hold Arabic letters."""
    return _ARABIC.search(words) is not None


def arabic_deed(text: str, link: Link) -> Deed:
    """The speech act of an Arabic statement; the addressee is not read."""
    cue = words_of(link.attribution.cue, text)
    content = words_of(link.attribution.content, text)
    act, word = _act(cue)
    words = [_bare(m.group()) for m in _WORD.finditer(content)]
    harm = next((i for i, w in enumerate(words) if w in _HARM and (i == 0 or words[i - 1] not in _NOT_HARM)), None)
    violent = harm is not None and act in _AIMED
    targets = tuple(dict.fromkeys(_targets(words[harm + 1 :]))) if harm is not None and violent else ()
    reason = f"{act}: cue '{word}'" if word else f"{act}: no cue of its own"
    reason += f"; violent: '{words[harm]}'" if violent and harm is not None else ""
    return Deed(act, None, targets, violent, reason, cameo(act))


def _bare(word: str) -> str:
    return _STRIP.sub("", word)


def _act(cue: str) -> tuple[Act, str]:
    """The act that a cue names, and the word that names it; a joined "and" is left out."""
    words = [_bare(m.group()) for m in _WORD.finditer(cue)]
    for word in words:
        for form in (word, word[1:] if word[:1] in ("و", "ف") else word):
            for act, forms in _ACTS.items():
                if form in forms:
                    return act, form
    return Act.SAYS, words[0] if words else ""


def _targets(words: list[str]) -> Iterator[str]:
    """The names after the first "against", "on" or "in", parted at a joined "and"."""
    start = next((i for i, w in enumerate(words) if w in _TOWARDS), None)
    name: list[str] = []
    for word in words[start + 1 :] if start is not None else ():
        joined = word.startswith("و") and len(word) > 3 and bool(name)
        if word in _END or len(name) == _LONGEST_NAME:
            break
        if joined:
            yield " ".join(name)
        name = [word[1:]] if joined else [*name, word]
    if name:
        yield " ".join(name)

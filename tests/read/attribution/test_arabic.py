"""Arabic statements, read off the order of words."""

from __future__ import annotations

import pytest

from purport.read.attribution.arabic import arabic_attributions
from purport.records.names import Kind
from purport.records.spans import words_of

CASES = [
    (
        "arabic-verb-clause",
        "قال المتحدث باسم الجيش العقيد سامر حداد يوم الثلاثاء إن قواته استعادت الجسر الشرقي. ثم غادر.",
        ("المتحدث باسم الجيش العقيد سامر حداد", "قال", "إن قواته استعادت الجسر الشرقي"),
    ),
    ("arabic-verb-clause", "وأكدت الوزارة أن الميناء آمن.", ("الوزارة", "أكدت", "أن الميناء آمن")),
    ("arabic-verb-clause", "وأضاف أن القتال مستمر.", ("", "أضاف", "أن القتال مستمر")),
    (
        "arabic-verb-quotation",
        "وقالت الوزيرة: «لن نغادر المدينة. سنبقى هنا».",
        ("الوزيرة", "قالت", "«لن نغادر المدينة. سنبقى هنا»"),
    ),
    (
        "arabic-call",
        "ودعا زعيم الجماعة إلى مهاجمة القوافل.",
        ("زعيم الجماعة", "دعا", "إلى مهاجمة القوافل"),
    ),
    (
        "arabic-verb-noun",
        "ونفى مجلس البلدة الاتهامات الموجهة إليه.",
        ("مجلس البلدة", "نفى", "الاتهامات الموجهة إليه"),
    ),
    ("arabic-verb-noun", "هدد القائد بقصف الميناء.", ("القائد", "هدد", "بقصف الميناء")),
]


@pytest.mark.parametrize(("rule", "text", "marks"), CASES)
def test_rules(rule: str, text: str, marks: tuple[str, str, str]) -> None:
    (found,) = arabic_attributions(text)
    assert found.rule == rule
    assert (words_of(found.source, text), words_of(found.cue, text), words_of(found.content, text)) == marks
    assert found.reason
    assert found.cue_word is None


def test_vowel_signs_do_not_matter() -> None:
    (found,) = arabic_attributions("قَالَ الحَارِسُ إِنَّ البَابَ مُغْلَقٌ.")
    assert found.rule == "arabic-verb-clause"


def test_kind_by_the_marks() -> None:
    direct, indirect = arabic_attributions("قالت الوزيرة: «لن نغادر». وقال الحارس إن الباب مغلق.")
    assert direct.kind is Kind.DIRECT
    assert indirect.kind is Kind.INDIRECT


def test_two_sentences_two_statements() -> None:
    text = "قال الحارس إن الباب مغلق. وأعلنت الشرطة أن الطريق مفتوح."
    assert len(arabic_attributions(text)) == 2


@pytest.mark.parametrize(
    "text", ["", "قال", "قال قال قال", "الباب مغلق.", "The guard said that the gate was shut.", "قال: "]
)
def test_nothing_to_find(text: str) -> None:
    assert arabic_attributions(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["قال ", 'قال "', "قال الحارس إن الباب مغلق. ", "«", "قال: «نعم». "])
def test_a_long_line_takes_no_quadratic_time(piece: str) -> None:
    assert arabic_attributions(piece * (300_000 // len(piece))) is not None

"""What stands round a story on an invented page: menus, teasers, readers' comments, scripts and styles of a realistic size.

Everything follows from a seed, so that a page is the same each time it is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_SECTIONS = {
    "en": "Home World Politics Region Economy Business Courts Weather Sport Culture Opinion Science Health Video Pictures Podcasts "
    "Archive Letters Property Motoring Travel Games Newsletters Obituaries Subscribe",
    "ar": "الرئيسية أخبار سياسة محليات اقتصاد أعمال محاكم طقس رياضة ثقافة رأي علوم صحة فيديو صور بودكاست أرشيف رسائل عقارات سيارات سفر "  # noqa: E501
    "ألعاب نشرات وفيات اشتراك",
}
_HEADLINES = {
    "en": (
        "Grain prices fall for the third month in a row",
        "Harbour wall to be raised by half a metre after winter floods",
        "Striking tram drivers and city return to the table",
        "Museum finds missing globe in its own cellar",
        "Parliament votes on fishing quotas after long night",
        "Snow closes two passes; forecasters expect a thaw",
        "Clinic in Telmark gets its first scanner",
        "Why the old mint is to become a library",
        "Five things to know about the new timetable",
        "Handball: Halvik beat Arden in extra time",
        "Telephone network fails in three districts",
        "Bakers warn of dearer bread before the holidays",
        "Analysis: what the budget leaves out",
        "University opens archive of letters from the flood year",
        "Court lifts ban on night flights",
        "Owner sought for forty stray goats",
        "Minister returns from talks without a text",
        "Bridge tolls to rise in the spring",
        "The week in pictures",
        "Orchestra moves into former depot",
    ),
    "ar": (
        "أسعار الحبوب تتراجع للشهر الثالث على التوالي",
        "رفع جدار الميناء نصف متر بعد فيضانات الشتاء",
        "سائقو القطارات يعودون إلى طاولة الحوار",
        "متحف يعثر على خريطة مفقودة في قبوه",
        "البرلمان يصوت على حصص الصيد",
        "الثلوج تغلق ممرين جبليين",
        "مستشفى المرسى يتسلم جهازا جديدا",
        "خمسة أمور عن جدول المواعيد الجديد",
        "كرة اليد: فوز فريق المرسى في الوقت الإضافي",
        "انقطاع شبكة الهاتف في ثلاثة أحياء",
        "الخبازون يحذرون من ارتفاع الأسعار قبل العيد",
        "تحليل: ما الذي غاب عن الموازنة",
        "الجامعة تفتح أرشيف رسائل سنة الفيضان",
        "المحكمة ترفع الحظر عن الرحلات الليلية",
        "الأسبوع في صور",
    ),
}
_TEASES = {
    "en": (
        "Officials said on Tuesday that the figures had surprised them, and promised a report.",
        "The council is to vote on the plan next week, after two years of quarrels about its cost.",
        "Our correspondent spent three days with those who say that nobody asked them.",
        "Readers told us what they remember, and some sent photographs.",
        "It is the fourth such decision this year, and the last is not in sight.",
    ),
    "ar": (
        "قال مسؤولون يوم الثلاثاء إن الأرقام فاجأتهم ووعدوا بتقرير مفصل.",
        "يصوت المجلس على الخطة الأسبوع المقبل بعد عامين من الخلاف على كلفتها.",
        "أمضى مراسلنا ثلاثة أيام مع من يقولون إن أحدا لم يسألهم.",
        "أرسل القراء ذكرياتهم وبعضهم أرسل صورا قديمة.",
    ),
}
_COMMENTS = {
    "en": (
        "Nobody has explained why it took nine days. I would like to see the order in writing.",
        "My cousin was there and she says that it was quiet the whole time. Make of that what you will.",
        "Thank you for the clear report. The map in yesterday's paper was much less helpful.",
        "You wrote last week that the opposite was true, so which is it now? A correction would be nice.",
        "I think that we should wait for the inquiry before we say who is to blame.",
        "First!",
        "@harbourcat I agree with the second half of what you say, and not at all with the first.",
        "Please stop putting pictures that move at the top of the page, my telephone gets hot.",
        "The minister said that it would be done by March. She did not say of which year.",
    ),
    "ar": (
        "لم يشرح لنا أحد لماذا استغرق الأمر كل هذه الأيام. نريد أن نرى القرار مكتوبا.",
        "شكرا على التقرير الواضح. الخريطة التي نشرتموها أمس كانت أقل فائدة.",
        "أعتقد أن علينا انتظار نتائج التحقيق قبل أن نتهم أحدا.",
        "كتبتم العكس قبل أسبوع، فأي الخبرين صحيح؟",
        "الله يحفظ الجميع.",
    ),
}
_READERS = {
    "en": ("harbourcat", "Edvin R.", "old_signalman", "M. Tarn", "Ylva", "NotFromHere", "B. Okke", "reader 4471"),
    "ar": ("أبو سالم", "قارئة من المرسى", "متابع", "سهى", "م. العلي"),
}
_NAMES = "a b c d e f g h k m n o p q r s t u w x y".split()  # noqa: SIM905
_BODIES = (
    "function {0}({1},{2}){{return {1}&&{2}?{0}.call(this,{1}.length,{2}):void 0}}",
    "var {0}=window.{1}||(window.{1}=[]);{0}.push(function(){{{2}.init({{id:'{0}{1}',size:[[300,250],[728,90]],targeting:{{pos:'{2}'}}}})}});",  # noqa: E501
    "!function({0}){{try{{{0}.addEventListener('{1}load',{2})}}catch({1}){{console.warn({1})}}}}(window);",
    "if({0}.consent&&{0}.consent.purposes['{1}']<3){{document.cookie='{2}=1;path=/;max-age='+864e5}}",
    "({0}=>{{const {1}={0}.map({2}=>({{...{2},url:`/api/v2/${{{2}.slug}}`}}));return {1}.filter(Boolean)}})([]);",
)


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story that the page points at."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote below the story."""

    name: str
    text: str
    minutes: int


class Filler:
    """Invented surroundings in one language; each call goes on where the last one stopped.

    >>> Filler("en", "x").menu(2)
    [('/home', 'Home'), ('/world', 'World')]
    """

    def __init__(self, language: str, seed: str) -> None:
        self.language = "ar" if language == "ar" else "en"
        self.random = Random(seed)  # noqa: S311

    def menu(self, count: int = 12) -> list[tuple[str, str]]:
        """Addresses and words of a menu, at most as many as there are sections."""
        words = _SECTIONS[self.language].split()
        hrefs = _SECTIONS["en"].lower().split()
        return [(f"/{href}", word) for href, word in zip(hrefs, words, strict=True)][:count]

    def teasers(self, count: int) -> list[Teaser]:
        """Other stories, as boxes and lists tease them."""
        titles = self.random.sample(_HEADLINES[self.language], min(count, len(_HEADLINES[self.language])))
        texts = _TEASES[self.language]
        return [Teaser(t, self.random.choice(texts), f"/story/{self.random.randrange(10**6):06}") for t in titles]

    def comments(self, count: int) -> list[Comment]:
        """Readers' comments."""
        chosen = self.random.sample(_COMMENTS[self.language], min(count, len(_COMMENTS[self.language])))
        return [Comment(self.random.choice(_READERS[self.language]), text, 3 + 7 * n) for n, text in enumerate(chosen)]

    def _pieces(self, size: int) -> Iterator[str]:
        length = 0
        while length < size:
            names = ["".join(self.random.choices(_NAMES, k=2)) for _ in range(3)]
            piece = self.random.choice(_BODIES).format(*names)
            length += len(piece)
            yield piece

    def js(self, kilobytes: float) -> str:
        """So much of a script as a bundler writes it."""
        return "".join(self._pieces(int(kilobytes * 1000)))

    def css(self, kilobytes: float) -> str:
        """So much of a style sheet."""
        rule = ".{0}-{1}{{margin:{2}px auto;padding:0 {2}px;color:#{2:03}}}@media(max-width:{2}0px){{.{0}-{1}{{display:none}}}}"
        rules = []
        while sum(map(len, rules)) < kilobytes * 1000:
            rules.append(rule.format(*self.random.sample(_NAMES, 2), self.random.randrange(8, 99)))
        return "".join(rules)

    def state(self, kilobytes: float) -> str:
        """So much JSON of an application's state, other stories' headlines in it."""
        entries = []
        while sum(map(len, entries)) < kilobytes * 1000:
            teaser = self.teasers(1)[0]
            entry = {"id": teaser.href[7:], "headline": teaser.title, "summary": teaser.text, "flags": {"ads": True}}
            entries.append(json.dumps(entry))
        return '{"props":{"pageProps":{"rail":[' + ",".join(entries) + "]}}}"

    def pixels(self, count: int) -> str:
        """An inline vector drawing with so many points, as logos are."""
        points = " ".join(f"{self.random.randrange(999)}.{self.random.randrange(99)}" for _ in range(2 * count))
        return f'<svg viewBox="0 0 999 999" aria-hidden="true"><path d="M{points}z"/></svg>'

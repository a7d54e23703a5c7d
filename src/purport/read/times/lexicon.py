"""The words of time: tables that the rules are built from. English, and the Arabic names of months and days."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
MONTH_NUMBER = {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tues", "Tue", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NUMBER = {name[:3].lower(): i for i, name in enumerate(WEEKDAYS)}

SMALL = {
    word: i
    for i, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * i
    for i, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
NUMBERS = {**SMALL, **TENS, "dozen": 12, "hundred": 100, "thousand": 1000}
ORDINALS = {
    word: i
    for i, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"twenty-first": 21, "last": -1, "final": -1}
VAGUE_COUNTS = (
    "several",
    "a few",
    "few",
    "many",
    "some",
    "a couple of",
    "a number of",
    "dozens of",
    "hundreds of",
    "thousands of",
    "countless",
    "multiple",
)
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "W",
    "fortnight": "2W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
"""Unit to its letter in a TIMEX3 duration; a leading T stands for a clock unit."""

PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "nightfall": "NI",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "dusk": "EV",
    "sunset": "EV",
    "lunchtime": "MI",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
}
SEASONS = {"spring": ("SP", 21), "summer": ("SU", 22), "autumn": ("FA", 23), "fall": ("FA", 23), "winter": ("WI", 24)}

REFERENCES = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "at present": "PRESENT_REF",
    "at the moment": "PRESENT_REF",
    "for the time being": "PRESENT_REF",
    "these days": "PRESENT_REF",
    "current": "PRESENT_REF",
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "lately": "PAST_REF",
    "the past": "PAST_REF",
    "the recent past": "PAST_REF",
    "soon": "FUTURE_REF",
    "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF",
    "the foreseeable future": "FUTURE_REF",
}
SETS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
}
FEASTS = {
    "Christmas Day": (12, 25),
    "Christmas Eve": (12, 24),
    "Boxing Day": (12, 26),
    "New Year's Day": (1, 1),
    "New Year's Eve": (12, 31),
    "Christmas": (12, 25),
}

FUTURE_AUXILIARIES = frozenset(("will", "'ll", "’ll", "wo", "shall", "would"))
FUTURE_HEADS = frozenset(
    (
        "plan",
        "expect",
        "schedule",
        "intend",
        "due",
        "set",
        "vow",
        "threaten",
        "promise",
        "prepare",
        "hope",
        "agree",
        "pledge",
        "aim",
        "slate",
        "go",
        "want",
        "ready",
        "likely",
        "poise",
        "be",
        "call",
        "urge",
        "order",
        "ask",
        "tell",
        "demand",
        "appeal",
        "encourage",
        "instruct",
        "invite",
        "allow",
    )
)
"""Heads of an infinitive that lies ahead."""

# Arabic, in folded letters (purport.fold): months as named in the Gulf and Egypt, in the Levant, and in the Maghreb.
ARABIC_MONTHS = {
    "يناير": 1,
    "كانون الثاني": 1,
    "جانفي": 1,
    "فبراير": 2,
    "شباط": 2,
    "فيفري": 2,
    "مارس": 3,
    "اذار": 3,
    "ابريل": 4,
    "نيسان": 4,
    "افريل": 4,
    "مايو": 5,
    "ايار": 5,
    "ماي": 5,
    "يونيو": 6,
    "حزيران": 6,
    "جوان": 6,
    "يوليو": 7,
    "تموز": 7,
    "جويليه": 7,
    "اغسطس": 8,
    "اب": 8,
    "اوت": 8,
    "سبتمبر": 9,
    "ايلول": 9,
    "اكتوبر": 10,
    "تشرين الاول": 10,
    "نوفمبر": 11,
    "تشرين الثاني": 11,
    "ديسمبر": 12,
    "كانون الاول": 12,
}
ARABIC_WEEKDAYS = {
    "الاثنين": 0,
    "الثلاثاء": 1,
    "الاربعاء": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}
ARABIC_DAYS = {"امس": -1, "البارحه": -1, "اليوم": 0, "غدا": 1}

"""When a likelihood ratio is given, when not, and what is said beside it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from purport.read.voice.calibrating import SPEAKERS, Pairs, Told, calibrated, crossed
from purport.read.voice.comparing import CLONES, compared, unlike
from purport.read.voice.prints import Heard, Voice
from purport.records.voices import Reference
from tests.read.voice.made import AT, PHONE, WIDE, speakers

TOLD = Told("read speech", "invented", AT)


@pytest.fixture(scope="module")
def wide():
    made, _ = calibrated(speakers(30), TOLD)
    return made


@pytest.fixture(scope="module")
def asked():
    """Three recordings each of two speakers whom the set does not know."""
    return speakers(2, seed=9)


def ask(recording, references, calibrations, voices=()):
    prints = tuple(one for known in references for one in known.prints)
    told = Reference("Sami Torvan", prints, AT, "invented")
    sets = [(f"sha256:{number}", one) for number, one in enumerate(calibrations)]
    return compared(Heard(recording.prints, voices), told, sets, AT)


def test_one_speaker_and_two(wide, asked):
    same = ask(asked[0], asked[1:3], [wide])
    other = ask(asked[0], asked[3:], [wide])
    assert same.llr > 1 and "one speaker" in same.verbal and other.llr < -1 and "two speakers" in other.verbal
    assert same.refused == () and same.calibration == "read speech sha256:0"
    assert same.recording.used_ms == 5_000 and len(same.reference_exhibits) == 2


def test_every_ratio_lies_within_the_bounds_and_says_what_it_is_not(wide, asked):
    for others in (asked[1:3], asked[3:]):
        told = ask(asked[0], others, [wide])
        assert told.bounds[0] <= told.llr <= told.bounds[1]
        assert CLONES in told.said and any("no probability" in one for one in told.said)
        words = " ".join((*told.said, told.verbal)).lower()
        assert "identified" not in words.replace("identification", "") and "match" not in words and "%" not in words


def test_of_two_speakers_the_sentence_says_so(wide, asked):
    assert "likelier if two speakers made these recordings than if one did" in ask(asked[0], asked[3:], [wide]).said[0]


def test_what_is_kept_lets_the_ratio_be_worked_out_again(wide, asked):
    told = ask(asked[0], asked[1:2], [wide])
    given = dict(told.settings)
    raw = float(given["slope"]) * told.cosine + float(given["offset"])
    assert min(max(raw, told.bounds[0]), told.bounds[1]) == pytest.approx(told.llr, abs=0.02)


def test_without_a_set_there_is_none(asked):
    told = ask(asked[0], asked[1:3], [])
    assert told.llr is told.bounds is told.verbal is told.calibration is None
    assert told.refused == ("there is no calibration set: `purport voice calibrate` makes one",) and CLONES in told.said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"bandwidth": "telephone", "bandwidth_hz": 3_800}, "telephone bandwidth"),
        ({"codec": "lossy", "family": "MP3"}, "lossy codec (MP3)"),
        ({"snr_db": 12.0}, "12 dB over the noise"),
        ({"snr_db": 70.0}, "70 dB over the noise"),
        ({"bandwidth_hz": 6_600}, "6,600 Hz"),
        ({"clipped": 0.02}, "2.0%"),
    ],
)
@pytest.mark.parametrize("side", ["recording", "reference"])
def test_another_condition_on_either_side_gives_none(wide, asked, changed, words, side):
    def changing(known):
        return replace(
            known, prints=tuple(replace(one, condition=replace(one.condition, **changed)) for one in known.prints)
        )

    one, others = asked[0], asked[1:2]
    told = ask(changing(one), others, [wide]) if side == "recording" else ask(one, [changing(others[0])], [wide])
    assert told.llr is None and any(words in reason for reason in told.refused)


def test_recordings_of_the_reference_that_do_not_fit_are_left_out(wide, asked):
    noisy = replace(
        asked[2],
        prints=tuple(replace(one, condition=replace(one.condition, snr_db=5.0)) for one in asked[2].prints),
    )
    told = ask(asked[0], [asked[1], noisy], [wide])
    assert told.llr is not None and told.reference_exhibits == (asked[1].prints[0].exhibit,)


def test_the_set_of_the_right_condition_is_taken(wide, asked):
    phone, _ = calibrated(speakers(30, condition=PHONE), replace(TOLD, name="calls"))
    calls = speakers(2, condition=PHONE, seed=5)
    assert ask(calls[0], calls[1:3], [wide, phone]).calibration.startswith("calls ")
    assert ask(asked[0], asked[1:3], [phone, wide]).calibration.startswith("read speech ")
    assert ask(asked[0], calls[:1], [wide, phone]).llr is None


def test_too_little_speech(wide, asked):
    short = replace(asked[0], prints=(replace(asked[0].prints[0], used_ms=2_200),))
    assert "2.2 s of speech; 3 s are the least" in ask(short, asked[1:2], [wide]).refused[0]
    silent = replace(short, prints=(replace(short.prints[0], used_ms=0, condition=replace(WIDE, speech_ms=0)),))
    assert ask(silent, asked[1:2], [wide]).refused == ("no speech is heard in the recording",)


def test_both_are_heard_for_the_same_length(wide, asked):
    short = replace(asked[1], prints=asked[1].prints[:1])
    told = ask(asked[0], [short], [wide])
    assert told.llr is not None and told.recording.used_ms == 3_000


def test_several_voices_must_be_named(wide, asked):
    voices = (Voice(1, 9_000, 0), Voice(2, 8_000, 4_000))
    assert "2 voices are heard" in ask(asked[0], asked[1:2], [wide], voices).refused[0]


def test_nothing_is_compared_with_itself_or_by_its_own_set(wide, asked):
    assert "itself one of the reference's" in ask(asked[0], asked[:2], [wide]).refused[0]
    own = speakers(30)
    assert ask(own[0], own[1:2], [wide]).llr is None


def test_another_model_is_another_measure(wide, asked):
    one = replace(asked[0].prints[0], model_digest="sha256:11")
    assert unlike(one, wide) == ["was heard by another model"]


def test_too_few_speakers_make_no_set():
    made, reasons = calibrated(speakers(SPEAKERS - 1), TOLD)
    assert made is None and "at least 20 speakers" in reasons[0] and "19 speakers, 19 of them" in reasons[0]
    assert calibrated([], TOLD)[0] is None
    assert calibrated(speakers(30, each=1), TOLD)[0] is None


def test_what_has_another_condition_is_left_out_and_said():
    made, _ = calibrated([*speakers(25), *speakers(3, condition=PHONE)], TOLD)
    assert made.bandwidth == "wide" and made.left_out == (
        "9 of another condition (telephone bandwidth, speech codec (G.711))",
    )


def test_voices_that_cannot_be_told_apart_make_no_set():
    made, _ = calibrated(speakers(25, spread=60.0), TOLD)
    assert made is None or made.rungs[0].cllr < 1


def test_the_bounds_do_not_grow_with_recordings_of_the_same_speakers():
    made, _ = calibrated(speakers(20, each=5), TOLD)
    low, high = made.rungs[0].bounds
    assert low >= -math.log10(21) - 1e-9 and high <= math.log10(191) + 1e-9


def test_a_ratio_is_worked_out_without_the_speakers_it_is_about():
    """A speaker who misleads as no other does must not teach the calibration of his own pairs."""
    rng = np.random.default_rng(3)
    who = np.repeat(np.arange(30), 3)
    first, second = np.triu_indices(len(who), 1)
    same = who[first] == who[second]
    scores = np.where(same, 0.7, 0.2) + 0.1 * rng.normal(size=len(first))
    odd = same & (who[first] == 0)
    his = (who[first] == 0) | (who[second] == 0)
    misled = crossed(Pairs(np.where(odd, -5.0, scores), who[first], who[second]))
    plain = crossed(Pairs(scores, who[first], who[second]))
    assert np.array_equal(misled[his & ~odd], plain[his & ~odd])
    assert not np.array_equal(misled[~his], plain[~his])


def test_the_same_recordings_give_the_same_set(wide):
    assert calibrated(speakers(30), TOLD)[0] == wide

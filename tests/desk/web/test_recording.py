"""A recording: its words follow the sound, nothing is there before a click, every hearing is logged, and bytes are never a page."""

from __future__ import annotations

import io
import json
import wave
from dataclasses import replace

import numpy as np
import pytest

from purport.read.speech.decode import decoded
from purport.read.speech.waveform import MOST, peaks
from purport.records.access import Rank
from purport.records.speech import Sound, Suspicion
from purport.records.voices import Comparison, Condition, Voiceprint
from purport.rounds.doorkeeping import account_of
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions
from tests.desk.web.conftest import PASSWORD, SCREENS, accessible, browsing, calling, house_in, looks, serving, web_desk
from tests.ledger.build import NOON
from tests.spoken import transcript, utterance

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOSTILE = "<img/src=x>"
HEARD = (
    utterance("Brothers, the hour has come.", 0, speaker=1),
    utterance("We call on the guards of Keld to attack the depot.", 2_000, speaker=1),
    utterance(f"thanks for watching {HOSTILE}", 6_500, speaker=2, suspicions=(Suspicion.STOCK,)),
)
FILM = "film.webm"


def tone(seconds=8.0, rate=16_000):
    at = np.arange(int(seconds * rate)) / rate
    return (np.sin(2 * np.pi * 220 * at) * 12_000 * (0.3 + 0.7 * (at % 2 < 1))).astype(np.int16)


def wav(samples, rate=16_000):
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def encoded(container, codec, layout="mono", rate=8_000, picture_codec=None):
    """The tone in another container, with grey pictures where it is a film."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        film = file.add_stream(picture_codec, rate=10) if picture_codec else None
        if film is not None:
            film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        sound = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(tone(rate=rate).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate, frame.pts = rate, 0
        resampler = av.AudioResampler(sound.format, layout, rate, frame_size=sound.frame_size or None)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(sound.encode(piece))
        file.mux(sound.encode(None))
        if film is not None:
            for n in range(80):
                still = av.VideoFrame.from_ndarray(np.full((48, 64, 3), (n * 3) % 255, dtype=np.uint8), format="rgb24")
                still.pts = n
                file.mux(film.encode(still))
            file.mux(film.encode(None))
    return out.getvalue()


class Ears:
    """Hears the same in everything, and tells what kind of file it is."""

    fingerprint = (("invented-ears", "1"),)

    def transcript(self, data, exhibit, tell=None):
        found = decoded(data, exhibit).sound if not data.startswith(b"OggS\x00broken") else BROKEN
        return replace(transcript(*HEARD, exhibit=exhibit), sound=found, steps=self.fingerprint)


BROKEN = Sound("ogg", "opus", 16_000, 1, None, 8_000, 8_000)
FILES = {
    "message.wav": lambda: wav(tone()),
    "telephone.wav": lambda: encoded("wav", "pcm_mulaw"),
    FILM: lambda: encoded("webm", "libopus", rate=48_000, picture_codec="libvpx"),
    "broken.ogg": lambda: b"OggS\x00broken" + bytes(200),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tapes")
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    with pytest.MonkeyPatch.context() as patch, house_in(folder / "house") as house:
        patch.setattr(House, "ears", Ears())
        read = list(house.read([str(folder / name) for name in FILES], ReadOptions(purports=((1, "Idris Varakh"),))))
        ids = {one.row.document.name: one.row.id for one in read}
        exhibits = {one.row.document.name: one.row.document.exhibit for one in read}
        house.access().add(account_of("anna", Rank.ANALYST, PASSWORD, house.clock()))
        house.ledger.voices.compared(comparison(exhibits["message"]))
        yield house, web_desk(house), ids, exhibits


def comparison(exhibit):
    condition = Condition(4_000, "wide", 8_000, "lossless", 20.0, 0.0)
    print_ = Voiceprint(exhibit, (), condition, "voice-model", "sha256:" + "7" * 64, 1, 4_000)
    why = ("no calibration set is of this bandwidth",)
    return Comparison(
        print_, "Idris Varakh", (exhibit,), 0.5, None, None, None, None, why, ("It says nothing on clones.",), (), NOON
    )


@pytest.fixture
def caller(filled):
    with calling(filled[1]) as one:
        assert one.enter("anna").status_code == 303
        yield one


@pytest.fixture(scope="module")
def address(filled):
    with serving(filled[1]) as told:
        yield told


def heard(house):
    return [(one.account, one.subject) for one in house.ledger.access.entries() if one.deed == "media heard"]


def test_the_page_has_words_with_their_moments_and_no_sound(caller, filled):
    page = caller.get(f"/recording/{filled[2]['message']}").text
    assert 'data-at="2000"' in page and "0:02.0" in page
    assert "a stock phrase" in page and "Not read, since it may be" in page
    assert "purportedly" in page and "Idris Varakh" in page
    assert HOSTILE not in page
    assert not any(f"<{tag}" in page for tag in ("audio", "video", "img", "source"))
    assert "autoplay" not in page
    assert 'class="suspect"' in page


def test_a_comparison_stands_with_its_limits_and_without_a_number_where_there_is_none(caller, filled):
    page = caller.get(f"/recording/{filled[2]['message']}").text
    assert "No calibrated comparison is possible" in page and "no calibration set is of this bandwidth" in page
    assert "It says nothing on clones." in page and "0.5" not in page


def test_a_text_is_no_recording(caller, filled):
    assert caller.get("/recording/doc-0000000000000000").status_code == 404
    for part in ("", "/peaks", "/sound"):
        assert caller.get(f"/recording/nothing{part}").status_code == 404


def test_nobody_hears_it_without_logging_in(filled):
    with calling(filled[1]) as nobody:
        for part in ("", "/peaks", "/sound"):
            assert nobody.get(f"/recording/{filled[2]['message']}{part}").status_code == 303


def test_the_bytes_go_out_sealed_whole_and_in_ranges(caller, filled):
    there = f"/recording/{filled[2]['message']}/sound"
    whole = caller.get(there)
    assert whole.content == wav(tone())
    told = whole.headers
    assert (told["content-type"], told["x-content-type-options"]) == ("audio/wav", "nosniff")
    assert told["content-security-policy"] == "default-src 'none'; sandbox"
    assert told["content-disposition"].startswith("attachment")
    assert told["accept-ranges"] == "bytes" and told["cache-control"] == "no-store"
    part = caller.get(there, headers={"range": "bytes=100-199"})
    assert (part.status_code, len(part.content), part.content) == (206, 100, wav(tone())[100:200])
    assert caller.get(there, headers={"range": "bytes=99999999-"}).status_code == 416


def test_every_hearing_is_logged_once_in_a_while(filled):
    house, desk, ids, _ = filled
    before = len(heard(house))
    with calling(desk) as one:
        one.enter("anna")
        for _ in range(3):
            one.get(f"/recording/{ids['telephone']}/sound", headers={"range": "bytes=0-99"})
    assert heard(house)[before:] == [("anna", ids["telephone"])]


def test_what_browsers_do_not_play_comes_as_a_copy(caller, filled):
    house, _, ids, exhibits = filled
    page = caller.get(f"/recording/{ids['telephone']}").text
    assert "you will hear a copy" in page
    copy = caller.get(f"/recording/{ids['telephone']}/sound")
    assert copy.headers["content-type"] == "audio/ogg" and copy.content.startswith(b"OggS")
    found = decoded(copy.content).sound
    assert (found.codec, found.channels) == ("opus", 1) and abs(found.decoded_ms - 8_000) < 100
    made = house.aids.folder / f"{exhibits['telephone'].removeprefix('sha256:')}.ogg"
    first = made.stat().st_mtime_ns
    caller.get(f"/recording/{ids['telephone']}/sound?copy=true")
    assert made.stat().st_mtime_ns == first
    assert caller.get(f"/recording/{ids['message']}/sound?copy=true").headers["content-type"] == "audio/ogg"


def test_a_waveform_is_made_once(caller, filled):
    house, _, ids, exhibits = filled
    told = caller.get(f"/recording/{ids['message']}/peaks").json()
    assert told["ms"] == 8_000 and len(told["peaks"]) == 200
    assert max(told["peaks"]) == 37 and min(told["peaks"]) == 11
    made = house.aids.folder / f"{exhibits['message'].removeprefix('sha256:')}.json"
    assert json.loads(made.read_text()) == told
    assert not list(house.aids.folder.glob(".making-*"))


def test_a_damaged_recording_says_so(caller, filled):
    for part in ("peaks", "sound?copy=true"):
        assert caller.get(f"/recording/{filled[2]['broken']}/{part}").status_code == 415


def test_a_film_is_a_film(caller, filled):
    assert caller.get(f"/recording/{filled[2]['film']}/sound").headers["content-type"] == "video/webm"


def test_a_removal_deletes_what_was_made(tmp_path, monkeypatch):
    (tmp_path / "message.wav").write_bytes(wav(tone(2.0)))
    with house_in(tmp_path / "house") as house:
        monkeypatch.setattr(House, "ears", Ears())
        (one,) = house.read([str(tmp_path / "message.wav")], ReadOptions())
        exhibit = one.row.document.exhibit
        house.aids.peaks(exhibit)
        house.aids.copy(exhibit)
        assert len(list(house.aids.folder.iterdir())) == 2
        house.remove(one.row.id, "order of a court", "Ada Roe")
        assert list(house.aids.folder.iterdir()) == []


def test_copies_have_a_bound(tmp_path, monkeypatch):
    monkeypatch.setattr("purport.rounds.heard.MOST_BYTES", 10_000)
    with house_in(tmp_path / "house") as house:
        names = [house.vault.keep(wav(tone(3.0 + n))) for n in range(3)]
        made = [house.aids.copy(name) for name in names]
        assert [file.exists() for file in made] == [False, False, True]


@pytest.mark.parametrize(("seconds", "points"), [(0, 1), (0.01, 1), (4, 100), (3600, MOST)])
def test_a_waveform_has_a_bound(seconds, points):
    samples = np.full((2, int(seconds * 16_000)), -0.5, dtype=np.float32)
    found = peaks(samples)
    assert len(found) == points and set(found) <= {0, 50}


def test_its_captions_are_handed_over_and_logged(caller, filled):
    house, name = filled[0], filled[2]["message"]
    assert f'href="/handover?story={name}"' in caller.get(f"/recording/{name}").text
    page = caller.get(f"/handover?story={name}").text
    assert 'value="srt"' in page and 'value="vtt"' in page and 'name="withheld"' in page
    sent = {"story": name, "tlp": "TLP:AMBER"}
    plain = caller.get(caller.post("/jobs/export", {**sent, "form": "srt"}).headers["location"]).text
    assert "00:00:02,000 -->" in plain and "thanks for watching" not in plain
    marked = caller.get(
        caller.post("/jobs/export", {**sent, "form": "vtt", "withheld": "yes"}).headers["location"]
    ).text
    assert marked.startswith("WEBVTT") and marked.count("-->") == plain.count("-->") + 1
    told = [one.subject for one in house.ledger.access.entries() if one.deed == "exported"]
    assert told == [f"export {form} {name} TLP:AMBER" for form in ("srt", "vtt")]


def until(page, told):
    """Wait until an expression holds; the page's policy lets nobody evaluate one inside it."""
    for _ in range(300):
        if page.evaluate(told):
            return
        page.wait_for_timeout(50)
    raise AssertionError(told)


@looks
def test_it_looks_right_and_plays_only_when_asked(browser, address, filled, scheme, size, viewport):
    with browsing(browser, address, color_scheme=scheme, viewport=viewport) as page:
        page.goto(f"/recording/{filled[2]['message']}")
        assert page.locator("audio, video").count() == 0
        accessible(page)
        page.locator(".show button").click()
        page.wait_for_selector(".player[data-drawn=yes]")
        assert page.evaluate("document.querySelector('audio').paused")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        accessible(page)
        SCREENS.mkdir(
            parents=True, exist_ok=True
        )  # `picture` would put a style into the waveform, which its policy forbids
        plain = {"animations": "allow", "caret": "initial", "full_page": True}
        page.screenshot(path=SCREENS / f"recording-{size}-{scheme}.png", **plain)


def test_words_follow_the_sound_and_a_click_on_one_plays_from_it(browser, address, filled):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto(f"/recording/{filled[2]['message']}")
        page.locator(".w", has_text="guards").click()
        until(page, "document.querySelector('audio')?.currentTime >= 3.6")
        page.wait_for_selector(".w.now")
        page.evaluate("document.querySelector('audio').pause()")
        page.evaluate("document.querySelector('audio').currentTime = 0.1")
        page.wait_for_selector(".w.now:has-text('Brothers')")


def test_a_copy_plays_where_the_original_does_not(browser, address, filled):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto(f"/recording/{filled[2]['telephone']}")
        page.locator(".show button").click()
        until(page, "document.querySelector('audio')?.duration > 7")


def test_a_film_is_grey_until_colour_is_wanted(browser, address, filled):
    with browsing(browser, address, viewport=WIDE) as page:
        page.goto(f"/recording/{filled[2]['film']}")
        page.locator(".show button").click()
        until(page, "document.querySelector('video')?.readyState > 0")
        grey = "getComputedStyle(document.querySelector('video')).filter"
        assert page.evaluate(grey) == "grayscale(1)"
        page.locator(".colour").check()
        assert page.evaluate(grey) == "none"

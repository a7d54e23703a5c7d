"""Makes the bundled recording: an invented message, spoken by espeak-ng, with the millisecond at which each sentence begins.

Needs espeak-ng and PyAV. The samples are laid end to end with silence between, so that the times are known and not measured.

    python tools/make_recording.py [VOICE] [FOLDER]
"""

from __future__ import annotations

import array
import io
import subprocess
import sys
import wave
from pathlib import Path

SENTENCES = (
    "This is a message to the people who live by the river.",
    "We hold the town, and we will not leave it before the winter.",
    "We call on the fighters in the north to attack the depots of the army.",
    "If the soldiers cross the river, we will burn the bridge at Belling.",
    "The minister said that the road to the port was open.",
    "We deny that our men burned the market.",
)
GAP_MS = 700
VOICE = "en-gb"
WORDS_A_MINUTE = 140


def spoken(sentence: str, voice: str) -> tuple[array.array[int], int]:
    """Samples of a sentence, and how many there are in a second."""
    told = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "--stdout", sentence]
    data = bytearray(subprocess.run(told, check=True, capture_output=True).stdout)
    data[4:8] = (len(data) - 8).to_bytes(4, "little")  # it does not know its length when it begins to write
    data[40:44] = (len(data) - 44).to_bytes(4, "little")
    with wave.open(io.BytesIO(data)) as file:
        samples = array.array("h", file.readframes(file.getnframes()))
        return samples, file.getframerate()


def message(voice: str = VOICE, sentences: tuple[str, ...] = SENTENCES) -> tuple[array.array[int], int, list[int]]:
    """Samples of the message, how many there are in a second, and the millisecond at which each sentence begins."""
    out, rate, starts = array.array("h"), 1, []
    for sentence in sentences:
        samples, rate = spoken(sentence, voice)
        out.extend(array.array("h", bytes(2 * rate * GAP_MS // 1000)))
        starts.append(len(out) * 1000 // rate)
        out.extend(samples)
    return out, rate, starts


def written(file: Path, samples: array.array[int], rate: int) -> None:
    """Writes the samples: as WAV, or as Opus in Ogg."""
    if file.suffix == ".wav":
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(samples.tobytes())
        return
    import av

    plain = io.BytesIO()
    with wave.open(plain, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples.tobytes())
    plain.seek(0)
    with av.open(plain) as source, av.open(str(file), "w", format="ogg") as target:
        stream = target.add_stream("libopus", rate=16000, layout="mono", options={"application": "voip"})
        stream.bit_rate = 20_000
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16000)
        frames = [frame for raw in source.decode(audio=0) for frame in resampler.resample(raw)]
        for frame in [*frames, *resampler.resample(None), None]:
            for packet in stream.encode(frame):
                target.mux(packet)


def main() -> None:
    """Writes message.ogg and message.tsv."""
    voice = sys.argv[1] if len(sys.argv) > 1 else VOICE
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "examples" / "recordings"
    samples, rate, starts = message(voice)
    written(folder / "message.ogg", samples, rate)
    lines = [f"{start}\t{sentence}\n" for start, sentence in zip(starts, SENTENCES, strict=True)]
    (folder / "message.tsv").write_text("".join(["start_ms\tsentence\n", *lines]), "utf-8")


if __name__ == "__main__":
    main()

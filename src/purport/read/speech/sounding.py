"""Decoding by FFmpeg's libraries (PyAV): samples to a file, and what was met. Runs in :mod:`purport.read.speech.worker`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from purport.read.speech.declared import GUESSED, amr_sound, header_ms, ogg_unended, wave_lies, wave_rest
from purport.read.speech.limits import GAP_MS, LEAST_RATE, LEAST_SAMPLES, MOST_GAP_MS, MOST_SAMPLES, RATE

if TYPE_CHECKING:
    from av.container import InputContainer

CONTAINERS = (
    "aac,ac3,ac4,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,eac3,f4v,flac,flv,g722,g729,gsm,gxf,iff,ivf,loas,matroska,webm,mov,mp4,"
    "mp3,mpc,mpc8,mpeg,mpegts,mxf,nist,nut,ogg,qcp,rm,rso,spx,tak,tta,voc,w64,wav,wtv,wv,xwma,3gp"
)
"""What is opened: containers of sound and video; no play lists, no pictures, nothing that names other files."""
PROBE = {"probesize": "5000000", "analyzeduration": "5000000", "format_whitelist": CONTAINERS}
HEAD = 1 << 20
_MOST_MESSAGES = 3


class Failed(Exception):
    """Nothing to hear: a code and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(slots=True)
class Told:
    """What decoding met; plain values.

    Attributes:
        container, codec, rate, channels: of the stream that was decoded.
        declared_ms: by the container; None if it declares none.
        reached_ms: the end of the last packet of any stream.
        samples: written, per channel; kept: channels written, 1 or 2.
        damaged: packets that did not decode, or decoded with errors; first_damage: ms of the first.
        filled: stretches that are missing, as (ms from the start, length in ms).
        ended: whether an Ogg file has the mark of its end; None for other containers.
        rest: bytes after the end of the sound that a WAV's head declares, which are no chunk of it.
    """

    container: str
    codec: str
    rate: int
    channels: int
    declared_ms: int | None
    kept: int
    streams: int
    guessed: bool
    reached_ms: int = 0
    samples: int = 0
    damaged: int = 0
    first_damage: int = 0
    filled: list[tuple[int, int]] = field(default_factory=list)
    jumps: int = 0
    cut: bool = False
    changed: bool = False
    ended: bool | None = None
    rest: int = 0
    messages: list[str] = field(default_factory=list)


class _Copy:
    """The working copy: float32, channels interleaved, on the container's clock."""

    def __init__(self, out: BinaryIO, told: Told, start: float) -> None:
        self.out, self.told, self.start = out, told, start
        self.resampler: Any = None
        self.shape: tuple[object, ...] = ()
        self.before: tuple[object, ...] = ()
        self.clock: float | None = None  # seconds by the timestamps, where the next frame should begin
        self.shift = start

    @property
    def full(self) -> bool:
        return self.told.samples >= MOST_SAMPLES

    def add(self, frame: Any) -> None:
        if frame.pts is not None and frame.time_base:
            self._keep_time(float(frame.pts * frame.time_base))
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self._reshape(shape)
        self.clock = (self.clock or 0.0) + frame.samples / frame.sample_rate
        frame.pts = None
        for one in self.resampler.resample(frame):
            self._write(one)

    def _reshape(self, shape: tuple[object, ...]) -> None:
        from av.audio.resampler import AudioResampler

        self.told.changed |= self.before not in ((), shape)
        self.flush()
        self.shape = self.before = shape
        self.resampler = AudioResampler(format="flt", layout="stereo" if self.told.kept == 2 else "mono", rate=RATE)

    def _keep_time(self, stamped: float) -> None:
        """Fills what the timestamps say is missing."""
        stamped -= self.shift
        if self.clock is None:
            self.clock = 0.0
        jump = round((stamped - self.clock) * 1000)
        if GAP_MS < jump <= MOST_GAP_MS:
            self.flush()
            self.told.filled.append((round(self.clock * 1000), jump))
            self._silence(round(stamped * RATE) - self.told.samples)
            self.clock = stamped
        elif abs(jump) > GAP_MS:
            self.told.jumps += self.told.samples > 0
            self.shift += jump / 1000

    def _silence(self, samples: int) -> None:
        samples = max(0, min(samples, MOST_SAMPLES - self.told.samples))
        self.told.samples += samples
        block = bytes(4 * self.told.kept * RATE)
        while samples > 0:
            self.out.write(block[: 4 * self.told.kept * min(samples, RATE)])
            samples -= RATE

    def _write(self, frame: Any) -> None:
        count = min(frame.samples, MOST_SAMPLES - self.told.samples)
        self.out.write(bytes(frame.planes[0])[: 4 * self.told.kept * count])
        self.told.samples += count

    def flush(self) -> None:
        if self.resampler is not None:
            for one in self.resampler.resample(None):
                self._write(one)
            self.resampler = None
            self.shape = ()


def sounded(source: BinaryIO, out: BinaryIO) -> dict[str, object]:
    """Decodes the recording in `source` into `out`; what was met, as plain values.

    Raises:
        Failed: with code ``bad-recording`` or ``no-audio``.
        ImportError: if PyAV is not installed.
    """
    import av

    av.logging.set_level(av.logging.ERROR)
    head = source.read(HEAD)
    tail, size = _tail(source), source.seek(0, 2)
    source.seek(0)
    options = PROBE | ({"ignore_length": "1"} if wave_lies(head, size) else {})
    with av.logging.Capture(local=False) as messages:
        try:
            with av.open(source, "r", metadata_errors="replace", options=options, io_open=_no_other) as opened:
                told = _of_container(opened, out, head, tail)
        except (av.error.FFmpegError, ValueError, OverflowError, UnicodeError) as fault:
            raise Failed("bad-recording", _unopened(fault, head, tail)) from fault
    _count_messages(told, messages)
    if told.container == "ogg":
        told.ended = not ogg_unended(tail)
    if told.container == "wav":
        told.rest = 0 if wave_lies(head, size) else wave_rest(head, size)
        told.damaged -= (
            told.damaged == 1 and told.declared_ms is None
        )  # FFmpeg calls the last packet of an untold length cut
    return asdict(told)


def _no_other(*_: object) -> None:
    raise PermissionError("a recording that names other files is not followed")


def _unopened(fault: Exception, head: bytes, tail: bytes) -> str:
    if head[4:8] == b"ftyp" and b"moov" not in head and b"moov" not in tail:
        return "its index (moov) is missing: it was cut off, or the recorder did not finish"
    return f"it cannot be opened as a recording: {_said(fault)}"


def _said(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or type(fault).__name__).lower()


def _tail(source: BinaryIO) -> bytes:
    end = source.seek(0, 2)
    source.seek(max(0, end - HEAD))
    return source.read()


def _count_messages(told: Told, messages: list[tuple[int, str, str]]) -> None:
    seen = dict.fromkeys(f"{name}: {text.strip()}" for _, name, text in messages)
    told.messages = [one[:200] for one in seen][:_MOST_MESSAGES]


def _of_container(opened: InputContainer, out: BinaryIO, head: bytes, tail: bytes) -> Told:
    audio = opened.streams.best("audio")
    kinds = sorted({one.type for one in opened.streams})
    if audio is None and "audio" not in kinds:
        raise Failed("no-audio", f"it holds no sound, only {' and '.join(kinds) or 'an empty container'}")
    context: Any = None if audio is None else audio.codec_context
    if audio is None or context is None or not context.sample_rate or not context.channels:
        raise Failed("bad-recording", "its head says nothing of rate and channels: it is cut short or damaged")
    if context.sample_rate < LEAST_RATE:
        raise Failed("bad-recording", f"{context.sample_rate:,} samples a second hold no speech")
    name = opened.format.name
    told = Told(
        container=name.split(",")[0],
        codec=context.name,
        rate=context.sample_rate,
        channels=context.channels,
        declared_ms=_declared(opened, name, head, tail),
        kept=2 if context.channels == 2 else 1,
        streams=len(opened.streams.audio),
        guessed=name.split(",")[0] in GUESSED,
    )
    start = (opened.start_time or 0) / 1_000_000
    copy = _Copy(out, told, start)
    _decode(opened, audio, copy)
    copy.flush()
    out.flush()
    if told.samples < LEAST_SAMPLES:
        length = f"only {told.samples * 1000 // RATE} ms" if told.samples else "nothing"
        raise Failed("bad-recording", f"{length} of its sound could be decoded: it is cut short or damaged")
    return told


def _declared(opened: InputContainer, name: str, head: bytes, tail: bytes) -> int | None:
    by_ffmpeg = None if not opened.duration or opened.duration < 0 else round(opened.duration / 1000)
    return header_ms(name, head, tail, by_ffmpeg)


def _decode(opened: InputContainer, audio: Any, copy: _Copy) -> None:
    import av

    packets = opened.demux()
    while not copy.full:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            _damage(copy)
            return
        _reach(packet, copy)
        if packet.stream_index == audio.index:
            _take(packet, copy)
    copy.told.cut = True


def _reach(packet: Any, copy: _Copy) -> None:
    if packet.pts is not None and packet.time_base:
        end = float((packet.pts + (packet.duration or 0)) * packet.time_base) - copy.start
        copy.told.reached_ms = max(copy.told.reached_ms, round(end * 1000))


def _take(packet: Any, copy: _Copy) -> None:
    import av

    if copy.told.codec == "amrnb" and packet.size and not amr_sound(bytes(packet)[0]):
        _damage(copy)  # FFmpeg would make a noise of it
        return
    try:
        frames = packet.decode()
    except av.error.EOFError:
        return
    except (av.error.FFmpegError, ValueError):
        _damage(copy)
        return
    if packet.is_corrupt:
        _damage(copy)
    for frame in frames:
        if frame.is_corrupt:
            _damage(copy)
        copy.add(frame)


def _damage(copy: _Copy) -> None:
    if not copy.told.damaged:
        copy.told.first_damage = copy.told.samples * 1000 // RATE
    copy.told.damaged += 1

"""One voice as numbers: CAM++, run by onnxruntime on one thread, so that the same speech gives the same numbers on one machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from purport.errors import ModelError
from purport.read.voice.features import RATE, bands, centred
from purport.read.weights import check_files, manifest_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
STRETCH = 8 * RATE
"""Samples heard at once; of longer speech the embeddings of its stretches are averaged."""
SHORTEST = RATE
"""A last stretch of less is heard with the one before it."""
_AGAIN = "install purport again"


class Manifest(msgspec.Struct, frozen=True):
    """What ``manifest.json`` says: SHA-256 by file name."""

    name: str
    version: str
    files: dict[str, str]


class VoiceModel:
    """The loaded model. `name` with its version, `digest` ``sha256:...`` of its weights."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Loads it; its files are held to their digests first.

        Raises:
            ModelError: ``model-missing``, ``model-altered``, or ``no-runtime`` where onnxruntime is not installed.
        """
        manifest = manifest_of(folder, Manifest, _AGAIN)
        check_files(folder, manifest.files, _AGAIN, "compare no voices")
        self.name = f"{manifest.name} {manifest.version}"
        self.digest = f"sha256:{manifest.files['campplus.onnx']}"
        self._session = _session(folder / "campplus.onnx")

    def heard(self, speech: Array) -> Array:
        """The direction of unit length (192 numbers) in which this speech lies; zeros for less than 25 ms.

        `speech`: 16,000 samples a second, of one speaker, pauses taken out.
        """
        import numpy as np

        total = np.zeros(192, np.float64)
        for start, end in stretches(len(speech)):
            total += (end - start) * self._stretch(speech[start:end])
        return directed(total)

    def ladder(self, speech: Array, steps: Sequence[int]) -> Iterator[tuple[int, Array]]:
        """As `heard`, of the first so many samples each time (`steps`, rising; those that the speech does not reach are left out).

        No stretch of eight seconds is heard twice.
        """
        import numpy as np

        whole, total = 0, np.zeros(192, np.float64)
        for step in steps:
            if step > len(speech):
                return
            while step - whole >= STRETCH:
                total += STRETCH * self._stretch(speech[whole : whole + STRETCH])
                whole += STRETCH
            rest = (step - whole) * self._stretch(speech[whole:step]) if step > whole else 0.0
            yield step, directed(total + rest)

    def _stretch(self, speech: Array) -> NDArray[np.float64]:
        import numpy as np

        features = bands(speech)
        if not len(features):
            return np.zeros(192, np.float64)
        told = self._session.run(None, {"features": centred(features)[None]})[0][0].astype(np.float64)
        return np.asarray(told / max(float(np.linalg.norm(told)), 1e-9))


def directed(total: NDArray[np.float64]) -> Array:
    """A sum of directions as one of unit length; zeros stay zeros."""
    import numpy as np

    return (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)


def stretches(samples: int) -> list[tuple[int, int]]:
    """Where speech is cut to be heard piece by piece: from sample to sample, ends exclusive.

    >>> stretches(20 * 16_000), stretches(16 * 16_000 + 100)
    ([(0, 128000), (128000, 256000), (256000, 320000)], [(0, 128000), (128000, 256100)])
    """
    if not samples:
        return []
    starts = list(range(0, samples, STRETCH))
    if len(starts) > 1 and samples - starts[-1] < SHORTEST:
        starts.pop()
    return list(zip(starts, [*starts[1:], samples], strict=True))


@cache
def voice_model() -> VoiceModel:
    """The model that comes with purport, loaded once. Raises as `VoiceModel` does."""
    return VoiceModel()


def _session(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as fault:
        raise ModelError(
            "onnxruntime is not installed",
            code="no-runtime",
            subject="purport voice",
            advice='pip install "purport[speech]" brings what hearing needs',
        ) from fault
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

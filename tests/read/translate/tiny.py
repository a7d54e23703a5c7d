"""A real model of CTranslate2 with weights set by hand, which puts one English word for each Arabic one, and its real pieces.

Its vector of a word has one place per word and one per position; the attention of the decoder looks at the source's word in its own
position, and the output is what the dictionary has for it.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

WORDS = {
    "العمدة": "The mayor,",
    "آدا": "Ada",
    "رو،": "Roe,",
    "قالت": "said",
    "يوم": "on",
    "الجمعة": "Friday",
    "إن": "that",
    "الجسر": "the bridge",
    "مفتوح.": "is open.",
    "مفتوح،": "is open,",
    "المتمردون": "Rebels",
    "قصفوا": "shelled",
    "السوق": "the market",
    "الأحد.": "Sunday.",
    "السبت.": "Saturday.",
    "متى؟": "When?",
    "بيان": "statement",
    "وتكرر.": "and on and on and on and on and on.",
    "مجهول.": "<unk>",
    "صامت.": "صامت.",
}
STORY = "العمدة آدا رو، قالت يوم الجمعة إن الجسر مفتوح.\n\nالمتمردون قصفوا السوق يوم الأحد."
ENGLISH = "The mayor, Ada Roe, said on Friday that the bridge is open.\n\nRebels shelled the market on Sunday."
MARK = "\u2581"
PLACES = 300


def pieces_model(words=tuple(WORDS)) -> bytes:
    """A SentencePiece model that has each word for a piece, trained on a text of them."""
    out = io.BytesIO()
    lines = [" ".join(words)] * 3 + list(words)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=out, model_type="word", vocab_size=len(words) + 3,
        hard_vocab_limit=False, minloglevel=2, normalization_rule_name="identity",
    )  # fmt: skip
    return out.getvalue()


def save_model(folder: Path, signs: dict[str, str] | None = None, *, adds_end: bool = True, ends: bool = True) -> None:
    """Writes ``model.bin``, ``config.json`` and the vocabularies.

    `signs`: of languages, what each becomes. `ends`: whether it ever stops.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pairs = {"<unk>": "<unk>", "<s>": "<s>", "</s>": "</s>" if ends else f"{MARK}and", **(signs or {})}
    pairs |= {MARK + one: one if one == "<unk>" else MARK + other.replace(" ", MARK) for one, other in WORDS.items()}
    pairs[MARK + "مجهول."] = "<unk>"
    source = list(pairs)
    target = list(dict.fromkeys([*pairs.values(), "</s>", f"{MARK}and", *(signs or {}).values()]))
    spec = _spec(source, target, pairs)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.add_source_eos = adds_end
    if signs:
        spec.config.decoder_start_token = "</s>"
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def _spec(source: list[str], target: list[str], pairs: dict[str, str]):
    width = max(len(source), len(target))
    size = width + PLACES
    spec = ctranslate2.specs.TransformerSpec.from_config(1, 1, no_final_norm=True)
    words = np.zeros((2, width, size), np.float32)
    words[:, np.arange(width), np.arange(width)] = 1
    places = np.zeros((PLACES, size), np.float32)
    places[np.arange(PLACES), width + np.arange(PLACES)] = 1
    nothing = np.zeros((size, size), np.float32)
    for side, embeddings, one in (
        (spec.encoder, spec.encoder.embeddings[0], source),
        (spec.decoder, spec.decoder.embeddings, target),
    ):
        side.scale_embeddings = False
        side.position_encodings.encodings = places
        embeddings.weight = words[0][: len(one)]
        layer = side.layer[0]
        _attention(layer.self_attention, [np.zeros((3 * size, size), np.float32), nothing], size)
        _norm(layer.ffn.layer_norm, size)
        _linear(layer.ffn.linear_0, np.zeros((4, size), np.float32))
        _linear(layer.ffn.linear_1, np.zeros((size, 4), np.float32))
    look = np.zeros((size, size), np.float32)
    look[np.arange(width, size), np.arange(width, size)] = 100
    keys = np.concatenate([look, np.eye(size, dtype=np.float32)])
    say = np.zeros((size, size), np.float32)
    for one, other in pairs.items():
        say[target.index(other), source.index(one)] = 40
    _attention(spec.decoder.layer[0].attention, [look, keys, say], size)
    _linear(spec.decoder.projection, words[0][: len(target)])
    return spec


def _attention(layer, weights, size):
    _norm(layer.layer_norm, size)
    for linear, weight in zip(layer.linear, weights, strict=True):
        _linear(linear, weight)


def _linear(linear, weight):
    linear.weight = weight
    linear.bias = np.zeros(weight.shape[0], np.float32)


def _norm(norm, size):
    norm.gamma, norm.beta = np.ones(size, np.float32), np.zeros(size, np.float32)


def argos(folder: Path, **changes: object) -> Path:
    """An unpacked package of Argos Translate."""
    save_model(folder / "model", **changes)  # type: ignore[arg-type]
    (folder / "sentencepiece.model").write_bytes(pieces_model())
    told = {"package_version": "1.0", "argos_version": "1.9", "from_code": "ar", "to_code": "en", "from_name": "Arabic"}
    (folder / "metadata.json").write_text(json.dumps(told), "utf-8")
    return folder


def opus(folder: Path) -> Path:
    """A folder as the converter of CTranslate2 makes it of a model of OPUS-MT."""
    save_model(folder, adds_end=False)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(pieces_model())
    return folder


def nllb(folder: Path) -> Path:
    """A folder as for NLLB, which has signs for languages."""
    save_model(folder, {"arb_Arab": "eng_Latn"}, adds_end=False)
    (folder / "sentencepiece.bpe.model").write_bytes(pieces_model())
    source = folder / "source_vocabulary.json"
    assert "arb_Arab" in json.loads(source.read_text())
    return folder

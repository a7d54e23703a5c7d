"""What trained taggers think of stories, for a new one to learn: the mean of their opinions, also where nobody marked anything.

One tagger that learns from several is nearly as good as all of them together and costs no more than one (Hinton, Vinyals and
Dean, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from purport.read.attribution.learned.decoding import TAGS, Floats
from purport.read.attribution.learned.pieces import ROLES
from train.attribution.checking import numbers
from train.attribution.network import Tagger, build
from train.attribution.stories import Story


def weighted(encoder: Path, weights: Path, drop: float = 0.0) -> Tagger:
    """A tagger with trained weights: a run's ``best.pt`` or ``last.pt``."""
    model = build(encoder, weights=False, drop=drop)
    kept = torch.load(weights, weights_only=True)
    model.load_state_dict(kept.get("model", kept))
    return model


def chances(model: Tagger, story: Story) -> list[Floats]:
    """What one teacher thinks of each paragraph: [n, 3, 5]."""
    said = (
        torch.from_numpy(n[0]).view(-1, len(ROLES), TAGS)
        for n in numbers(model, [p.paragraph for p in story.paragraphs])
    )
    return [x.softmax(-1).numpy() for x in said]


def taught(stories: Sequence[Story], teachers: Sequence[Tagger], cache: Path) -> list[Story]:
    """The stories with the teachers' mean opinion; computed once and kept in `cache`."""
    if not cache.exists():
        rows: list[Floats] = []
        for number, story in enumerate(stories):
            rows += [np.mean(said, 0) for said in zip(*(chances(t, story) for t in teachers), strict=True)]
            if number % 100 == 99:
                print(f"teachers have read {number + 1} of {len(stories)} stories", flush=True)
        np.savez(cache, soft=np.concatenate(rows).astype(np.float16))
    soft = np.load(cache)["soft"]
    if len(soft) != (asked := sum(len(p.paragraph.ids) for s in stories for p in s.paragraphs)):
        raise ValueError(f"{cache}: opinions of {len(soft)} word pieces, the stories have {asked}; delete the file")
    out, at = [], 0
    for story in stories:
        paragraphs = []
        for paragraph in story.paragraphs:
            to = at + len(paragraph.paragraph.ids)
            paragraphs.append(replace(paragraph, soft=soft[at:to].astype(np.float32)))
            at = to
        out.append(replace(story, paragraphs=tuple(paragraphs)))
    return out

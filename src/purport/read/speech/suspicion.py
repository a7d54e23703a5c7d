from __future__ import annotations
from dataclasses import dataclass
from purport.records.speech import Suspicion
from typing import Any
@dataclass
class Passage:
    text: str
    words: Any
    heard: Any
    active: Any
    given: bool
def suspicions(p: Passage) -> tuple[Suspicion, ...]:
    return ()

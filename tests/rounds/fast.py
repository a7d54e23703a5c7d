"""A house whose reader marks the first word of every text: quick enough to be killed many times."""

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from purport.config import load
from purport.read.spoken import steps_for
from purport.records import Act, Certainty, Dateline, Document, Hop, Kind, Reading, Span, Statement
from purport.records.identity import document_id, statement_id
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions


@dataclass(frozen=True)
class FirstWordReader:
    """One statement per document; raises where the text says so."""

    version: str = "1"

    @property
    def fingerprint(self):
        return (("first-word", self.version),)

    def read(self, document: Document) -> Reading:
        if "BREAK THE READER" in document.text:
            raise RuntimeError("as the text says")
        end = len(document.text.split()[0])
        content = (Span(0, end),)
        identity = document_id(document)
        hop = Hop("Somebody", Certainty.ATTRIBUTED)
        statement = Statement(
            id=statement_id(identity, (), (), content),
            source=(),
            cue=(),
            content=content,
            source_name="Somebody",
            chain=(hop,),
            parent=None,
            kind=Kind.INDIRECT,
            act=Act.SAYS,
            certainty=Certainty.ATTRIBUTED,
            addressee=None,
            targets=(),
            violent=False,
            spoken=None,
            places=(),
            score=1.0,
            rule="first-word",
            reason="a test",
        )
        return Reading(
            document=identity,
            language=document.language,
            published=document.published,
            dateline=Dateline(None, None),
            statements=(statement,),
            events=(),
            verification=(),
            inconsistencies=(),
            places=(),
            times=(),
            call_for_violence=False,
            call_targets=(),
            steps=steps_for(self.fingerprint, document),
            purports=document.spoken.purports if document.spoken else (),
        )


class FastHouse(House):
    """A house with that reader; everything else is real."""

    version = "1"

    @cached_property
    def reader(self):
        return FirstWordReader(self.version)


def fast_house(home: Path, **environment: str) -> FastHouse:
    return FastHouse(load(None, {"PURPORT_HOME": str(home), **environment}, home))


def main(home: str, folder: str) -> None:
    """Read a folder; one line per outcome, so that a killer knows how far it is."""
    with fast_house(Path(home)) as house:
        for _ in house.read([folder], ReadOptions()):
            print("read", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What a reader found, and refused, sentence by sentence."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from purport.desk.explain import by_sentence, explain
from purport.exchange.contract import explanation, written
from purport.records import Document, Finding, SourceMap, Span

TEXT = "The mayor said it was over. Some doubted that."


def finding(sentence: Span, content: Span, kept: bool = True, source: Span | None = None) -> Finding:
    return Finding(
        sentence,
        (source,) if source else (),
        (),
        (content,),
        "tagger",
        "tagger",
        0.75,
        kept,
        "found by the tagger alone",
    )


def document(text: str = TEXT, name: str = "x") -> Document:
    return Document(
        name=name,
        exhibit="sha256:0",
        part="",
        text=text,
        taken_by="t",
        origin=name,
        source_map=SourceMap("char"),
        language="en",
    )


FINDINGS = (
    finding(Span(28, 46), Span(41, 45), kept=False),
    finding(Span(0, 27), Span(15, 26), source=Span(0, 9)),
)


def shown(*findings: Finding, text: str = TEXT, name: str = "x") -> str:
    out = StringIO()
    explain(Console(file=out, width=110), document(text, name), findings, turned=False)
    return out.getvalue()


def test_sentences_come_in_text_order() -> None:
    assert [sentence.of(TEXT) for sentence, _ in by_sentence(FINDINGS)] == [
        "The mayor said it was over.",
        "Some doubted that.",
    ]


def test_kept_and_refused_are_told_apart() -> None:
    told = shown(*FINDINGS)
    assert told.index("kept") < told.index("refused")
    assert "The mayor" in told and "0.75" in told and "by the tagger alone" in told


def test_nothing_found_is_said() -> None:
    assert "no attribution was found" in shown()


def test_a_hostile_text_cannot_steer_the_terminal() -> None:
    text = "A\x1b[2Jb said c. " + "x" * 40
    told = shown(finding(Span(0, len(text)), Span(0, 8)), text=text, name="\x1b[31mname")
    assert "\x1b" not in told


def test_as_json() -> None:
    made = explanation(document(), FINDINGS)
    assert [f["kept"] for f in made["findings"]] == [False, True]
    assert made["findings"][1]["source"] == [[0, 9]]
    assert made["findings"][1]["text"] == "The mayor said it was over."
    assert written(made).startswith('{"id":')

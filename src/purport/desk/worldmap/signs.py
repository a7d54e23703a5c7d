"""The signs of certainty: eleven forms that can be told apart without colour, as the legend and the map draw them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from purport.records import Certainty

SIZE, GAP = 13.0, 7.0
"""Width of a sign, and the room behind it."""
_HALF = 4.6

_DISC = Markup('<circle cx="{x}" cy="{y}" r="4.6"/>')
_SQUARE = Markup('<rect x="{l}" y="{t}" width="9.2" height="9.2"/>')
_FORMS = {
    Certainty.ASSERTED: _DISC,
    Certainty.ATTRIBUTED: _SQUARE,
    Certainty.PURPORTED: Markup('<rect class="hatched" fill="url(#hatch)" x="{l}" y="{t}" width="9.2" height="9.2"/>'),
    Certainty.RUMOURED: Markup('<circle class="dotted" fill="url(#dots)" cx="{x}" cy="{y}" r="4.6"/>'),
    Certainty.DENIED: Markup('<path class="stroke" d="M{l} {t}L{r} {b}M{r} {t}L{l} {b}"/>'),
    Certainty.NEGATED: Markup(
        '<circle class="open" cx="{x}" cy="{y}" r="4.6"/><path class="stroke" d="M{l} {b}L{r} {t}"/>'
    ),
    Certainty.THREATENED: Markup('<path d="M{x} {t}L{r} {b}H{l}Z"/>'),
    Certainty.CALLED_FOR: Markup('<path d="M{l} {t}L{r} {y}L{l} {b}Z"/>'),
    Certainty.PLANNED: Markup('<path class="open" d="M{x} {t}L{r} {y}L{x} {b}L{l} {y}Z"/>'),
    Certainty.HYPOTHETICAL: Markup('<circle class="open dashed" cx="{x}" cy="{y}" r="4.6"/>'),
    Certainty.RETRACTED: Markup(
        '<rect class="open" x="{l}" y="{t}" width="9.2" height="9.2"/><path class="stroke" d="M{l} {y}H{r}"/>'
    ),
}


def sign(certainty: Certainty, x: float, y: float, event: bool = False) -> Markup:
    """The sign of a certainty round a point; in a ring if it stands for an event."""
    where = {"x": x, "y": y, "l": x - _HALF, "r": x + _HALF, "t": y - _HALF, "b": y + _HALF}
    form = _FORMS[certainty].format(**{name: f"{value:.1f}" for name, value in where.items()})
    ring = Markup('<circle class="ring" cx="{:.1f}" cy="{:.1f}" r="7.6"/>').format(x, y) if event else Markup("")
    return Markup('<g class="sign c-{}">').format(certainty) + form + ring + Markup("</g>")


def patterns() -> Markup:
    """The hatchings that signs and lands are filled with: once in a picture."""
    return Markup(
        '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="tone" x1="0" y1="0" x2="0" y2="3"/></pattern>'
        '<pattern id="dots" width="3" height="3" patternUnits="userSpaceOnUse">'
        '<circle class="dot-tone" cx="1.5" cy="1.5" r=".8"/></pattern>'
        '<pattern id="whole" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<line class="wide" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
    )


def legend(seen: Iterable[Certainty], event: bool) -> list[tuple[Markup, str]]:
    """The signs that a map has, each as a small picture with its word; the ring last, if there are events."""
    own = set(seen)
    rows = [(_alone(sign(one, 9, 9)), str(one).replace("_", " ")) for one in Certainty if one in own]
    ring = Markup('<g class="sign"><circle class="ring" cx="9" cy="9" r="7.6"/></g>')
    return [*rows, (_alone(ring), "ringed: an event; without a ring: a statement")] if event else rows


def _alone(drawn: Markup) -> Markup:
    head = Markup('<svg class="key" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">')
    return head + drawn + Markup("</svg>")

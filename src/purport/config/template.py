"""The commented TOML that `purport init` writes, made from the definitions in :mod:`purport.config.plan`."""

from __future__ import annotations

from dataclasses import Field
from pathlib import Path
from typing import Any

from purport.config.options import options
from purport.config.plan import SECTIONS

HEAD = """\
# purport.toml: the settings of one house. Every line that is commented out shows the default, or an example where the
# default is "not set". `purport config` shows what is in force and where it comes from.
"""


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:_}" if isinstance(value, int) else f"{value:g}"


def _option(one: Field[Any]) -> str:
    comment = "".join(f"# {line}\n" for line in one.metadata["says"].splitlines())
    return f"{comment}#{one.name} = {one.metadata['example'] or _written(one.default)}\n"


def _section(name: str, section: type) -> str:
    told = (section.__doc__ or "").strip()
    return f"\n[{name}]\n# {told}\n\n" + "\n".join(_option(one) for one in options(section))


TEMPLATE = HEAD + "".join(_section(name, section) for name, section in SECTIONS.items())
"""A valid config in which every option is explained and commented out."""


def template_for(path: Path) -> str:
    """The template with the house's folder set to `path`."""
    chosen = f'path = "{_escaped(str(path))}"'
    example = next(one for one in options(SECTIONS["house"]) if one.name == "path").metadata["example"]
    return TEMPLATE.replace(f"#path = {example}", chosen, 1)


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if ord(c) < 0x20 or c in '"\\\x7f' else c for c in text)

"""Writes docs/reference/ from the code: commands, settings, errors, rules, Python. `--check` compares instead of writing.

::

    python tools/reference.py            # write
    python tools/reference.py --check    # exit status 1 if a page is not what the code says
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from codebase import error_codes, error_kinds, rules
from meanings import COMMON, MEANINGS, RECORDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
MADE = "<!-- Made from the code by tools/reference.py. Change the code, then run `make docs`. -->\n"
WIDTH = 100

# Writing the pages


def cell(text: str) -> str:
    """Words fit for a cell of a table."""
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell(c) for c in row) + " |\n" for row in lines)


def block(text: str, language: str = "text") -> str:
    """A fenced block."""
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def commands_page() -> str:
    """The help text of every command."""
    import click

    from purport.cli.main import cli

    def told(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
        told_so = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
        context = click.Context(command, info_name=name, parent=parent, **told_so)
        yield f"\n## `{context.command_path}`\n\n" + block(command.get_help(context))
        if isinstance(command, click.Group):
            for sub in command.list_commands(context):
                child = command.get_command(context, sub)
                if child is not None and not child.hidden:
                    yield from told(child, sub, context)

    return "# Commands\n" + "".join(told(cli, "purport", None))


def settings_page() -> str:
    """Every setting with its default and meaning, and the commented file."""
    from purport.config.options import options
    from purport.config.plan import SECTIONS, shown
    from purport.config.template import TEMPLATE

    parts = [
        "# Settings\n\nOne TOML file, `purport.toml`. `purport init` writes it, `purport config` shows what is in force and where "
        "each value comes from.\n"
    ]
    for name, section in SECTIONS.items():
        rows = [
            (
                f"`{one.name}`",
                one.metadata["kind"].expected,
                f"`{shown(one.default)}`" if not one.metadata["example"] else "(not set)",
                one.metadata["says"],
            )
            for one in options(section)
        ]
        parts.append(f"\n## `[{name}]`\n\n{(section.__doc__ or '').strip()}\n\n")
        parts.append(table(("key", "value", "default", "meaning"), rows))
    parts.append("\n## The file as `purport init` writes it\n\n" + block(TEMPLATE, "toml"))
    return "".join(parts)


def errors_page() -> str:
    """Every error with its code, and the exit statuses."""
    parts = [
        "# Errors and exit statuses\n\nEvery error names the thing and, where there is something to do, says what. In "
        '`purport read --json` a document that failed is a line `{"id": …, "error": {"code": …, "message": …}}`. Codes are '
        "stable; messages may be reworded. … stands for what is filled in.\n\n",
        table(
            ("exit status", "means"),
            [
                ("0", "all went well (for `verify`: everything holds)"),
                ("1", "a source could not be read; all others were"),
                ("2", "the instruction was not understood: an option, a setting, a date, an unknown id"),
                ("3", "the house is not in order: disk, ledger or model; or `verify` found a fault"),
                ("130", "interrupted; what was filed until then is kept"),
                ("141", "whoever read the output has gone away (`| head`)"),
            ],
        ),
    ]
    codes = error_codes()
    for name, kind in error_kinds().items():
        rows = [(f"`{n.name}`", n.told[0], n.told[1]) for n in codes if n.kind == name]
        if rows:
            parts.append(f"\n## {name}\n\n{(kind.__doc__ or '').splitlines()[0]} Exit status {kind.exit_status}.\n\n")
            parts.append(table(("code", "message", "what to do"), rows))
    return "".join(parts)


def rules_page() -> str:
    """Every rule that finds attributed statements."""
    from purport.read.attribution.scores import score_of

    rows = [
        (f"`{n.name}`", n.told[0], n.told[1], f"{score_of(n.name):.2f}" if "…" not in n.name else "…") for n in rules()
    ]
    return (
        "# Rules of the reader\n\nEvery statement says which rule found it (`purport show`). The score is how often the rule was "
        "right on training texts; 0.50 stands for rules that were too rare to measure. How they work together: "
        "[why/reading](../why/reading.md).\n\n" + table(("rule", "finds", "reason given", "score"), rows)
    )


def signature(thing: Callable[..., object]) -> str:
    """The signature on one line, without quotation marks round types, and functions by their names."""
    return re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", str(inspect.signature(thing)).replace("'", ""))


def described(name: str, thing: object) -> str:
    """One function or class with its public methods."""
    if not callable(thing):
        return f"\n### `{name}`\n\n{thing!r}\n" if isinstance(thing, str) and name != "__version__" else ""
    out = f"\n### `{name}{signature(thing)}`\n\n" + block(inspect.getdoc(thing) or "")
    if inspect.isclass(thing) and not issubclass(thing, enum.Enum) and not dataclasses.is_dataclass(thing):
        own = [one for one in reversed(thing.__mro__) if one.__module__.startswith("purport.")]
        for method, body in {key: body for one in own for key, body in vars(one).items()}.items():
            if not method.startswith("_") and inspect.isfunction(body):
                told = (inspect.getdoc(body) or "").split("\n\n")[0]
                out += f"\n- `{name}.{method}{signature(body)}`: {' '.join(told.split())}\n"
    return out


def offered(name: str) -> object:
    """What `purport` offers under a name; the function for ``read``, which is a room's name too."""
    import purport
    from purport import api

    return getattr(api, name, None) or getattr(purport, name)


def record(name: str, kind: type) -> str:
    """One record or vocabulary of `purport.records`."""
    if issubclass(kind, enum.Enum):
        return f"\n### `{name}`\n\n{inspect.getdoc(kind)}\n\n" + ", ".join(f"`{m.value}`" for m in kind) + "\n"
    return f"\n### `{name}`\n\n" + block(inspect.getdoc(kind) or "") + f"\n{fields_of(kind)}"


def fields_of(kind: type) -> str:
    """A table of a dataclass's fields."""
    return table(("field", "type"), [(f"`{f.name}`", f"`{f.type}`") for f in dataclasses.fields(kind)])


def python_page() -> str:
    """The library: what `purport` offers, and the records."""
    import purport
    from purport import records

    api = "".join(described(name, offered(name)) for name in purport.__all__)
    kept = [(name, getattr(records, name)) for name in records.__all__]
    kinds = "".join(
        record(name, k)
        for name, k in kept
        if isinstance(k, type) and (dataclasses.is_dataclass(k) or issubclass(k, enum.Enum))
    )
    return (
        "# Python\n\nHow to use it: [use purport as a library](../how-to/use-the-library.md).\n\n## `purport`\n"
        f"{api}\n## `purport.records`\n\n{inspect.getdoc(records)}\n{kinds}"
    )


def type_words(schema: dict[str, Any]) -> str:
    """What a JSON Schema allows, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "allOf" in schema:
        return type_words(schema["allOf"][0])
    if "anyOf" in schema or "oneOf" in schema:
        return " or ".join(type_words(one) for one in schema.get("anyOf") or schema["oneOf"])
    if "const" in schema or "enum" in schema:
        return ", ".join(f"`{json.dumps(v)}`" for v in schema.get("enum", [schema.get("const")]))
    kinds = schema.get("type", "any")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    items = schema.get("items")
    many = f"list of {type_words(items)}" if isinstance(items, dict) else "list"
    return " or ".join(many if kind == "array" else kind for kind in kinds)


def attributes(kind: type) -> dict[str, str]:
    """What a record's docstring says of each of its fields."""
    told: dict[str, str] = {}
    names: list[str] = []
    for line in (inspect.getdoc(kind) or "").partition("Attributes:\n")[2].splitlines():
        head = re.match(r" {4}([a-z_]+(?:, [a-z_]+)*): (.*)", line)
        if head:
            names = head.group(1).split(", ")
            told.update(dict.fromkeys(names, head.group(2)))
        elif line.startswith(" " * 8):
            told.update({name: f"{told[name]} {line.strip()}" for name in names})
    return told


def json_part(name: str, schema: dict[str, Any]) -> str:
    """One definition of the contract: an object's keys, or what a value may be."""
    from purport import records

    told = schema.get("description", "")
    words = {**COMMON, **attributes(getattr(records, RECORDS.get(name, ""), object)), **MEANINGS.get(name, {})}
    if "properties" not in schema:
        return f"\n## {name}\n\n{type_words(schema)}. {told}\n"
    needed = set(schema.get("required", ()))
    rows = [
        (
            f"`{key}`" + ("" if key in needed else " (may be missing)"),
            type_words(one),
            one.get("description") or words.get(key, ""),
        )
        for key, one in schema["properties"].items()
    ]
    return f"\n## {name}\n\n" + (f"{told}\n\n" if told else "") + table(("key", "value", "meaning"), rows)


def json_page() -> str:
    """The contract of ``purport read --json``, from its JSON Schema."""
    from purport.exchange.contract import schema

    contract = schema()
    parts = [json_part(name, one) for name, one in contract["definitions"].items()]
    return (
        "# The JSON of `purport read --json`\n\nOne JSON object a line, one line for each document, in the order given; UTF-8. "
        f"{contract['description']} The keys keep their meaning; more may be added. As a JSON Schema: "
        "`purport.exchange.contract.schema()`. A line is a *document*, or a *failure* where it could not be read.\n"
        + "".join(reversed(parts))
    )


MAKERS: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "json.md": json_page,
    "errors.md": errors_page,
    "rules.md": rules_page,
    "python.md": python_page,
}


def pages() -> dict[str, str]:
    """Every page of the reference by file name."""
    return {name: MADE + make() for name, make in MAKERS.items()}


def main() -> int:
    """Writes the pages, or with ``--check`` names those that are out of date."""
    stale = []
    for name, text in pages().items():
        path = PAGES / name
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/reference/{name} is not what the code says: run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

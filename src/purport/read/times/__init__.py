"""Time expressions: what they are, what day they mean, and which act of speech or event they belong to."""

from purport.read.times.happening import event_date
from purport.read.times.speech import spoken
from purport.read.times.tagger import times

__all__ = ["event_date", "spoken", "times"]

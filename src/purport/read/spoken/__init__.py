"""What is said in a recording: the working text of a transcript, and the recording's speaker as the source of all of it.

A transcript has no voice of its own as a story has: whatever stands in it was said by somebody who speaks in the recording. So
every passage is a statement of that speaker, whom the recording at best purports to be; whoever is quoted is nested inside.
"""

from purport.read.spoken.text import document_of_transcript, withheld_notes
from purport.read.spoken.voice import SPOKEN, Voiced, purported_by, steps_for, voiced

__all__ = ["SPOKEN", "Voiced", "document_of_transcript", "purported_by", "steps_for", "voiced", "withheld_notes"]

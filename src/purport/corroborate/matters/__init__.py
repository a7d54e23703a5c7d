"""What stories tell of, and which of them tell of the same: one event or release each time, and where they contradict each other.

Readings in, tellings, likenesses, matters and contradictions out; nothing is merged by deleting.
"""

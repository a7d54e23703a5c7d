"""Stories and statements in, ties and origins out: copies, citations, the same event, the same name, contradictions, weight.

Pure: no SQL, no network, no clock. Everything found carries a score and a reason in words.
"""

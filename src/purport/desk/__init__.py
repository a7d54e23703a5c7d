"""Questions and answers for people: tables on the terminal, one thing in full, a brief as one page, a timeline, a difference."""

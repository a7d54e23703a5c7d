"""MUC-3/4: stage of execution, confidence in the perpetrator, and incidents that did not come about."""

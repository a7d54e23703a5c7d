"""Alerts: which news meets which rule, what belongs to one matter, when it is told to whom, and in what words.

Everything here is pure (:mod:`~purport.alerts.decide` takes news and gives what is to be written down), but for the ways of
delivering in :mod:`purport.alerts.delivery`.
"""

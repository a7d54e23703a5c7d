"""Training of the models that purport ships; not part of the installed package."""

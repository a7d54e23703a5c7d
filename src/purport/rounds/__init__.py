"""Builds the house from the config and walks it; the only place that calls the clock."""

"""The desk in the browser. This room alone knows the web framework; what it asks of the house stands in :mod:`.port`."""

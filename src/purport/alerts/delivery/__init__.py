"""The ways in which a message reaches somebody. Each raises a :class:`~purport.errors.PurportError` where it does not."""

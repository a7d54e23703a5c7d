"""Which stories carry whose text: candidates from an index, passages aligned, the direction, and ties with their reasons."""

"""Records in other people's formats: the JSON contract, CSV."""

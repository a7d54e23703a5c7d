"""The history of the tables. A migration never imports live code: what it needs, it writes out."""

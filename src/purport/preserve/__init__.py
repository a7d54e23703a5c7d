"""Hash first, then keep: the vault and the custody log."""

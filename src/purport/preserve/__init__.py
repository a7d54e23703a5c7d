"""Hash first, then keep: the vault and the custody log."""

from purport.preserve.vault import Vault

__all__ = ["Vault"]

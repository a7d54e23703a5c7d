"""Hash first, then keep: the vault, the custody log and the seal that signs it."""

from purport.preserve.seal import Seal
from purport.preserve.vault import Vault

__all__ = ["Seal", "Vault"]

"""The keys of this installation, as files."""

from footpath.adapters.keyring.files import KeyFiles

__all__ = ["KeyFiles"]

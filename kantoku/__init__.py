"""Kantoku: the ledger in which a local government oversees its outsourced work."""

__version__ = "0.1.0"

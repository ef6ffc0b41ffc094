"""Draft Technical Design Documents whose sections agree with each other."""

__version__ = "0.1.0"

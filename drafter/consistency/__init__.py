"""The rules: pure functions that find what is wrong."""

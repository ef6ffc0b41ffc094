"""The questions of an outline, one module each."""

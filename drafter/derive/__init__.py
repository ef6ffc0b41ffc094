"""Content that is computed from the outline and the sections' answers, so that it agrees with them."""

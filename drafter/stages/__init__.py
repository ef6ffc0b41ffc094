"""The verbs: each takes values and returns values; they do not know each other."""

"""Measure what `drafter review` proposes without a model: by parts that know nothing of how it tries its proposals."""

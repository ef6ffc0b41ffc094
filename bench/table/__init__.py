"""The table of benchmarks: drafter beside a peer on the same work in the same run, as ratios."""

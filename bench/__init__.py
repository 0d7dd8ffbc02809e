"""Benchmarks: every figure is a ratio of two ways to do the same, measured in turns in one run."""

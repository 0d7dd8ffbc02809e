"""The command line: `bihuan --help`."""

import gc

# What is imported stays: looking through it time and again is a tenth of what a start costs.
gc.set_threshold(20_000)

"""After an erasure: what is left, looked for byte by byte."""

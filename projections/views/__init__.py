"""One file per read model; each names its `VIEW`."""

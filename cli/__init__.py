"""The command line: `bihuan --help`."""

"""Elections of an owners' committee (业委会组建、换届)."""

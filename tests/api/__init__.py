"""The HTTP face, seen from outside."""

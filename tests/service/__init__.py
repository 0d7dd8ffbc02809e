"""The door and its one writer."""

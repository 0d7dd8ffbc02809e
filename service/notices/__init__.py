"""What notices say: one writer for each duty, from the record alone."""

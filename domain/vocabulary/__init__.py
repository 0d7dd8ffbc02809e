"""The vocabulary (词表): versioned codes for categories, channels and units."""

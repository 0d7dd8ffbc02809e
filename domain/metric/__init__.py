"""Definitions of rates (率): versioned texts that say what is counted, and of what."""

"""Ratings (居民评价) of a residents' committee and of each of its members."""

"""Followers, and those who wait for them."""

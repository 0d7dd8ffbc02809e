"""What time does: followers of views, and whoever waits for them."""

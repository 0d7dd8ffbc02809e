"""Stories of what happens in life beside the straight way through the loop."""

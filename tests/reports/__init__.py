"""Reports: what they tell, and what they are written as."""

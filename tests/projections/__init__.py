"""Views through the engine, and the replay that proves them."""

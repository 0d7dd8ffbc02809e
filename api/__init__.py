"""The HTTP face: routers by capability, problems, identity."""

"""The stories of the source documents, told through the public HTTP API."""

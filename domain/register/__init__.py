"""The register of a compound (业主名册): its units, who owns them, and what hangs on that."""

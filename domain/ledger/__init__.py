"""The ledger's own stream: its genesis."""

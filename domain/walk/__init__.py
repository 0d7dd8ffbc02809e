"""A walk (走查): an issue played through the pure rules under a method, without any ledger."""

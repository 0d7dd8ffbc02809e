"""Undertakings: one stream whose kinds are data (partners, teams, wishes, lending, covenants, targets …)."""

"""Referrals (三所联动): an issue put to police station, judicial office and law firm together."""

"""Organisations (单位): every party to which work can be handed."""

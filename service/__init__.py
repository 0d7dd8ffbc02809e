"""The one door: settings, wiring, policy table, commands, the scribe."""

"""An invented district: its ground, the lives of its issues, and the writing of its ledger."""

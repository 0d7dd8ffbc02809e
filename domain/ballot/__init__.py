"""Ballots (表决、征询): a question put to a roll of voters, counted by rules fixed at opening."""

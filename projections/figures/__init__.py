"""Figures (统计): facts and tallies beside the course of each issue, and the questions to them."""

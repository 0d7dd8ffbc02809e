"""Figures (统计): what of an issue is counted, as facts that hold from one day to another."""

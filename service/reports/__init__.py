"""Reports (报表): the figures of a period as of a day, drawn again of the record when asked for."""

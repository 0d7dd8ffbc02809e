"""Notices on the board (公示栏): what was put up, where, from when until when."""

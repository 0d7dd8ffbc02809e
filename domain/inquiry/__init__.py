"""Inquiries (同题共答): one problem put to several neighbourhoods, answers side by side."""

"""Text search over issues: an index of keyed hashes, and a second look at the opened texts.

The index holds no text. It proposes issues in which the characters of the query occur; whether
the query stands there, and in a text that the caller may see, the opened texts say.
"""

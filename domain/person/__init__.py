"""Persons (个人): one stream per registration, personal fields sealed."""

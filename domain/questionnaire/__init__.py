"""Questionnaires (问卷) as data, answered by a link without an account."""

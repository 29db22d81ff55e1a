"""Figures as files for people: a table, a page to print."""

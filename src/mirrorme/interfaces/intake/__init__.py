"""A process that looks at one file from outside, and is gone."""

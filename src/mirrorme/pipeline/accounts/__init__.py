"""People: how they come in, prove who they are, and are let go."""

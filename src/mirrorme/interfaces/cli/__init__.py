"""The `mirrorme` command."""

"""Identity providers of others."""

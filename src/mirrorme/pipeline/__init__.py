"""The journey of a photo, one verb per file."""

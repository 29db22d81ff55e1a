"""Master keys: a file of this machine, or a key management service."""

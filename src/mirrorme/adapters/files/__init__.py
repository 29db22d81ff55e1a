"""Photos and pictures in folders."""

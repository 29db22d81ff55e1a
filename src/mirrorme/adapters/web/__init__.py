"""Other people's servers."""

"""The child process that edits photos for the command line."""

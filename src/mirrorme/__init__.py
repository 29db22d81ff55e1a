"""MirrorMe edits the portraits of a photography franchise."""

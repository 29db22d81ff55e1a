"""Where people and programs reach MirrorMe."""

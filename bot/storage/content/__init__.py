"""The folder `content/` that officials edit: read, checked, and made into a catalogue."""

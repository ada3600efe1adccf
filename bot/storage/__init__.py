"""The only room that knows SQL, the key file, and how `content/` lies on disk."""

"""Use cases, one verb each, inside the caller's unit of work."""

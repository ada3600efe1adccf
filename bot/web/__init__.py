"""The web's edge: health now, the webhook and the operators' desk later."""

"""What admins do with the content: look at it, hear of its changes, change it from the chat."""

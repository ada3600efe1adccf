"""What the commands that need no running bot do at the terminal: plain English, no aiogram."""

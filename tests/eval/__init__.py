"""How well messages are understood: sets of sentences, and what they are measured with."""

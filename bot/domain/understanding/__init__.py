"""What a person means: letters folded, topics found, danger seen. Pure and without a model to load."""

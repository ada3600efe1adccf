"""Abai Bala: answers and appeals for the parents, children and citizens of the Abai region."""

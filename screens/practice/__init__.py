"""Worked cases to practice on and to show, and the law of other days."""

"""The database of saved determinations."""

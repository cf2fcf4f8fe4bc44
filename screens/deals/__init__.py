"""A deal at work: the interview, its items, its bill of materials, its letters."""

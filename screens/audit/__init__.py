"""What was saved: the list, a record, and what proves and compares them."""

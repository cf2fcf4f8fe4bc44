"""Reading the law: pages, trees, search, what changed and what will. Pure: the day is given."""

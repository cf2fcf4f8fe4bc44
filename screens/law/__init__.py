"""The law to read: its shelf, its pages, and what a day moves."""

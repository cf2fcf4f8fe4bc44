"""Dialogs: each returns a value and knows nothing of who asked."""

"""Finds the listed parties that a name may mean, and says word by word why."""

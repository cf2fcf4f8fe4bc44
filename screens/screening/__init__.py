"""The screening lists, and what a hit says."""

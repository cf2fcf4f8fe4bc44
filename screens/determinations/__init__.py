"""The answer: of one regime and of all, before it is saved."""

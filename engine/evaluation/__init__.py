"""From facts and a ruleset to truths and an outcome."""

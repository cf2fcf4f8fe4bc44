"""From the YAML of a ruleset to the model, checked whole; and the cache of it."""

"""From facts and a ruleset to truths, outcomes, questions and changes."""

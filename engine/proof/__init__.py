"""What is shown of a ruleset itself: its tests, coverage, lint, proof and mutants."""

"""From an evaluation to a determination in words."""

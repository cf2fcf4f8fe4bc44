"""From an evaluation to a determination in words: reasons, trees, questions, changes."""

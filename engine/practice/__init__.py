"""Practice on worked cases: what a learner is asked, how the answers are judged, what to try next.

Pure, as all of the engine: no files and no clock. Whoever leads an exercise, on a screen or line by
line, reads the cases and keeps the attempts.
"""

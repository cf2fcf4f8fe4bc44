"""The work of the app without a screen."""

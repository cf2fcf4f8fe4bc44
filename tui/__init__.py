"""The app: start-up, key bindings, theme, the state of the session."""

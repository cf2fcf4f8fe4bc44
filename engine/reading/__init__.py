"""Reading and writing text files safely: YAML within bounds, text without tricks."""

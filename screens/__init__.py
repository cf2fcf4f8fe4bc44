"""The Textual screens and the widgets they are made of."""

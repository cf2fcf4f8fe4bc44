"""Deals, cases and bills of materials: from text to facts and back."""

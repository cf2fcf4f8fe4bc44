"""Finds names on screening lists."""

"""Reads screening lists from files and keeps them for screening."""

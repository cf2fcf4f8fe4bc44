"""Turns facts and a ruleset into a determination: no screen, no clock, no network, no database."""

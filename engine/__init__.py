"""Turns facts and a ruleset into a determination. Pure: no screen, no clock, no network, no database."""

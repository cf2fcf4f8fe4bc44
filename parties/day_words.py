"""How a number of days is said."""


def in_days(count: int) -> str:
    """A number of days in words: 1 day, 2,000 days."""
    return "1 day" if count == 1 else f"{count:,} days"

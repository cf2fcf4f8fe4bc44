"""The records of this machine: the journal in the user's data folder, under the house's policy."""

from records.house import read_house
from records.locations import house_file, records_file
from records.store import Records, open_records


def open_here(wait: float = 30.0) -> Records:
    """Open them. Raises what `open_records` raises, and InputFaults for a wrong house policy."""
    return open_records(records_file(), wait, read_house(house_file()))

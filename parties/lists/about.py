"""What is known of an imported list besides its parties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parties.lists.gathering import Remark


@dataclass(frozen=True, slots=True)
class About:
    """One import. `digest` is the SHA-256 of the file that was imported, `published` the day that
    the list bears, `doubts` what was told before somebody imported it all the same, `unread` the
    entries left out because they could not be read."""

    name: str
    title: str
    published: date
    digest: str
    imported_at: datetime
    parties: int
    names: int
    by_source: tuple[tuple[str, int], ...]  # short code and count, in the list's order
    official: bool = False
    sample: bool = False
    remarks: tuple[Remark, ...] = ()
    doubts: tuple[str, ...] = ()
    unread: int = 0
    kept_in: str = ""  # the file's name in the list's folder

    def as_data(self) -> dict[str, Any]:
        """As JSON would have it."""
        return {
            "name": self.name,
            "title": self.title,
            "published": self.published.isoformat(),
            "digest": self.digest,
            "imported_at": self.imported_at.isoformat(),
            "parties": self.parties,
            "names": self.names,
            "by_source": dict(self.by_source),
            "official": self.official,
            "sample": self.sample,
            "remarks": [[remark.says, remark.count, remark.first] for remark in self.remarks],
            "doubts": list(self.doubts),
            "unread": self.unread,
            "kept_in": self.kept_in,
        }


def about_from(data: Mapping[str, Any]) -> About:
    """What `as_data` gave. Raises `ValueError`, `KeyError` or `TypeError`."""
    return About(
        name=str(data["name"]),
        title=str(data["title"]),
        published=date.fromisoformat(data["published"]),
        digest=str(data["digest"]),
        imported_at=datetime.fromisoformat(data["imported_at"]),
        parties=int(data["parties"]),
        names=int(data["names"]),
        by_source=tuple((str(code), int(count)) for code, count in data["by_source"].items()),
        official=data["official"] is True,
        sample=data["sample"] is True,
        remarks=tuple(Remark(str(s), int(n), str(first)) for s, n, first in data["remarks"]),
        doubts=tuple(map(str, data["doubts"])),
        unread=int(data["unread"]),
        kept_in=str(data["kept_in"]),
    )

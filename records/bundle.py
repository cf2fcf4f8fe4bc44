"""One record as one file that can be checked without Navicert: see `verify_bundle.py`."""

import io
import json
import zipfile
from pathlib import Path
from typing import Final

from engine import durable
from records import verify_bundle
from records.faults import cannot_save
from records.merkle import inclusion_proof
from records.store import Records, determination_bytes

_DAY_ZERO: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # a fixed time, so that the same record gives the same file
_README: Final = """\
One saved determination of Navicert.

    python verify_bundle.py THIS-FILE

checks that it is as it was saved, with Python alone. Take the script from a copy of Navicert that
you trust: the one in here came with the bundle.

entries.jsonl        the lines of the journal: the determination, and what was recorded later
deal.yaml            the facts
determination.json   the answer with its trace
ruleset.zip          the law as it was applied
checkpoint.txt       how far the journal went when this was written
proof.json           that the entries are in that journal (RFC 6962)
"""


def write_bundle(records: Records, record: str, target: Path) -> None:
    """Write the record to `target`. Raises NoSuchRecordError, AlteredError, CannotSaveError."""
    content = bundle(records, record)
    try:
        durable.write_whole(target, content)
    except OSError as error:
        raise cannot_save(target, error) from error


def bundle(records: Records, record: str) -> bytes:
    """The bundle of the record as bytes. Raises NoSuchRecordError or AlteredError."""
    saved = records.get(record)
    checkpoint = records.anchors.now()
    lines = records.lines(record)
    size = checkpoint.point.seq
    hashes = records.anchors.entry_hashes(size)
    members = {
        "README.txt": _README.encode(),
        "verify_bundle.py": Path(verify_bundle.__file__).read_bytes(),
        "entries.jsonl": b"".join(lines.values()),
        "checkpoint.txt": checkpoint.text.encode(),
        "proof.json": json.dumps(
            {
                "size": size,
                "entries": {
                    str(seq): [step.hex() for step in inclusion_proof(hashes, seq - 1)]
                    for seq in lines
                },
            }
        ).encode(),
    }
    if saved.deal_text is not None:
        members["deal.yaml"] = saved.deal_text.encode("utf-8", "surrogatepass")
    if saved.determination is not None:
        members["determination.json"] = determination_bytes(saved.determination)
    if saved.ruleset_archive:
        members["ruleset.zip"] = records.ruleset_archive(saved.ruleset_digest)
    return _zipped(members)


def _zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY_ZERO), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()

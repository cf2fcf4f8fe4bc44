"""Lists and files that the tests of screening share."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

NOW = datetime(2026, 8, 3, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent
DOWNLOAD = ROOT.parent / "shared" / "law" / "csl-official-format.json.gz"
SAMPLE = ROOT / "fixtures" / "lists" / "sample.csv"

needs_download = pytest.mark.skipif(
    not DOWNLOAD.is_file(),
    reason="the download of the Consolidated Screening List is not there: ../shared/law/",
)

HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
)
EL = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"


def entry(number: int = 1, **more: Any) -> dict[str, Any]:
    """One entry as the official JSON has it."""
    return {
        "id": f"id-{number}",
        "source": EL,
        "entity_number": None,
        "type": None,
        "programs": [],
        "name": f"Example Works {number}",
        "addresses": [{"address": None, "city": None, "country": "CN"}],
        "alt_names": [],
        "license_requirement": "For all items subject to the EAR. (See §744.11 of the EAR)",
        "license_policy": "Presumption of denial",
        "federal_register_notice": "90 FR 1",
        **more,
    }


def download(*entries: dict[str, Any], day: str = "2026-07-31") -> dict[str, Any]:
    """A whole official download."""
    return {"search_performed_at": f"{day}T13:15:00+00:00", "results": list(entries)}


def written(path: Path, content: object) -> Path:
    """A file that holds `content`: bytes, text, or anything else as JSON."""
    if isinstance(content, str):
        content = content.encode()
    elif not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path

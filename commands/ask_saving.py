"""Keeping what came of an interview: a record of each regime, and the deal as a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.faults import NavicertError

if TYPE_CHECKING:
    from commands.ask_interview import Interview


def save(interview: "Interview") -> None:
    """Save the determination of each regime as a record, with who and why."""
    from commands.ask_interview import CancelledError

    if interview.mark:
        interview.refuse(
            f"{interview.mark}An exercise cannot be saved: what if ends supposed answers, suppose"
            " a supposed law."
        )
        return
    try:
        by = interview.ask_name("Saved by")
        why = interview.ask_needed("Why is it saved", "Say what it is for, such as the order.")
    except CancelledError:
        interview.talk.tell("Not saved.")
        return
    interview.talk.understood()
    try:
        _save_each(interview, by, why)
    except NavicertError as error:
        interview.talk.warn(f"NOT SAVED: {error}")


def _save_each(interview: "Interview", by: str, why: str) -> None:
    from commands.records import opened
    from engine.deals.items import deal_of
    from engine.determination import as_data

    law, reading, deal = interview.law, interview.reading, interview.session.deal
    found = [
        (place, one)
        for place in range(len(reading.items))
        for one in interview.explained(place).combined.determinations
    ]
    with opened() as records:
        for place, one in found:
            evaluation, of_item = reading.items[place].evaluation, deal_of(deal, place)
            records.keep_ruleset(one.ruleset, _law_files(interview, one.regime, one.ruleset))
            record = records.save(
                as_data(one),
                law.deal_of(evaluation, of_item, one.regime),
                by=by,
                why=why,
                now=datetime.now(UTC),
                ruleset_digest=one.ruleset,
            )
            item = f"item {place + 1}, " if len(reading.items) > 1 else ""
            named = f" ({item}{one.regime})" if len(found) > 1 else ""
            interview.talk.tell(f"Saved as {record}{named}.")


def _law_files(interview: "Interview", regime: str, digest: str) -> dict[str, bytes]:
    """The text of a regime's law, as it was when it was loaded."""
    from commands.rulesets_at_hand import regime_folder
    from engine.loading.load import digest_of, ruleset_files

    folder = interview.desk.folders.get(regime)
    files = ruleset_files(regime_folder(regime) if folder is None else folder)
    if digest_of(files) != digest:
        raise NavicertError(
            "the rules on this machine changed since they were loaded, so that this determination"
            " could not be replayed: quit, go on with the draft, and save"
        )
    return files


def write(interview: "Interview", named: str) -> None:
    """Write the deal as it stands to a file, over another only if the person says so."""
    from commands.ask_interview import CancelledError
    from engine.durable import write_whole

    if not named:
        interview.refuse("Write write and the path of the deal file, such as write deal.yaml.")
        return
    path = Path(named).expanduser()
    if path.is_dir():
        interview.refuse(f"{path} is a folder: write the name of a file in it too.")
        return
    try:
        if path.exists() and not interview.ask_yes(f"{path} is there. Write over it?"):
            interview.talk.tell("Not written.")
            return
        write_whole(path, interview.law.write_deal(interview.session.true_deal).encode())
    except CancelledError:
        interview.talk.tell("Not written.")
    except OSError as error:
        interview.refuse(f"{path} cannot be written: {error.strerror or error}.")
    else:
        interview.talk.understood()
        interview.talk.tell(f"Written to {path}.")

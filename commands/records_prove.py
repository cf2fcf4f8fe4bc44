"""The actions of `navicert records` that prove and keep: verify, checkpoint, key, replay, today,
export, backup, restore."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import exits
from commands.records_read import day_of, difference_words, require_elsewhere
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from records.replay import Replay, Today
    from records.store import Records


def declare(actions: Any) -> None:
    verify = actions.add_parser("verify", help="check every byte and every link of the journal")
    verify.add_argument(
        "--checkpoint",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="hold the journal against a checkpoint that you kept; may be given again",
    )
    verify.add_argument(
        "--key", metavar="LINE", help="the public line that the checkpoints must be signed by"
    )
    verify.set_defaults(act=_verify, needs_records=True)

    checkpoint = actions.add_parser("checkpoint", help="write down how far the journal goes")
    checkpoint.add_argument("--to", metavar="FOLDER", type=Path, help="write it there as well")
    checkpoint.set_defaults(act=_checkpoint, needs_records=True)

    key = actions.add_parser(
        "key", help="make a key that signs checkpoints, or show its public line"
    )
    key.add_argument("file", metavar="FILE", type=Path)
    key.add_argument("--new", action="store_true", help="make it; otherwise show the public line")
    key.set_defaults(act=_key, needs_records=False)

    for name, words, act in (
        ("replay", "determine records again under their own ruleset: the same bytes?", _replay),
        ("today", "run saved deals under today's ruleset and list what changed", _today),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument("ids", metavar="ID", nargs="*")
        parser.add_argument("--all", action="store_true", help="every record")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.set_defaults(act=act, needs_records=True)
    parser.add_argument("--as-of", metavar="DATE", help="the law of this date, not of today")

    export = actions.add_parser("export", help="a record as a bundle, or everything for TinyDB")
    export.add_argument("id", metavar="ID", nargs="?")
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--bundle", action="store_true", help="one file that proves itself")
    what.add_argument("--tinydb", action="store_true", help="a file that stock TinyDB opens")
    export.add_argument("--out", metavar="FILE", type=Path, required=True)
    export.set_defaults(act=_export, needs_records=True)

    backup = actions.add_parser("backup", help="verify the records and copy them to one file")
    backup.add_argument("file", metavar="FILE", type=Path)
    backup.set_defaults(act=_backup, needs_records=True)

    restore = actions.add_parser("restore", help="verify a backup and put it in place")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument(
        "--allow-older",
        action="store_true",
        help="even if entries that were seen would be gone; what is there is moved aside",
    )
    restore.set_defaults(act=_restore, needs_records=False)


def _verify(records: "Records", options: argparse.Namespace) -> int:
    """Say whether every entry is as it was saved, and name the first that is not."""
    from records.checkpoints import read_checkpoint_file

    witnesses = [read_checkpoint_file(path) for path in options.checkpoint]
    if options.key:
        from records import signing

        for witness in witnesses:
            signing.check(witness, options.key)
    found = records.verify(witnesses=witnesses)
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    if found.sound:
        give(f"{entries}, as they were saved. Head: {found.end.hash}")
        for path, witness in zip(options.checkpoint, witnesses, strict=True):
            give(f"{path}: its {witness.point.seq:,} entries are the first of them")
        if not witnesses:
            give("Write the number and the head down elsewhere: a chain alone cannot show that it")
            give("was made anew, or that its end is missing.")
    for finding in found.findings:
        give(f"ALTERED {finding}")
    if found.torn is not None:
        give(f"UNFINISHED {found.torn}: a save that was cut off, of which nobody was told")
    return exits.DONE if found.sound else exits.RECORDS


def _checkpoint(records: "Records", options: argparse.Namespace) -> int:
    if not records.end.seq:
        say("Nothing is saved yet: there is nothing to write down.")
        return exits.RECORDS
    for path in records.anchors.write(options.to):
        say(f"written to {path}")
    sys.stdout.write(records.anchors.now().text)
    return exits.DONE


def _key(options: argparse.Namespace) -> int:
    from records import signing

    if options.new:
        give(signing.make_key(options.file.absolute()))
        say(f"Name it in house.yaml, “signing_key: {options.file.absolute()}”, and keep the line")
        say("above where the key cannot be reached: it is what checks the signatures.")
    else:
        give(signing.public_line(options.file))
    return exits.DONE


def _chosen(records: "Records", options: argparse.Namespace) -> list[str]:
    if bool(options.ids) == options.all:
        say(f"navicert records {options.action}: name records, or write --all")
        raise SystemExit(exits.USAGE)
    return options.ids or [card.id for card in records.cards()]


def _replay(records: "Records", options: argparse.Namespace) -> int:
    from records.locations import cache_folder
    from records.replay import Rerun, Verdict

    rerun = Rerun(records, cache_folder())
    chosen = _chosen(records, options)
    results: list[Replay] = []
    for number, record in enumerate(chosen, start=1):
        results.append(rerun.replay(record))
        _progress(number, len(chosen))
    bad = [result for result in results if result.verdict is not Verdict.IDENTICAL]
    if options.json:
        give_json([{"record": r.record, "verdict": r.verdict, "why": r.why} for r in results])
    else:
        for result in bad:
            give(f"{result.record}: {result.verdict}: {result.why}")
            for difference in result.found:
                give(f"    {difference_words(difference)}")
        give(f"{len(results):,} replayed, {len(results) - len(bad):,} byte-identical")
    different = any(result.verdict is Verdict.DIFFERENT for result in results)
    return exits.NOT_ALL_RIGHT if different else exits.DONE


def _today(records: "Records", options: argparse.Namespace) -> int:
    from commands.rulesets_at_hand import load
    from records.replay import Rerun

    day = day_of(options.as_of, "--as-of") or date.today()
    rerun = Rerun(records)
    chosen = _chosen(records, options)
    regimes = {card.id: card.regime for card in records.cards()}
    rulesets = {regime: load(regime) for regime in set(map(regimes.get, chosen)) if regime}
    results: list[Today] = []
    # JSON holds every difference; in words only those that move an answer are told.
    run = rerun.today if options.json else rerun.moved
    for number, record in enumerate(chosen, start=1):
        regime = regimes.get(record) or records.get(record).card.regime
        result = run(record, rulesets[regime], day)
        if result is not None:
            results.append(result)
        _progress(number, len(chosen))
    changed = [result for result in results if result.changed]
    if options.json:
        give_json(
            [
                {
                    "record": result.record,
                    "changed": result.changed,
                    "why": result.why,
                    "differences": [difference._asdict() for difference in result.found],
                }
                for result in results
            ]
        )
        return exits.DONE
    from engine.explanation.differences import moves_the_answer

    cards = {card.id: card for card in records.cards()}
    for result in changed:
        give(
            f"{result.record}  {cards[result.record].title}"
            + (f": {result.why}" * bool(result.why))
        )
        for difference in filter(moves_the_answer, result.found):
            give(f"    {difference_words(difference)}")
    give(f"{len(chosen):,} run under the law of {day}, {len(changed):,} changed")
    return exits.DONE


def _export(records: "Records", options: argparse.Namespace) -> int:
    require_elsewhere(options.out)
    if options.tinydb:
        count = records.export_tinydb(options.out)
        say(f"{count:,} entries written to {options.out}")
        return exits.DONE
    if not options.id:
        say("navicert records export: --bundle wants the id of a record")
        return exits.USAGE
    from records.bundle import write_bundle

    write_bundle(records, options.id, options.out)
    say(f"written to {options.out}; “python verify_bundle.py {options.out}” checks it")
    return exits.DONE


def _backup(records: "Records", options: argparse.Namespace) -> int:
    from records.backup import back_up

    found = back_up(records, options.file)
    say(f"{found.entries:,} entries, verified and written to {options.file}")
    return exits.DONE


def _restore(options: argparse.Namespace) -> int:
    from records.backup import restore
    from records.locations import records_file

    found = restore(options.file, records_file(), allow_older=options.allow_older)
    say(f"{found.entries:,} entries, verified and put in place")
    return exits.DONE


def _progress(done: int, total: int) -> None:
    if total > 20 and sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,}" + ("\n" if done == total else ""))
        sys.stderr.flush()

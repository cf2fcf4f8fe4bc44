"""Proving and keeping the journal: verify it, hold it against a checkpoint, write one, and put a
backup in its place."""

from pathlib import Path

from records.checkpoints import read_checkpoint_file
from records.faults import CheckpointError
from records.verify import Verification
from screens.audit.auditor import Auditor
from screens.audit.record_flows import Screen, Then
from screens.modals.form import Field, FormModal, Tree
from screens.modals.open_file import OpenFileModal
from screens.modals.progress import ProgressModal, Run
from screens.modals.working_form import TOLD, WorkingFormModal
from screens.typed_paths import typed_path

_KEY = Field(
    "key",
    "Public key",
    "The line NAME+HASH+KEY that “navicert records key FILE” prints, from where you kept it. Empty"
    " leaves the signature unchecked, and the result says so.",
    "NAME+HASH+KEY, or empty",
)
_PLACE = Field(
    "folder",
    "Also into",
    "A folder that nobody can reach who could rewrite the journal; empty for the usual places"
    " alone.",
    "folder, or empty",
)
_OLDER = Field(
    "older",
    "Even if older",
    "no refuses a backup that lacks entries which were seen here. yes puts it in place all the"
    " same, and moves what is here aside; nothing is deleted.",
    words={"no": "no", "yes": "yes"},
)


def verify(screen: Screen, auditor: Auditor) -> None:
    """Check the whole journal and show the result in a box."""
    _verify(screen, auditor, None, "")


def verify_against(screen: Screen, auditor: Auditor) -> None:
    """Ask for a checkpoint that was kept elsewhere, and where it bears a signature for the key
    that checks it; then hold the whole journal against it."""

    def chosen(path: Path | None) -> None:
        if path is None:
            return
        try:
            signed = bool(read_checkpoint_file(path).signatures)
        except CheckpointError as error:
            screen.show_error("This is no checkpoint", str(error))
            return
        if not signed:
            _verify(screen, auditor, path, "")
            return

        def with_key(tree: Tree | None) -> None:
            if tree is not None:
                auditor.key = tree.get("key", "")
                _verify(screen, auditor, path, auditor.key)

        form = FormModal(
            f"{path.name} bears a signature",
            (_KEY,),
            {"key": auditor.key},
            lambda tree: (),
            "Verify",
        )
        screen.app.push_screen(form, with_key)

    modal = OpenFileModal("A checkpoint that you kept", auditor.folder(), (".txt",))
    screen.app.push_screen(modal, chosen)


def _verify(screen: Screen, auditor: Auditor, kept: Path | None, key: str) -> None:
    def finished(run: Run | None) -> None:
        if run is None:
            return
        if run.results:
            title, text = verified_words(run.results[0], kept, key)
            auditor.troubles_told = auditor.records.troubles()
            screen.show_error(title, text)
        elif run.fault:
            screen.show_error("The journal could not be checked", run.fault)

    checkpoints = [kept] if kept is not None else []
    modal: ProgressModal = ProgressModal(
        "Checking every byte and every link of the journal",
        ["journal"],
        lambda _: auditor.records.verify(checkpoints, modal.reached, key),
    )
    screen.app.push_screen(modal, finished)


def verified_words(found: Verification, kept: Path | None, key: str) -> tuple[str, str]:
    """A verification as a title and a text; `kept` is the checkpoint that the journal was held
    against, `key` the line that its signature was checked by."""
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    told: list[str] = []
    if found.sound:
        title = "Sound: every entry is as it was saved"
        told += [
            f"{entries}, as they were saved.",
            f"Size {found.end.size:,} bytes.",
            f"Head {found.end.hash}",
        ]
        if kept is None:
            told.append(
                "Write the number and the head down elsewhere: a chain alone cannot show that it"
                " was made anew, or that its end is missing. V holds it against a checkpoint."
            )
        else:
            told.append(f"It goes on from the checkpoint in {kept}.")
            told.append(
                f"The checkpoint is signed by the key {key}."
                if key
                else "No signature of the checkpoint was checked: what it says is worth as much as"
                " the place where it was kept."
            )
    else:
        title = "ALTERED: the journal is not as it was saved"
        told += [f"ALTERED {finding}" for finding in found.findings]
    if found.torn is not None:
        told.append(f"UNFINISHED {found.torn}: a save that was cut off, of which nobody was told")
    if found.recovered:
        told.append(f"{found.recovered} unfinished saves were set aside earlier.")
    return title, "\n".join(told)


def checkpoint(screen: Screen, auditor: Auditor) -> None:
    """Ask for a second place, and write a checkpoint to all places."""

    def folder_of(tree: Tree) -> Path | None:
        return typed_path(tree["folder"]).absolute() if tree.get("folder") else None

    def work(tree: Tree) -> str:
        files, text = auditor.records.checkpoint(folder_of(tree))
        return "\n".join([*(f"Written to {path}" for path in files), "", text])

    def closed(tree: Tree | None) -> None:
        if tree is not None:
            screen.show_error("Checkpoint", tree[TOLD])

    modal = WorkingFormModal(
        "Write down how far the journal goes", (_PLACE,), {}, lambda tree: (), work, "Write"
    )
    screen.app.push_screen(modal, closed)


def restore(screen: Screen, auditor: Auditor, then: Then) -> None:
    """Ask for a backup, verify it and put it in the place of the journal; `then` is called once it
    is there."""

    def chosen(path: Path | None) -> None:
        if path is None:
            return

        def work(tree: Tree) -> str:
            count = auditor.records.restore(path, tree.get("older") == "yes")
            return f"{count:,} entries, verified and put in place."

        def closed(tree: Tree | None) -> None:
            if tree is not None:
                screen.notify(tree[TOLD], markup=False, timeout=12)
                then()

        def question(tree: Tree) -> str:
            aside = ""
            if tree.get("older") == "yes":
                aside = " Entries saved since it was made will not be on the list any more."
            return f"Put the records of {path.name} in the place of those here?{aside}"

        modal = WorkingFormModal(
            f"Put the backup {path.name} in place",
            (_OLDER,),
            {"older": "no"},
            lambda tree: (),
            work,
            "Put in place",
            question=question,
        )
        screen.app.push_screen(modal, closed)

    modal = OpenFileModal("A backup to put in place", auditor.folder(), (".zip",))
    screen.app.push_screen(modal, chosen)

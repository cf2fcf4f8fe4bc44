"""Checkpoints: what a chain alone cannot show, they do."""

import shutil
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.faults import InputFaults
from records import frame, signing
from records.checkpoints import read_checkpoint, read_checkpoint_file
from records.faults import AlteredError, CheckpointError, SigningError
from records.house import House, read_house
from records.merkle import Tree, inclusion_proof, root_from_proof
from records.store import Records, open_records
from tests.records_samples import save

HASHES = [sha256(str(number).encode()).hexdigest() for number in range(70)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.jsonl"


def _tree(hashes: list[str]) -> Tree:
    tree = Tree()
    for entry_hash in hashes:
        tree.add(entry_hash)
    return tree


def _plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\1" + _plain_root(leaves[:split]) + _plain_root(leaves[split:])).digest()


@given(st.integers(0, 70), st.integers(0, 69))
def test_the_tree_is_that_of_rfc_6962_and_every_leaf_can_be_proved(size: int, index: int) -> None:
    hashes = HASHES[:size]
    root = _tree(hashes).root()
    assert root == _plain_root([bytes.fromhex(entry_hash) for entry_hash in hashes])
    if index < size:
        proof = inclusion_proof(hashes, index)
        assert root_from_proof(hashes[index], index, size, proof) == root
        other = HASHES[(index + 1) % 70]
        assert root_from_proof(other, index, size, proof) != root


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_goes_on_from_its_peaks(first: int, more: int) -> None:
    both = (HASHES + HASHES)[: first + more]
    tree = _tree(both[:first])
    later = Tree(first, tree.peaks)
    for entry_hash in both[first:]:
        later.add(entry_hash)
    assert (later.size, later.root()) == (len(both), _tree(both).root())


def test_a_session_leaves_a_checkpoint_beside_the_journal_and_in_the_second_place(
    file: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "vault"
    with open_records(file, house=House(copies)) as records:
        save(records)
        end = records.end
    [beside] = (file.parent / "checkpoints").iterdir()
    [copy] = copies.iterdir()
    assert beside.name == copy.name
    assert beside.name.endswith("-2026-11-25.txt")
    found = read_checkpoint_file(copy)
    assert found.point == end
    origin, size, root, *rest = copy.read_text().split("\n")
    assert (origin, size, rest[-2:]) == (found.name, "2", ["", ""])
    assert b64decode(root) == found.root == _tree(_hashes(file)).root()


def _hashes(file: Path) -> list[str]:
    return [frame.read_prefix(line).hash for line in file.read_bytes().splitlines(keepends=True)]


def test_looking_leaves_no_checkpoint(file: Path) -> None:
    with open_records(file) as records:
        save(records)
    shutil.rmtree(file.parent / "checkpoints")
    with open_records(file) as records:
        assert records.verify().sound
    assert not (file.parent / "checkpoints").exists()


def test_a_hundred_entries_leave_a_checkpoint_before_the_session_ends(file: Path) -> None:
    with open_records(file) as records:
        for number in range(99):
            save(records, number, 300)
        [path] = (file.parent / "checkpoints").iterdir()
        assert read_checkpoint_file(path).point.seq == 100


def test_a_second_place_that_is_not_there_is_told_and_loses_nothing(
    file: Path, tmp_path: Path
) -> None:
    (tmp_path / "vault").write_text("a file")
    records = open_records(file, house=House(tmp_path / "vault"))
    save(records)
    records.close()
    [problem] = records.anchors.problems
    assert "vault" in problem
    assert len(list((file.parent / "checkpoints").iterdir())) == 1
    with open_records(file) as records:
        assert records.verify().sound


def _forge(records: Records) -> bytes:
    """The whole chain computed anew, with another name in it."""
    forged, head = b"", frame.GENESIS
    for seq in records._journal.offsets:
        entry = records._journal.read(seq)
        line, head = frame.seal(
            seq, head, {**entry.head, "by": "X. Doe"}, entry.card or {}, entry.body or {}
        )
        forged += line
    return forged


def test_a_chain_computed_anew_is_found_against_the_second_place_when_it_is_opened(
    file: Path, tmp_path: Path
) -> None:
    house = House(tmp_path / "vault")
    with open_records(file, house=house) as records:
        save(records)
        forged = _forge(records)
    file.write_bytes(forged)
    shutil.rmtree(file.parent / "checkpoints")
    file.with_name("records.jsonl.cards").unlink()
    with open_records(file) as records:
        assert records.verify().sound, "a chain alone cannot show it"
    with open_records(file, house=house) as records:
        assert not records.verify().sound
        with pytest.raises(AlteredError, match="vault"):
            save(records)


def test_verify_finds_against_a_checkpoint_what_was_dropped_or_made_anew(file: Path) -> None:
    with open_records(file) as records:
        save(records)
        early = records.anchors.now()
        save(records, 2)
        late = records.anchors.now()
        assert records.verify(witnesses=[early, late]).sound
        forged = _forge(records)
    lines = file.read_bytes().splitlines(keepends=True)
    for content, word in ((b"".join(lines[:-1]), "dropped"), (forged, "anew")):
        file.write_bytes(content)
        shutil.rmtree(file.parent / "checkpoints", ignore_errors=True)
        file.with_name("records.jsonl.cards").unlink(missing_ok=True)
        with open_records(file) as records:
            assert records.verify().sound
            first = records.verify(witnesses=[late]).first
            assert first is not None
            assert word in first.what


def test_a_checkpoint_of_another_journal_or_with_another_root_does_not_fit(
    file: Path, tmp_path: Path
) -> None:
    with open_records(tmp_path / "other.jsonl") as other:
        save(other)
        foreign = other.anchors.now()
    with open_records(file) as records:
        save(records)
        found = records.anchors.now()
        assert "another journal" in str(records.verify(witnesses=[foreign]).findings)
        text = found.text.replace(found.text.split("\n")[2], foreign.text.split("\n")[2])
        assert "root" in str(records.verify(witnesses=[read_checkpoint(text)]).findings)


@pytest.mark.parametrize("text", ["", "hello", "navicert/ab\n1\nAA==\nhead x\nbytes 1\n\n"])
def test_what_is_no_checkpoint_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(text)
    with pytest.raises(CheckpointError, match=r"note\.txt"):
        read_checkpoint_file(path)
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_checkpoint_file(tmp_path / "none.txt")


def test_a_signed_checkpoint_is_checked_with_the_public_line(file: Path, tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="signing is an optional extra")
    key = tmp_path / "keys" / "navicert.pem"
    public = signing.make_key(key)
    assert key.stat().st_mode & 0o077 == 0
    with pytest.raises(SigningError, match="never written over"):
        signing.make_key(key)
    with open_records(file, house=House(signing_key=key)) as records:
        save(records)
        found = records.anchors.now()
    signing.check(read_checkpoint(found.text), public)
    assert signing.public_line(key) == public
    forged = read_checkpoint(found.text.replace(f"bytes {found.point.size}", "bytes 7"))
    with pytest.raises(SigningError, match="changed"):
        signing.check(forged, public)
    other = signing.make_key(tmp_path / "other.pem")
    with pytest.raises(SigningError, match="no signature by this key"):
        signing.check(found, other)
    for spoiled in ("x", "a+b+c", public[:-4] + "AAA="):
        with pytest.raises(SigningError, match="public key"):
            signing.check(found, spoiled)


def test_a_key_that_is_missing_is_told_and_the_record_is_saved(file: Path, tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="signing is an optional extra")
    records = open_records(file, house=House(signing_key=tmp_path / "none.pem"))
    save(records)
    records.close()
    assert "none.pem" in records.anchors.problems[0]
    with open_records(file) as records:
        assert len(records.cards()) == 1


def test_a_house_policy_is_read_and_its_faults_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    assert read_house(path) == House()
    path.write_text("navicert: house/1\ncheckpoint_copies: /vault\nsign_off: [license-exception]\n")
    assert read_house(path) == House(Path("/vault"), None, frozenset({"license-exception"}))
    path.write_text("navicert: house/2\nsigning_key: keys/x\nsign_of: []\nsign_off: [maybe]\n")
    with pytest.raises(InputFaults) as raised:
        read_house(path)
    assert str(raised.value).splitlines() == [
        "house.yaml:1:11: the format is not named; write “navicert: house/1”",
        "house.yaml:2:14: signing_key is no whole path; write it from the root",
        "house.yaml:3:1: “sign_of” is not a key here; did you mean “sign_off”?",
        "house.yaml:4:12: “maybe” is no outcome; the keys are not-subject, no-license-required, "
        "license-exception, license-required, prohibited, needs-information",
    ]
    path.write_text("- x")
    with pytest.raises(InputFaults, match="no house policy"):
        read_house(path)

"""Whatever one presses: no crash, no lost draft, no lost answer, no changed record.

Two sequences at each run, a thousand with `-m soak`. The number of a test is its seed:
`pytest -n 0 -m 'soak or not soak' tests/test_random_keys.py -k 'seed-17-'` does it again.
"""

import shutil
from pathlib import Path

import pytest

from records.store import open_records
from screens.deals.interview import InterviewScreen
from tests.support.app import Desk, desk, settle
from tests.support.random_person import RandomPerson, faults_told
from tests.support.saved import deal_text, fill, journal
from tui.app import NavicertApp

KEYS = 200
SEEDS = 1000
AT_EACH_RUN = 2


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with records and drafts, and a folder of samples beside it."""
    folder = tmp_path_factory.mktemp("sample")
    fill(folder / "home")
    keep = desk(folder / "home").services.drafts
    for name, title in (("one", "Tool to China"), ("two", "Software to Germany")):
        keep.write(name, deal_text(title))
    (folder / "samples").mkdir()
    (folder / "samples" / "sample.yaml").write_text(deal_text("Sample to Iran"))
    return folder


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, id=f"seed-{seed}-", marks=() if seed < AT_EACH_RUN else pytest.mark.soak)
        for seed in range(SEEDS)
    ],
)
async def test_whatever_one_presses(
    seed: int, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample / "home", home)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", lambda *_, **__: True)
    at = desk(home, samples=sample / "samples")
    before = journal(home).read_bytes()
    names = {path.stem for path in (home / "drafts").glob("*.yaml")}
    person = RandomPerson(seed)
    try:
        texts = await press_anything(at, person)
        trashed = {path.stem for path in (home / "drafts" / "trash").glob("*.yaml")}
        kept = {path.stem for path in (home / "drafts").glob("*.yaml")}
        assert names <= kept | trashed, "a draft is neither there nor in the trash"
        for draft in texts.keys() - trashed:
            text = at.services.drafts.read(draft).decode()
            assert text == texts[draft], "an answer is not on disk"
        assert journal(home).read_bytes().startswith(before), "the journal was changed"
        with open_records(journal(home)) as records:
            assert records.verify().sound
    except BaseException as error:
        error.add_note(f"seed {seed}, did: {', '.join(person.done)}")
        raise


async def press_anything(at: Desk, person: RandomPerson) -> dict[str, str]:
    """Let the person act on the app; gives the text of each deal that was changed as it stood at
    last, by the name of its draft."""
    screens: dict[str, InterviewScreen] = {}
    keys = 0
    with faults_told() as faults:
        while keys < KEYS:
            app = at.app()  # the first, and another one after each that was left
            async with app.run_test(size=(80, 24)) as pilot:
                await settle(pilot)
                while keys < KEYS and app.return_code is None:
                    await person.act(app)
                    keys += 1
                    screens |= changed_deals(app)
                    assert not faults, faults
                if app.return_code is None:
                    await settle(pilot)
                    screens |= changed_deals(app)
            assert not faults, faults
            app.services.records.close()
    return {draft: screen.draft_text(screen.draft_deal()) for draft, screen in screens.items()}


def changed_deals(app: NavicertApp) -> dict[str, InterviewScreen]:
    """The interviews that are open and in which something was changed, by the draft's name."""
    changed = {}
    for screen in app.screen_stack:
        if isinstance(screen, InterviewScreen):
            true = screen.session.truth or screen.session
            if true.past or true.future:
                changed[true.draft] = screen
    return changed

"""What shells are told of the command line, each tried in the shell itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

from commands import exits
from commands.completion import SHELLS
from commands.completion_words import places
from commands.main import COMMANDS, run

PLACES = places()


def script(shell, capsys):
    assert run(["completion", shell]) == exits.DONE
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_action_and_option_is_in_it(shell, capsys):
    told = script(shell, capsys)
    assert {name for name, _ in PLACES[0].actions} == set(COMMANDS)
    for place in PLACES:
        assert all(f"{place.path} {name}".strip() in told for name, _ in place.actions)
        for option in place.options:
            for flag in option.flags:
                long = flag if shell != "fish" else f"-l {flag[2:]}"
                assert not flag.startswith("--") or long in told, (place.path, flag)


def test_what_the_parsers_declare_is_found():
    by_path = {place.path: place for place in PLACES}
    assert by_path["screen"].actions == (
        ("decide", "say of a hit in a deal whether the party is the listed one"),
    )
    listing = by_path["records list"]
    assert {"--party", "--csv"} <= {flag for option in listing.options for flag in option.flags}
    regime = next(o for o in by_path["determine"].options if "--regime" in o.flags)
    assert "us-ear" in regime.words and regime.takes
    assert by_path["completion"].words == ("bash", "zsh", "fish")
    assert by_path["determine"].files


ASKED = [
    ("navicert rec", {"records"}),
    ("navicert screen d", {"decide"}),
    ("navicert screen decide c", {"cleared", "confirmed"}),
    ("navicert records rep", {"report", "replay"}),
    ("navicert records list --o", {"--outcome"}),
    ("navicert determine --regime us", {"us-ear"}),
    ("navicert determine --as-of 2026-01-01 --j", {"--json"}),
    ("navicert determine a-de", {"a-deal.yaml"}),
    ("navicert a-de", {"a-deal.yaml"}),
    ("navicert determine --by rec", set()),
    ("navicert completion f", {"fish"}),
]


def completed(folder: Path, shell: str, *lines: str) -> list[set[str]]:
    """What each line of a script in a shell printed."""
    (folder / "a-deal.yaml").touch()
    program = folder / "try"
    program.write_text("\n".join(lines))
    done = subprocess.run(
        [shell, *(["--norc"] if shell == "bash" else ["-f"] if shell == "zsh" else []), program],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        timeout=60,
    )
    assert not done.stderr, done.stderr
    return [set(line.split()) for line in done.stdout.split("==\n")[:-1]]


def test_bash_completes(capsys, tmp_path):
    (tmp_path / "nc.bash").write_text(script("bash", capsys))
    lines = ["source ./nc.bash"]
    split = [("navicert law eccn --regime = us", {"us-ear"}), ("navicert completion =", {*SHELLS})]
    for asked, _ in ASKED + split:
        words = asked.split()
        lines += [
            f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}",
            '_navicert; echo "${COMPREPLY[@]}"; echo ==',
        ]
    assert completed(tmp_path, "bash", *lines) == [found for _, found in ASKED + split]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh on this machine")
def test_zsh_completes(capsys, tmp_path):
    """The two functions of zsh that propose are stood in for: they print what they are given."""
    (tmp_path / "nc.zsh").write_text(script("zsh", capsys))
    lines = [
        "compdef() { : }",
        "source ./nc.zsh",
        "_describe() {",
        '    local -a fit; fit=("${(@M)told%%:*}")',
        '    fit=("${(@)told%%:*}"); fit=("${(@M)fit:#${words[CURRENT]}*}")',
        "    (( $#fit )) && print -r -- $fit",
        "}",
        "_files() { local -a fit; fit=(${words[CURRENT]}*(N)); print -r -- $fit }",
    ]
    for asked, _ in ASKED:
        words = asked.split()
        lines.append(
            f"words=({' '.join(words)}); CURRENT={len(words)}; _navicert; print -r -- '=='"
        )
    assert completed(tmp_path, "zsh", *lines) == [found for _, found in ASKED]


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish on this machine")
def test_fish_completes(capsys, tmp_path):
    (tmp_path / "nc.fish").write_text(script("fish", capsys))
    lines = ["source ./nc.fish"]
    for asked, _ in ASKED:
        lines.append(f"complete -C '{asked}' | string replace -r '\\t.*' ''; echo '=='")
    for (asked, words), found in zip(ASKED, completed(tmp_path, "fish", *lines), strict=True):
        assert found == words, asked

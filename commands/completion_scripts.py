"""Scripts for bash, zsh and fish, made from the places of the command line.

Each script walks over the words before the cursor, so that it knows at which place it is and
whether the last word is an option that takes something.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from commands.completion_words import Option, Place

_FILE: Final = "(file)"
"""What a table says where a file may stand."""

_TEXT: Final = "(text)"
"""Likewise where something has to be typed that nobody can propose."""


def bash(places: Sequence[Place]) -> str:
    """For bash 3.2 and up."""
    return f"""\
# Completion of navicert for bash, made by: navicert completion bash
{_tables(places)}
_navicert() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} place="" takes="" offered="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        # Bash makes three words of --option=value.
        [ "${{COMP_WORDS[i]}}" = "=" ] || _navicert_step "${{COMP_WORDS[i]}}"
    done
    [ "$cur" = "=" ] && cur=""
    _navicert_offer "$cur"
    COMPREPLY=()
    local line
    while IFS= read -r line; do
        [ -n "$line" ] && COMPREPLY+=("$line")
    done < <(compgen -W "${{offered//(*)/}}" -- "$cur")
    # Files where no word fits.
    if [[ $offered == *"{_FILE}" && ${{#COMPREPLY[@]}} -eq 0 ]]; then
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen -f -- "$cur")
    fi
}}
complete -F _navicert navicert"""


def zsh(places: Sequence[Place]) -> str:
    """For zsh 5 and up: autoloaded as _navicert, or sourced."""
    return f"""\
#compdef navicert
# Completion of navicert for zsh, made by: navicert completion zsh
{_tables(places)}
_navicert_help() {{
    case "$1" in
{_lines(_helps(places))}
    esac
}}
_navicert() {{
    local place="" takes="" offered="" i one
    for ((i = 2; i < CURRENT; i++)); do
        _navicert_step "${{words[i]}}"
    done
    _navicert_offer "${{words[CURRENT]}}"
    local -a told
    for one in ${{=offered}}; do
        [[ $one == "("* ]] || told+=("$one:$(_navicert_help "$place $one")")
    done
    # Files where no word fits.
    (( $#told )) && _describe navicert told && return
    [[ $offered == *"{_FILE}" ]] && _files
}}
if [[ $funcstack[1] == _navicert ]]; then
    _navicert "$@"
else
    compdef _navicert navicert
fi"""


def _tables(places: Sequence[Place]) -> str:
    """The functions that bash and zsh share: a step over a word, and what is offered where."""
    known = "|".join(_quoted(f"{place.path} {name}") for place, name in _actions(places))
    valued = [
        (f"{place.path} {flag}", _values(option))
        for place in places
        for option in place.options
        if option.takes
        for flag in option.flags
    ]
    takes = [f"{_quoted(key)}) takes={_quoted(words)} ;;" for key, words in valued]
    flags = [
        f"{_quoted(place.path)}) offered={_quoted(' '.join(_flags(place)))} ;;" for place in places
    ]
    others = [
        f"{_quoted(place.path)}) offered={_quoted(_others(place))} ;;"
        for place in places
        if _others(place)
    ]
    return f"""\
_navicert_step() {{
    if [ -n "$takes" ]; then
        takes=""
        return
    fi
    case "$place $1" in
{_lines(takes)}
        {known}) place="${{place:+$place }}$1" ;;
    esac
}}
_navicert_offer() {{
    if [ -n "$takes" ]; then
        offered=$takes
        return
    fi
    case "$1" in
        -*) case "$place" in
{_lines(flags)}
        esac ;;
        *) case "$place" in
{_lines(others)}
        esac ;;
    esac
}}"""


def fish(places: Sequence[Place]) -> str:
    """For fish 3 and up."""
    known = " ".join(_quoted(f"{place.path} {name}") for place, name in _actions(places))
    valued = " ".join(
        _quoted(f"{place.path} {flag}")
        for place in places
        for option in place.options
        if option.takes
        for flag in option.flags
    )
    lines = [line for place in places for line in _fish_lines(place)]
    return "\n".join(
        (
            "# Completion of navicert for fish, made by: navicert completion fish",
            "function __navicert_at",
            "    set -l place ''",
            "    set -l skip 0",
            "    for token in (commandline -opc)[2..-1]",
            "        if test $skip = 1",
            "            set skip 0",
            "            continue",
            "        end",
            '        switch "$place $token"',
            f"            case {valued}",
            "                set skip 1",
            f"            case {known}",
            '                set place (string trim "$place $token")',
            "        end",
            "    end",
            '    test "$place" = "$argv[1]"',
            "end",
            "complete -c navicert -f",
            *lines,
        )
    )


def _fish_lines(place: Place) -> Iterable[str]:
    at = f"complete -c navicert -n {_quoted('__navicert_at ' + _quoted_inside(place.path))}"
    for name, what in place.actions:
        yield f"{at} -a {_quoted(name)} -d {_quoted(what)}"
    if place.words:
        yield f"{at} -a {_quoted(' '.join(place.words))}"
    if place.files:
        yield f"{at} -F"
    for option in place.options:
        spelled = " ".join(
            f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
        )
        taken = " -r" if option.takes else ""
        if option.takes:
            taken += f" -a {_quoted(' '.join(option.words))}" if option.words else ""
            taken += " -F" if option.files else ""
        yield f"{at} {spelled}{taken} -d {_quoted(option.help)}"


def _actions(places: Sequence[Place]) -> Iterable[tuple[Place, str]]:
    return [(place, name) for place in places for name, _ in place.actions]


def _flags(place: Place) -> list[str]:
    return [flag for option in place.options for flag in option.flags]


def _values(option: Option) -> str:
    """What may stand behind an option."""
    return " ".join((*option.words, *((_FILE,) if option.files else ()))) or _TEXT


def _others(place: Place) -> str:
    names = [name for name, _ in place.actions]
    return " ".join((*names, *place.words, *((_FILE,) if place.files else ())))


def _helps(places: Sequence[Place]) -> list[str]:
    told = [
        (f"{place.path} {name}", what)
        for place in places
        for name, what in (
            *place.actions,
            *((flag, option.help) for option in place.options for flag in option.flags),
        )
    ]
    return [f"{_quoted(key)}) print -r -- {_quoted(what)} ;;" for key, what in told]


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"        {line}" for line in lines)


def _quoted(text: str) -> str:
    """In single quotes, on one line, as bash, zsh and fish read it alike."""
    return "'" + text.replace("\n", " ").replace("'", "’") + "'"


def _quoted_inside(text: str) -> str:
    return f'"{text}"'

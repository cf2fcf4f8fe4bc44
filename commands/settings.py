"""`navicert settings`: what the person at this machine chose: theme, name, keys, habits."""

import argparse

from commands import exits
from commands.talk import give, give_json, say


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="every setting, with what it is now")
    show.add_argument("--json", action="store_true", help="print JSON")
    actions.add_parser("path", help="where the settings file is, or will be")
    change = actions.add_parser("set", help="change one setting")
    change.add_argument("key", metavar="KEY", help="its name, or keys.ACTION for a key")
    change.add_argument("value", metavar="VALUE", help='what it should be; "" is the default again')


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit codes are those of docs/commands.md."""
    from records.settings import settings_here

    file = settings_here()
    if options.action == "path":
        give(str(file.path))
        return exits.DONE
    if options.action == "set":
        return _set(options.key, options.value)
    from records.settings_text import KEY_OF_ACTION, SETTINGS, value_text

    read = file.read()
    values = {setting.key: value_text(read.settings, setting.key) for setting in SETTINGS}
    values |= {f"{KEY_OF_ACTION}{action}": keys for action, keys in read.settings.keys.items()}
    if options.json:
        give_json(values)
    else:
        for key, value in values.items():
            give(f"{key}: {value}".rstrip())
    for fault in read.faults:
        say(fault.words(str(file.path)))
    return exits.BAD_INPUT if read.faults else exits.DONE


def _set(key: str, value: str) -> int:
    from parties.matching.query import chosen_threshold
    from records.settings import settings_here
    from records.settings_text import KEY_OF_ACTION

    file = settings_here()
    try:
        settings = file.change({key: value})
    except ValueError as error:
        say(f"navicert settings: {key} cannot be {value or 'empty'}: {error}")
        return exits.USAGE
    except OSError as error:
        say(f"navicert settings: {file.path} cannot be written: {error.strerror}")
        return exits.UNEXPECTED
    say(f"written to {file.path}")
    _, wrong = chosen_threshold(settings.screening_threshold, settings.threshold_reason)
    if wrong:
        say(f"{wrong} Set threshold_reason; until then 75 is used.")
    if key.startswith(KEY_OF_ACTION):
        say("the app says at its start if the action or the key cannot be used")
    return exits.DONE

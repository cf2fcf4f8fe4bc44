"""The settings put to use in the running app: theme, keys, animation, threshold; the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.themes import keep_still

if TYPE_CHECKING:
    from engine.facts import Deal
    from records.settings import ReadSettings
    from records.settings_values import Settings
    from tui.everywhere import EverywhereApp


def use(app: EverywhereApp, settings: Settings) -> None:
    """Put settings to use in the running app."""
    if app.theme != settings.theme:
        app.theme = settings.theme
    keep_still(app, settings)
    use_keys(app, settings)
    if settings.user:
        app.take_name(settings.user)


def use_keys(app: EverywhereApp, settings: Settings) -> None:
    """Give actions the keys that were chosen for them, and the others their own."""
    from screens.actions.keymap import usable_keys

    app.set_keymap(usable_keys(settings.keys)[0])


def faults_of(app: EverywhereApp, read: ReadSettings) -> str:
    """What is wrong with the settings, a line a fault with its place; empty if nothing is."""
    from parties.matching.query import chosen_threshold
    from screens.actions.keymap import usable_keys

    file = app.services.settings
    if file is None:
        return ""
    told = [fault.words(str(file.path)) for fault in read.faults]
    settings = read.settings
    for action, wrong in usable_keys(settings.keys)[1]:
        told.append(f"{file.place_of(f'keys.{action}')}: keys.{action}: {wrong}")
    _, wrong = chosen_threshold(settings.screening_threshold, settings.threshold_reason)
    if wrong:
        told.append(f"{file.place_of('screening_threshold')}: {wrong}")
    return "\n".join(told)


def new_deal(app: EverywhereApp) -> Deal:
    """A deal with no answers, with the title and the date that the settings want."""
    from engine.facts import Deal

    settings = app.settings
    today = app.services.today()
    title = settings.new_deal_title.replace("{date}", today.isoformat())
    title = title.replace("{user}", settings.user)
    return Deal(title=title, as_of=today if settings.new_deal_date == "today" else None)


def change(app: EverywhereApp, values: dict[str, str]) -> str:
    """Write settings down and put them to use; gives what went wrong, or nothing."""
    file = app.services.settings
    if file is None:
        return "There is no place for settings here."
    try:
        app.settings = file.change(values)
    except (OSError, ValueError) as error:
        return f"{file.path} cannot be changed: {error}."
    use(app, app.settings)
    return ""


def choose_theme(app: EverywhereApp) -> None:
    """Let a theme be picked, and keep it in the settings."""
    from screens.modals.pick import PickModal
    from screens.settings_form import THEME_WORDS
    from screens.widgets.type_ahead import Match

    def chosen(theme: str | None) -> None:
        if theme is None:
            return
        app.theme = theme
        if app.services.settings is not None:
            wrong = change(app, {"theme": theme})
            if wrong:
                app.tell_error("The theme is not kept", wrong)

    matches = [Match(name, f"{name}: {words}") for name, words in THEME_WORDS.items()]
    app.push_screen(PickModal("Choose a theme", matches, ""), chosen)


def open_settings(app: EverywhereApp) -> None:
    """Show the settings in a form; what was changed is written and put to use."""
    from screens.modals.form import Tree
    from screens.modals.working_form import TOLD, WorkingFormModal
    from screens.settings_form import changes, check_settings, settings_fields, settings_tree

    file = app.services.settings
    if file is None:
        app.notify("There is no place for settings here.", markup=False)
        return
    before = file.read().settings

    def write(tree: Tree) -> str:
        changed = changes(before, tree)
        if changed:
            file.change(changed)
        return f"Kept in {file.path}." if changed else "Nothing was changed."

    def closed(tree: Tree | None) -> None:
        if tree is not None:
            app.settings = file.read().settings
            use(app, app.settings)
            app.notify(tree[TOLD], markup=False)

    title = f"Settings, in {file.path}"
    fields, tree = settings_fields(), settings_tree(before)
    app.push_screen(WorkingFormModal(title, fields, tree, check_settings, write), closed)


def take_tour(app: EverywhereApp) -> None:
    """Show the tour, and remember that it was seen."""
    from screens.modals.tour import TourModal

    def seen(_: object) -> None:
        # A tour that cannot be remembered comes again; that is no reason for an error box.
        if app.services.settings is not None and not app.settings.tour_seen:
            change(app, {"tour_seen": "yes"})

    app.push_screen(TourModal(), seen)

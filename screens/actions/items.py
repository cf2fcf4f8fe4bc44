"""What can be done where a deal has several items."""

from typing import Final

from screens.actions.action import Action

_INTERVIEW: Final = ("interview",)

ACTIONS: Final = (
    Action(
        "items",
        "items",
        "list, add, name, take out",
        "ctrl+n",
        "^n",
        "items",
        "Lists the items of the deal, each with its own outcome; turns to one, adds one (empty, a"
        " copy, a product), names one or takes it out; keeps products and templates.",
        _INTERVIEW,
        label="Items",
    ),
    Action(
        "next-item",
        "items",
        "go to the next that has questions",
        "ctrl+t",
        "^t",
        "next_item",
        "Goes to the next item of the deal for which a question is left.",
        _INTERVIEW,
        label="Next item",
    ),
    Action(
        "alone",
        "items",
        "answer for this item alone",
        "f12",
        "F12",
        "alone",
        "Lets the answer to the question at hand count for this item alone, where it would count"
        " for all. F8 takes it back, and what all share counts again.",
        _INTERVIEW,
        label="Alone",
    ),
    Action(
        "put-product",
        "items",
        "put a product in place of this one",
        "",
        "^n p",
        "put_product",
        "Puts a product that you keep in place of what describes the item at hand; the answers say"
        " from which product they came, and ^z undoes it.",
        _INTERVIEW,
    ),
    Action(
        "keep-product",
        "items",
        "keep this one as a product",
        "",
        "^n k",
        "keep_product",
        "Keeps what describes the item at hand under a name, bill of materials and all, for other"
        " deals.",
        _INTERVIEW,
    ),
    Action(
        "keep-template",
        "deal",
        "keep as a template",
        "",
        "^n t",
        "keep_template",
        "Keeps answers of this deal under a name, section by section, with which new deals begin.",
        _INTERVIEW,
    ),
    Action(
        "go-to-item",
        "items",
        "answer its questions",
        "q",
        "q",
        "go_to_item",
        "Goes back to the interview, to the item under the cursor.",
        ("items",),
        True,
        label="Questions",
    ),
)

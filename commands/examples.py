"""An example or two of each command, and one of each action, for their help. Those of commands
work: a test runs them; those of actions are lines that the commands take."""

from typing import Final

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "ask": (
        "navicert ask",
        "navicert ask deal.yaml --answers answers.txt",
    ),
    "determine": (
        "navicert determine deal.yaml",
        'navicert determine deal.yaml --save --by "J. Doe" --why "order 1234"',
    ),
    "start": (
        'navicert start --template "Our deals" --out new.yaml',
        "navicert start --product Etcher",
    ),
    "templates": (
        'navicert templates keep deal.yaml --name "Our deals"',
        "navicert templates list",
    ),
    "products": (
        "navicert products keep deal.yaml --name Etcher",
        "navicert products put Etcher deal.yaml",
    ),
    "letter": (
        "navicert letter deal.yaml",
        "navicert letter deal.yaml --to manufacturer --out letter.txt",
    ),
    "content": ("navicert content check parts.csv",),
    "history": ("navicert history deal.yaml --since 2025-01-01",),
    "train": (
        "navicert train list --search iran",
        "navicert train run --search iran --learner Ann",
    ),
    "cases": ("navicert cases check cases",),
    "rules": (
        "navicert rules show 3B001",
        "navicert rules show country Vietnam",
    ),
    "law": ("navicert law eccn 3B001", "navicert law country Vietnam"),
    "screen": (
        'navicert screen "Example Trading" --country China',
        "navicert screen --from customers.csv --out results.csv",
    ),
    "screen decide": (
        "navicert screen decide cleared --deal screened.yaml --party Moonmill"
        ' --entry sample-el-01 --by "J. Doe" --why "another address"',
    ),
    "lists": (
        "navicert lists import list.csv",
        "navicert lists status",
    ),
    "records": (
        "navicert records list --country China --latest",
        "navicert records verify",
    ),
    "settings": ("navicert settings show", "navicert settings path"),
    "serve": ("navicert serve --port 8080",),
    "schema": ("navicert schema deal",),
    "completion": ("navicert completion bash",),
}
"""By the command's words, as they stand in `commands.main`."""

EXAMPLES_OF_ACTIONS: Final[dict[str, str]] = {
    "templates list": "navicert templates list",
    "templates show": 'navicert templates show "Our deals"',
    "templates rename": 'navicert templates rename "Our deals" "Deals of 2026"',
    "templates delete": 'navicert templates delete "Our deals"',
    "templates restore": 'navicert templates restore "Our deals"',
    "templates keep": 'navicert templates keep deal.yaml --name "Our deals" --section Origin',
    "products list": "navicert products list --json",
    "products show": "navicert products show Etcher",
    "products rename": 'navicert products rename Etcher "Etcher 300"',
    "products delete": "navicert products delete Etcher",
    "products restore": "navicert products restore Etcher",
    "products keep": "navicert products keep deal.yaml --name Etcher",
    "products put": "navicert products put Etcher deal.yaml --add --out new.yaml",
    "train list": "navicert train list --topic embargo --difficulty 2",
    "train run": "navicert train run --weakest --learner Ann",
    "train show": "navicert train show SME-01 --answer",
    "train scores": "navicert train scores --learner Ann --csv",
    "cases check": "navicert cases check our-cases",
    "rules check": "navicert rules check us-ear",
    "rules show": "navicert rules show ear.734.9.k 3B001",
    "rules coverage": "navicert rules coverage us-ear --not-checked",
    "rules lint": "navicert rules lint us-ear --full",
    "rules prove": "navicert rules prove us-ear --deals 1000",
    "rules mutate": "navicert rules mutate us-ear --sample 50",
    "law regimes": "navicert law regimes",
    "law rules": "navicert law rules de minimis",
    "law eccns": "navicert law eccns etching",
    "law countries": "navicert law countries guinea",
    "law sets": "navicert law sets D5",
    "law facts": "navicert law facts origin",
    "law regime": "navicert law regime us-ear",
    "law rule": "navicert law rule ear.734.9.k --cases",
    "law eccn": "navicert law eccn 3B001",
    "law country": "navicert law country Vietnam --as-of 2026-07-23",
    "law set": "navicert law set macau-or-D5",
    "law fact": "navicert law fact item.us_origin",
    "law timeline": "navicert law timeline --since 2025-01-01 --touches",
    "law calendar": "navicert law calendar --touches",
    "lists import": "navicert lists import consolidated.csv --published 2026-11-20",
    "lists status": "navicert lists status",
    "lists show": "navicert lists show --changes",
    "records list": "navicert records list --country CN --since 2026-01-01 --csv",
    "records show": "navicert records show 2026-000007 --full",
    "records report": "navicert records report 2026-000007 --form html --out report.html",
    "records compare": "navicert records compare 2026-000007 2026-000009",
    "records due": "navicert records due",
    "records review": "navicert records review 2026-000007 approve --by Ann"
    ' --why "answers checked"',
    "records sign-off": 'navicert records sign-off 2026-000007 --by Ann --why "second person"',
    "records note": "navicert records note 2026-000007 --by Ann"
    ' --why "the customer confirmed the use"',
    "records correct": "navicert records correct 2026-000007 --by Ann"
    ' --why "the order is 1243, not 1234"',
    "records attach": "navicert records attach 2026-000007 answer.pdf --by Ann"
    ' --why "the maker answers"',
    "records happened": "navicert records happened 2026-000007 export --on 2026-08-01 --by Ann"
    " --why shipped",
    "records hold": 'navicert records hold 2026-000007 --by Ann --why "an inquiry is under way"',
    "records release": "navicert records release 2026-000007 --by Ann"
    ' --why "the inquiry is closed"',
    "records supersede": "navicert records supersede 2026-000007 2026-000009 --by Ann"
    ' --why "new ECCN"',
    "records redact": 'navicert records redact 2026-000007 --text "Jane Roe" --by Ann'
    ' --why "her request"',
    "records dispose": 'navicert records dispose 2026-000007 --by Ann --why "past its time"',
    "records verify": "navicert records verify --checkpoint checkpoint.txt",
    "records checkpoint": "navicert records checkpoint --to /mnt/other-disk",
    "records key": "navicert records key house.key --new",
    "records replay": "navicert records replay --all",
    "records today": "navicert records today --all --as-of 2027-01-01",
    "records export": "navicert records export 2026-000007 --bundle --out bundle.zip",
    "records backup": "navicert records backup records.zip",
    "records restore": "navicert records restore records.zip",
    "settings show": "navicert settings show",
    "settings path": "navicert settings path",
    "settings set": 'navicert settings set user "J. Doe"',
}
"""By the words of the command and of its action."""

"""An example or two of each command, for its help. Each works: a test runs it."""

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

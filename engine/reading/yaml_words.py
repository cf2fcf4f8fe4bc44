"""What a YAML parser says of a slip of the pen, in words for the person who made it."""

from typing import Final

# What libyaml says, and what would help a person. The first that is found in its words counts.
_IN_WORDS: Final = (
    ("'\\t'", "a tab stands where YAML wants spaces", "indent with spaces"),
    ("tab character", "a tab stands where YAML wants spaces", "indent with spaces"),
    ("'@'", "a text cannot start with @", 'put quotes around it: "@…"'),
    ("'`'", "a text cannot start with a backtick", "put quotes around it"),
    ("'%'", "a text cannot start with %", 'put quotes around it: "%…"'),
    (
        "cannot start any token",
        "this character cannot start a text (a tab, @, % or a backtick)",
        "indent with spaces, and put quotes around such a text",
    ),
    (
        "mapping values are not allowed",
        "a second “: ” stands in this line",
        "put quotes around a text that holds “: ”",
    ),
    (
        "could not find expected ':'",
        "a key without its colon",
        "write “key: value”, indented like its neighbors",
    ),
    (
        "expected ',' or '}'",
        "the mapping that { opened has no end",
        "part its keys by commas, close it with }, and quote texts that hold , or }",
    ),
    (
        "expected ',' or ']'",
        "the list that [ opened has no end",
        "part its elements by commas, close it with ], and quote texts that hold , or ]",
    ),
    (
        "did not find expected key",
        "this line does not fit the mapping around it",
        "write “key: value”, indented like its neighbors",
    ),
    (
        "did not find expected '-'",
        "this line does not fit the list around it",
        "begin it with “- ”, indented like its neighbors",
    ),
    (
        "expected <block end>",
        "this line does not fit the lines around it",
        "indent it like its neighbors",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin here",
        "begin it on a line of its own, one “- ” a line",
    ),
    ("unexpected end of stream", "a quoted text has no end", "close the quotes"),
    ("undefined alias", "this alias names no anchor above it", "write the text out"),
    ("unknown escape", "this escape is not known", "use single quotes, or double the backslash"),
    ("did not find expected node content", "a value is missing here", "write one"),
    (
        "did not find expected <document start>",
        "the file goes on after its end",
        "keep one mapping a file, its keys all at the left margin",
    ),
)


def in_words(problem: str) -> tuple[str, str]:
    """What is wrong and what would be right, from the parser's own words."""
    for sign, wrong, right in _IN_WORDS:
        if sign in problem:
            return wrong, right
    return f"this is not YAML: {problem}", "mend the line or the one above it"

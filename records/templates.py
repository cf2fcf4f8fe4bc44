"""Templates and products: answers kept under a name, as deal files, as drafts are."""

from typing import ClassVar

from records.drafts import Drafts


class Templates(Drafts):
    """Answers that new deals begin with."""

    what: ClassVar[str] = "template"


class Products(Drafts):
    """Items that are shipped often, with the answers that describe them."""

    what: ClassVar[str] = "product"

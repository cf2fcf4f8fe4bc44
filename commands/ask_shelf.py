"""Commands of `navicert ask` for what is kept for other deals: products and templates."""

from typing import TYPE_CHECKING

from commands.kept_deals import answers_in, kept, kept_on
from engine.deals.starting import LEFT_OUT, product_facts, product_of, template_of, with_product
from engine.faults import NavicertError
from engine.interview.typed_answers import sentence
from records.locations import products_folder, templates_folder
from records.templates import Products, Templates

if TYPE_CHECKING:
    from commands.ask_interview import Interview
    from engine.facts import Deal
    from records.drafts import Draft, Drafts


def put_product(interview: "Interview", name: str) -> None:
    """Put a product in place of what describes the item at hand."""
    found = _chosen(interview, name)
    if found is not None:
        product, row = found
        session, ruleset = interview.session, interview.law.ruleset
        what = f"Product put in: {product.title}"
        deal = with_product(session.deal, session.item, product, kept_on(row), ruleset)
        interview.take(session.change(deal, what), what)


def add_product(interview: "Interview", name: str) -> None:
    """Add a product as one more item."""
    found = _chosen(interview, name)
    if found is not None:
        product, row = found
        facts = product_facts(product, kept_on(row), interview.law.ruleset)
        interview.add_item(product.title, facts)


def keep_product(interview: "Interview", name: str) -> None:
    """Keep what describes the item at hand for other deals."""
    session, ruleset = interview.session, interview.law.ruleset
    called = _name(interview, name)
    if called:
        deal = product_of(session.deal, session.item, called, ruleset)
        _keep(interview, Products(products_folder()), deal)


def keep_template(interview: "Interview", name: str) -> None:
    """Keep the answers of the deal, but for parties and end use, for new deals to begin with."""
    ruleset, called = interview.law.ruleset, _name(interview, name)
    if called:
        sections = [title for title in ruleset.regime.sections if title not in LEFT_OUT]
        deal = template_of(interview.session.deal, called, sections, ruleset)
        _keep(interview, Templates(templates_folder()), deal)


def _chosen(interview: "Interview", name: str) -> "tuple[Deal, Draft] | None":
    """A product by its name, or one that is picked from those that are kept."""
    store = Products(products_folder())
    try:
        rows = {row.name: row for row in store.saved()}
        if name:
            row = store.find(name)
        else:
            matches = [(row.name, row.title) for row in rows.values()]
            picked = interview.pick("Products: choose one.", matches, "No product is kept.")
            if not picked:
                return None
            row = rows[picked]
        return kept(store, row, interview.law.ruleset), row
    except NavicertError as error:
        interview.refuse(sentence(str(error)))
        return None


def _name(interview: "Interview", name: str) -> str:
    if interview.mark:
        interview.refuse(f"{interview.mark}What is supposed cannot be kept for other deals.")
        return ""
    missing = "Write behind the command what it is to be called."
    return interview.name_behind(name, "The name", missing)


def _keep(interview: "Interview", store: "Drafts", deal: "Deal") -> None:
    from commands.ask_interview import CancelledError

    same = [row for row in store.saved() if row.title.casefold() == deal.title.casefold()]
    try:
        if same and not interview.ask_yes(f"A {store.what} is called so. Put this in its place?"):
            interview.talk.tell("Not kept.")
            return
        name = same[0].name if same else store.new_name(deal.title)
        store.save(name, interview.law.write_deal(deal))
    except CancelledError:
        interview.talk.tell("Not kept.")
    except NavicertError as error:
        interview.talk.warn(f"NOT KEPT: {error}")
    else:
        interview.talk.understood()
        interview.talk.tell(f"Kept as the {store.what} {deal.title}, {answers_in(deal)} answers.")

"""What is wrong with the terms before anybody is offered anything: empty values, gaps, hidden rows, bad ladders."""

from xubao.glossary.refusals import Refusal
from xubao.rulebook.terms import Terms


def require_complete(terms: Terms) -> None:
    """Refuse terms with values still [X], naming each of them (Refusal campaigns.empty_value)."""
    if terms.empties:
        places = "；".join(f"{empty.title}（{empty.file} {empty.path}）" for empty in terms.empties)
        raise Refusal("campaigns.empty_value", count=len(terms.empties), places=places)

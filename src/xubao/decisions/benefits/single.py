"""What may this one policy be given? The reference meaning of the terms, one policy at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xubao.decisions.benefits.stacking import Fate, in_order
from xubao.glossary.money import BASIS, divide_half_up, share_of
from xubao.glossary.words import CustomerType, Line, OwedWhen
from xubao.rulebook.tables import first_hit
from xubao.rulebook.terms import Benefit, Terms


@dataclass(frozen=True)
class Granted:
    """One benefit of one policy: the row that fired, what it gives, what became of it."""

    benefit: Benefit
    row: int | None
    rate_bp: int | None
    item: str | None
    full_fen: int
    fate: Fate
    worth_fen: int = 0
    cost_fen: int = 0

    @property
    def eligible(self) -> bool:
        """Return whether the customer gets it."""
        return self.fate in (Fate.GIVEN, Fate.CUT)


def grant_one(fact: Mapping[str, object], *, terms: Terms) -> tuple[Granted, ...]:
    """Return every benefit that concerns the policy, in the order of the terms; none for compulsory cover.

    `fact` is a row of the FACT sheet.
    """
    if fact["line"] != Line.COMMERCIAL.value:
        return ()
    concerned = [benefit for benefit in terms.benefits if concerns(benefit, str(fact["customer_type"]))]
    found = {benefit.id: _look_up(benefit, fact, terms) for benefit in concerned}
    found = _exclude(found, terms.stacking.exclusive)
    found = _take(found, fact, terms)
    return tuple(replace(each, cost_fen=_cost(each, terms)) for each in found.values())


def concerns(benefit: Benefit, customer_type: str) -> bool:
    """Return whether a benefit is meant for renewal or for new customers."""
    return benefit.customer_type in ("any", customer_type)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _look_up(benefit: Benefit, fact: Mapping[str, object], terms: Terms) -> Granted:
    hit = first_hit(terms.tables[benefit.table], fact)
    rate, item, amount = (hit.outputs.get(name) or None for name in ("rate_bp", "item", "amount_fen"))
    full, named = 0, None
    if rate is not None:
        full = share_of(_number(fact[benefit.base]), _number(rate))
    elif item is not None:
        named = str(item)
        full = terms.items[named].worth_fen
    elif amount is not None:
        full = _number(amount)
    met = any(value is not None for value in (rate, item, amount)) and not _spoilt(benefit, fact)
    return Granted(benefit, hit.row, _number(rate) if rate else None, named, full, Fate.GIVEN if met else Fate.NOT_MET)


def _spoilt(benefit: Benefit, fact: Mapping[str, object]) -> bool:
    """Return whether a claim in a new customer's running term has already ruled out `no_claim`."""
    new = fact["customer_type"] == CustomerType.NEW.value
    return new and OwedWhen.NO_CLAIM.value in benefit.when and _number(fact["claims_last_year"]) > 0


def _exclude(found: dict[str, Granted], groups: Sequence[Sequence[str]]) -> dict[str, Granted]:
    for group in groups:
        alive = [found[name] for name in group if name in found and found[name].fate is Fate.GIVEN]
        winner = max(alive, key=lambda each: each.full_fen, default=None)
        for loser in alive:
            if loser is not winner:
                found[loser.benefit.id] = replace(loser, fate=Fate.EXCLUDED)
    return found


def _take(found: dict[str, Granted], fact: Mapping[str, object], terms: Terms) -> dict[str, Granted]:
    gone = 0
    cap = terms.stacking.cap_bp
    room = None if cap is None else share_of(_number(fact["premium_quote_fen"]), cap)
    for benefit in in_order([each.benefit for each in found.values()], terms.stacking):
        each = found[benefit.id]
        if each.fate is not Fate.GIVEN:
            continue
        worth = each.full_fen
        if benefit.id in terms.stacking.order:
            if each.rate_bp is not None:
                worth = share_of(_number(fact[benefit.base]) - gone, each.rate_bp)
            gone += worth
        fate, kept = _within(worth, room, whole=each.item is not None)
        room = None if room is None else room - kept
        found[benefit.id] = replace(each, fate=fate, worth_fen=kept)
    return found


def _within(worth: int, room: int | None, *, whole: bool) -> tuple[Fate, int]:
    if room is None or worth <= max(0, room):
        return Fate.GIVEN, worth
    kept = 0 if whole else max(0, room)
    return (Fate.CUT if kept else Fate.CAPPED), kept


def _cost(each: Granted, terms: Terms) -> int:
    """Return the expected cost; a surcharge costs nothing and does not refill the budget."""
    if not each.eligible:
        return 0
    spent = each.worth_fen if each.item is None else terms.items[each.item].cost_fen
    benefit = each.benefit
    return max(0, divide_half_up(spent * benefit.take_up_bp * benefit.cost_share_bp, BASIS * BASIS))

"""The customer pages: find somebody, and see everything about them on one screen."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from xubao.desk.access import Person
from xubao.desk.book.reads import customer_of, find_customers, reveal_phone
from xubao.desk.book.timeline_reads import timeline
from xubao.doors.console.entry import is_fragment, page


@require_GET
@page
def open_search(request: HttpRequest, person: Person) -> HttpResponse:
    """Find customers by name, plate, policy or phone; a single hit opens at once."""
    query = request.GET.get("q", "")[:60]
    found = find_customers(query, by=person)
    if len(found) == 1:
        return HttpResponseRedirect(f"/customers/{found[0]['customer'].customer_no}?{urlencode({'q': query})}")
    return render(request, "console/book/search.html", {"query": query, "found": found})


@require_GET
@page
def open_customer(request: HttpRequest, person: Person, customer_no: str) -> HttpResponse:
    """Show one customer."""
    shown = {
        "read": customer_of(customer_no, by=person),
        "happenings": timeline(customer_no, by=person),
        "query": request.GET.get("q", "")[:60],
    }
    return render(request, "console/book/customer.html", shown)


@require_POST
@page
def post_phone(request: HttpRequest, person: Person, customer_no: str) -> HttpResponse:
    """Show the full phone number; the look is recorded."""
    phone = reveal_phone(customer_no, by=person)
    if not is_fragment(request):
        return HttpResponseRedirect(f"/customers/{customer_no}")
    return render(request, "console/book/phone.html", {"phone": phone})

"""Which address shows which page."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from xubao.doors.console.board import open_board
from xubao.doors.console.campaigns import open_campaign_page, open_campaigns, post_basis, post_open, post_rehearsal
from xubao.doors.console.customers import open_customer, open_search, post_phone
from xubao.doors.console.language import choose_language, choose_theme
from xubao.doors.console.login import StaffLogin
from xubao.doors.console.worklist import (
    open_task,
    open_worklist,
    post_call_list,
    post_claim,
    post_contact,
    post_hand_over,
)

urlpatterns = [
    path("", open_board),
    path("login/", StaffLogin.as_view()),
    path("logout/", LogoutView.as_view()),
    path("language/", choose_language),
    path("theme/", choose_theme),
    path("worklist", open_worklist),
    path("worklist/calls", post_call_list),
    path("worklist/task/<path:policy_no>", open_task),
    path("worklist/contact/<path:policy_no>", post_contact),
    path("worklist/claim/<path:policy_no>", post_claim),
    path("worklist/hand-over/<path:policy_no>", post_hand_over),
    path("customers", open_search),
    path("customers/phone/<path:customer_no>", post_phone),
    path("customers/<path:customer_no>", open_customer),
    path("campaigns", open_campaigns),
    path("campaigns/<str:code>/basis", post_basis),
    path("campaigns/<str:code>/rehearse", post_rehearsal),
    path("campaigns/<str:code>/open", post_open),
    path("campaigns/<str:code>", open_campaign_page),
]

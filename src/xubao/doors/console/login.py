"""How does a person log in, and what do they read when they may not?"""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from xubao.desk.access import person_of


def _in(zh: str, en: str) -> str:
    return en if get_language() == "en" else zh


class StaffForm(AuthenticationForm):
    """Name and password of somebody who works here."""

    def get_invalid_login_error(self) -> ValidationError:
        """Say that the pair is wrong, never which half."""
        return ValidationError(
            _in(
                "用户名或密码不正确。请检查大小写后重试，忘记密码请联系系统管理员。",
                "Wrong user name or password. Check capitals and try again; the administrator resets passwords.",
            ),
            code="invalid_login",
        )

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Let in only people who work here now."""
        if person_of(user) is None:
            raise ValidationError(
                _in(
                    "此账号没有对应的在岗人员，不能登录。请联系系统管理员。",
                    "No active member of staff belongs to this account. Ask the administrator.",
                ),
                code="not_staff",
            )


class StaffLogin(LoginView):
    """The login page."""

    template_name = "console/login.html"
    form_class = StaffForm
    redirect_authenticated_user = True

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Go where the person wanted to, but never round in a circle."""
        wanted = super().get_redirect_url(request)
        return "" if wanted.startswith("/login") else wanted

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, with the status of a refusal."""
        response = super().form_invalid(form)
        response.status_code = 401
        return response


def locked_out(request: HttpRequest) -> HttpResponse:
    """Return the login page that says how long the lock lasts."""
    form = StaffForm(request)
    return render(request, "console/login.html", {"form": form, "locked": True}, status=429)

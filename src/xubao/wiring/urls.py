"""Which door answers which address."""

from django.urls import include, path

urlpatterns = [path("", include("xubao.doors.console.urls"))]

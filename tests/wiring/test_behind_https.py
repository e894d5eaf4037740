"""Behind a proxy that ends TLS people can log in, and cookies travel only there."""

import os
import subprocess
import sys

ASK = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
proxied = {"host": "desk.example", "x-forwarded-proto": "https"}
client = Client(enforce_csrf_checks=True, headers=proxied)
page = client.get("/login/")
cookie = client.cookies["csrftoken"]
answer = client.post(
    "/login/",
    {"username": "nobody", "password": "wrong", "csrfmiddlewaretoken": cookie.value},
    headers={**proxied, "origin": "https://desk.example", "referer": "https://desk.example/login/"},
)
print(page.status_code, answer.status_code, cookie["secure"])
"""


def test_a_login_behind_https_is_judged_by_its_password_and_not_taken_for_a_forgery(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "xubao.wiring.settings",
        "XUBAO_DATA_DIR": str(tmp_path),
        "XUBAO_DATABASE_URL": "",
        "XUBAO_HTTPS": "true",
        "XUBAO_ALLOWED_HOSTS": '["desk.example"]',
    }
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["200", "401", "True"], done.stderr

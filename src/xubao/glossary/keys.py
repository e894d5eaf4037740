"""Policy, vehicle and customer keys: how they are made the same everywhere, and how they are masked."""

import hashlib
import re

BUCKETS = 10_000
_VIN = re.compile(r"^[A-HJ-NPR-Z0-9]{17}$")
MOBILE_PATTERN = r"^1[3-9]\d{9}$"
"""A mainland mobile number, as an expression that Python and Polars both read."""

_MOBILE = re.compile(MOBILE_PATTERN)


def stable_bucket(key: str, *, salt: str) -> int:
    """Return 0..9999 for a key: the same on every machine, engine and year (SHA-256 of salt and key)."""
    digest = hashlib.sha256(f"{salt}\x1f{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % BUCKETS


def fingerprint(*parts: bytes) -> str:
    """Return 16 hex digits that stand for these bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def is_vin(text: str) -> bool:
    """Return whether a text has the form of a 17-character 车架号."""
    return bool(_VIN.match(text))


def is_mobile(text: str) -> bool:
    """Return whether a text has the form of a mainland mobile number."""
    return bool(_MOBILE.match(text))


def mask_phone(phone: str) -> str:
    """Return 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"


def mask_plate(plate: str) -> str:
    """Return 川A****8."""
    return f"{plate[:2]}****{plate[-1]}" if len(plate) >= 4 else "****"


def mask_name(name: str) -> str:
    """Return 王** for a person's name."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_id(number: str) -> str:
    """Return the first three and last two characters of an identity number."""
    return f"{number[:3]}{'*' * 6}{number[-2:]}" if len(number) >= 8 else "****"


def mask_vin(vin: str) -> str:
    """Return the last six characters of a VIN, the rest hidden."""
    return f"***{vin[-6:]}" if len(vin) >= 8 else "****"

"""How personal data is sealed at rest (AES-256-GCM) and found again (keyed hash)."""

import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from xubao.glossary.refusals import Refusal

_NONCE = 12


@cache
def _cipher(key_hex: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key_hex))


def seal(text: str | None) -> bytes | None:
    """Return nonce + ciphertext of a text, or None for none."""
    if text is None:
        return None
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(settings.XUBAO_FIELD_KEY).encrypt(nonce, text.encode(), None)


def unseal(sealed: bytes | memoryview | None) -> str | None:
    """Return the text of a sealed value; raises Refusal office.wrong_key where it was sealed with another key."""
    if sealed is None:
        return None
    raw = bytes(sealed)
    try:
        return _cipher(settings.XUBAO_FIELD_KEY).decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
    except InvalidTag as wrong:
        raise Refusal("office.wrong_key") from wrong


def blind(text: str | None) -> str | None:
    """Return the keyed hash by which a sealed value is searched, or None for none."""
    if text is None:
        return None
    return hmac.new(bytes.fromhex(settings.XUBAO_FIELD_KEY), text.encode(), hashlib.sha256).hexdigest()[:32]

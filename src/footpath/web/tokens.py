"""The token that every form carries, so that no other site can send it for somebody."""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}
_COUNT = len(CSRF_ALLOWED_CHARS)


def form_token(request: HttpRequest) -> str:
    """What Django's `get_token` gives, for a tenth of its time when the browser has its cookie already.

    Django draws the 32 letters of the mask one by one, each with a call to the system: 0.06 ms of a page's 0.6. The
    mask only has to differ from page to page, so that nothing can be learnt from how well pages compress.
    """
    secret = request.META.get("CSRF_COOKIE")
    if not isinstance(secret, str) or len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)  # a new visitor: Django makes the secret, and the response sets the cookie
    mask = [drawn % _COUNT for drawn in secrets.token_bytes(CSRF_SECRET_LENGTH)]
    cipher = [(_PLACE[letter] + shift) % _COUNT for letter, shift in zip(secret, mask, strict=True)]
    return "".join([CSRF_ALLOWED_CHARS[place] for place in (*mask, *cipher)])

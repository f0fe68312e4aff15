"""How a resident's browser shows that a case is theirs: a secret in a cookie that only this case's pages are sent."""

import hashlib
import hmac

from django.http import HttpRequest, HttpResponse

from footpath.ports import CaseRow


def slug(id_: str) -> str:
    """An id as addresses show it: home_address is home-address."""
    return id_.replace("_", "-")


def unslug(shown: str) -> str:
    return shown.replace("-", "_")


def journey_path(authority: str, service: str, case: str) -> str:
    """Where the pages of a case are while it is being filled in."""
    return f"/{slug(authority)}/{slug(service)}/{case}"


def case_path(authority: str, case: str) -> str:
    """Where the page of a case is once it has been sent."""
    return f"/case/{slug(authority)}/{case}"


def secret_of(request: HttpRequest, case: str) -> str:
    """The secret this browser holds for a case; empty if it holds none."""
    return request.COOKIES.get(f"case-{case}", "")


def opens(row: CaseRow, secret: str) -> bool:
    """Whether a secret is the one this case was given. The address alone opens nothing."""
    offered = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return bool(secret) and hmac.compare_digest(offered, row.door)


def hand_key(response: HttpResponse, request: HttpRequest, *, path: str, case: str, secret: str) -> None:
    """Give the browser the secret for the pages below `path`.

    It lasts until the browser is closed: many people use a computer that others use after them. The link from
    "save and come back later" is how somebody returns after that.
    """
    response.set_cookie(
        f"case-{case}", secret, path=path, secure=request.is_secure(), httponly=True, samesite="Lax", max_age=None
    )

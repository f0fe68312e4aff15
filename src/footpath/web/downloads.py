"""What a browser is given to keep, as a file with a name."""

from django.http import HttpResponse


def download(text: str, kind: str, name: str) -> HttpResponse:
    """`kind`: its media type, without the character set, which is UTF-8."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

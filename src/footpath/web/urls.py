"""Every address of the pages."""

from django.urls import include, path, register_converter

from footpath.web.health import health
from footpath.web.resident import check, doing, exits, help, questions, save, sent, start, theme  # noqa: A004


class Slug:
    """An id as addresses show it. Nothing else gets as far as a view."""

    regex = "[a-z][a-z0-9-]{0,99}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Council(Slug):
    """An authority, where the first part may be a place of our own instead."""

    regex = f"(?!(?:case|staff)/){Slug.regex}"


class Key(Slug):
    """A case's key, or a secret: 128 bits as letters."""

    regex = "[A-Za-z0-9_-]{20,64}"


class Number:
    """Which of a list. No list is longer than this has digits for."""

    regex = "[0-9]{1,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Slug, "id")
register_converter(Council, "council")
register_converter(Key, "key")
register_converter(Number, "number")

# The words of a case's own places come first: no page of a definition may have one of them as its id.
_OF_A_CASE = [
    path("", save.carry_on, name="carry-on"),
    path("check", check.check, name="check"),
    path("sent", sent.sent, name="sent"),
    path("save", save.save, name="save"),
    path("<id:page>", questions.questions, name="questions"),
    path("<id:page>/<number:item>", questions.item, name="item"),
    path("return/<key:secret>", save.come_back, name="come-back"),
    path("not-for-you/<id:exit>", exits.not_for_you, name="not-for-you"),
]

urlpatterns = [
    # Nearly everything asked for is a page of somebody's case. It is looked for first, and once: no other address has
    # a key as its third part.
    path("<council:authority>/<id:service>/<key:case>/", include(_OF_A_CASE)),
    path("", start.places, name="places"),
    path("health", health, name="health"),
    path("staff/", include("footpath.web.staff.urls")),
    path("staff/", include("footpath.web.watch.urls")),
    path("staff/", include("footpath.web.plan.urls")),
    path("staff/<id:authority>/services/<id:service>/", include("footpath.web.editor.urls")),
    path("case/", include("footpath.web.case.urls")),
    path("theme/icon.svg", theme.icon, name="icon"),
    path("theme/<id:authority>.css", theme.stylesheet, name="theme"),
    path("help/accessibility", help.accessibility, name="help-accessibility"),
    path("help/privacy", help.privacy, name="help-privacy"),
    path("help/cookies", help.cookies, name="help-cookies"),
    path("<id:authority>/", start.services, name="services"),
    path("<id:authority>/<id:service>/", start.service, name="service"),
    path("<id:authority>/<id:service>/how-this-is-doing", doing.doing, name="doing"),
    path("<id:authority>/<id:service>/how-this-is-doing.csv", doing.data_csv, name="doing-csv"),
    path("<id:authority>/<id:service>/how-this-is-doing.json", doing.data_json, name="doing-json"),
    path("<id:authority>/<id:service>/how-this-is-doing-figures.csv", doing.figures_csv, name="doing-figures"),
    path("<id:authority>/<id:service>/how-this-is-doing-others.csv", doing.others_csv, name="doing-others"),
]

handler400 = "footpath.web.resident.errors.bad_request"
handler403 = "footpath.web.resident.errors.forbidden"
handler404 = "footpath.web.resident.errors.not_found"
handler500 = "footpath.web.resident.errors.failed"

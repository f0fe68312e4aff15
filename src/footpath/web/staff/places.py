"""Where somebody works: the authorities that gave them a role."""

from django.http import HttpRequest, HttpResponse

from footpath.adapters.records import reads
from footpath.web.doors import slug
from footpath.web.language import SeeOther
from footpath.web.staff.desk import ROLES_SAID, staff_page, to_sign_in
from footpath.web.world import world


def places(request: HttpRequest) -> HttpResponse:
    """Straight to the queue where there is only one."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    roles = reads.roles_of(str(request.user.pk))
    here = [each for each in world().records.authorities() if each.id in roles]
    if len(here) == 1:
        return SeeOther(f"/staff/{slug(here[0].id)}/queue")
    return staff_page(
        request,
        None,
        "staff/authorities.jinja",
        places=[
            {
                "name": each.name.in_("en"),
                "href": f"/staff/{slug(each.id)}/queue",
                "says": " and ".join(ROLES_SAID[role] for role in sorted(roles[each.id])).capitalize(),
            }
            for each in sorted(here, key=lambda each: each.name.en)
        ],
    )

"""Who works for an authority, written down."""

from footpath.adapters.records import models
from footpath.casework.roles import Role


def save_staff(
    id_: str, *, name: str, authority: str, role: Role, password: str | None, using: str = "default"
) -> None:
    """Adds somebody, or changes their name, their password where one is given, and adds the role."""
    staff = models.Staff.objects.using(using).filter(id=id_).first() or models.Staff(id=id_)
    staff.name = name
    staff.is_active = True
    if password is not None:
        staff.set_password(password)
    elif not staff.password:
        staff.set_unusable_password()
    staff.save(using=using)
    models.Role.objects.using(using).get_or_create(authority=authority, staff=staff, role=role)

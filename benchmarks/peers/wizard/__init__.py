"""The benchmark's journey as a careful team writes it by hand: a django-formtools wizard with the GOV.UK macros."""

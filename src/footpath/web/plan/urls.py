"""Addresses of the plan, below /staff/."""

from django.urls import path

from footpath.web.plan import acting, page, rehearse

urlpatterns = [
    path("<id:authority>/plan", page.plan, name="staff-plan"),
    path("<id:authority>/plan/rehearse", rehearse.rehearse, name="staff-rehearse"),
    path("<id:authority>/plan/rehearse/<key:key>", rehearse.rehearsed, name="staff-rehearsed"),
    path("<id:authority>/plan/keep", acting.keep, name="staff-plan-keep"),
    path("<id:authority>/plan/outcomes/new", acting.new, name="staff-plan-outcome"),
    path("<id:authority>/plan/outcomes/<id:outcome>", acting.change, name="staff-plan-change"),
    path("<id:authority>/plan/outcomes/<id:outcome>/give-up", acting.give_up, name="staff-plan-give-up"),
    path("<id:authority>/plan/outcomes/<id:outcome>/figure", acting.figure, name="staff-plan-figure"),
]

"""Addresses of watching, below /staff/. The worker is inside the folder of its page, and so can reach no other page."""

from django.urls import path

from footpath.web.watch import notes, page, worker

urlpatterns = [
    path("<id:authority>/watch/", page.watch, name="staff-watch"),
    path("<id:authority>/watch/offline", page.offline, name="staff-watch-offline"),
    path("<id:authority>/watch/token", page.token, name="staff-watch-token"),
    path("<id:authority>/watch/worker.js", worker.script, name="staff-watch-worker"),
    path("<id:authority>/watch/manifest.json", worker.manifest, name="staff-watch-manifest"),
    path("<id:authority>/services/<id:service>/observations", notes.observations, name="staff-observations"),
    path(
        "<id:authority>/services/<id:service>/observations/<str:note>/theme",
        notes.theme,
        name="staff-observation-theme",
    ),
]

"""Addresses of the staff pages, all below /staff/."""

from django.urls import path

from footpath.web.staff import acting, case, files, journal, places, queue, services, sign_in, tasks

urlpatterns = [
    path("", places.places, name="staff"),
    path("sign-in", sign_in.SignIn.as_view(), name="staff-sign-in"),
    path("sign-out", sign_in.SignOut.as_view(), name="staff-sign-out"),
    path("<id:authority>/queue", queue.queue, name="staff-queue"),
    path("<id:authority>/queue/next", queue.take_next, name="staff-take-next"),
    path("<id:authority>/queue/several", queue.several, name="staff-several"),
    path("<id:authority>/cases/<slug:reference>", case.case, name="staff-case"),
    path("<id:authority>/cases/<slug:reference>/take", acting.take, name="staff-take"),
    path("<id:authority>/cases/<slug:reference>/give-back", acting.give_back, name="staff-give-back"),
    path("<id:authority>/cases/<slug:reference>/pass-on", acting.pass_on, name="staff-pass-on"),
    path("<id:authority>/cases/<slug:reference>/note", acting.note, name="staff-note"),
    path("<id:authority>/cases/<slug:reference>/ask", acting.ask, name="staff-ask"),
    path("<id:authority>/cases/<slug:reference>/write", acting.write, name="staff-write"),
    path("<id:authority>/cases/<slug:reference>/decide", acting.decide, name="staff-decide"),
    path("<id:authority>/cases/<slug:reference>/paid", acting.paid, name="staff-paid"),
    path("<id:authority>/cases/<slug:reference>/reopen", acting.reopen, name="staff-reopen"),
    path("<id:authority>/cases/<slug:reference>/journal", journal.journal, name="staff-journal"),
    path("<id:authority>/cases/<slug:reference>/files/<key:file>", files.download, name="staff-file"),
    path("<id:authority>/tasks", tasks.tasks, name="staff-tasks"),
    path("<id:authority>/tasks/<str:task>", tasks.finish, name="staff-finish-task"),
    path("<id:authority>/services", services.services, name="staff-services"),
    path("<id:authority>/services/<id:service>", services.service, name="staff-service"),
]

"""Addresses of a case's page and what is below it, all below /case/."""

from django.urls import path

from footpath.web.case import acts, door, find, more, survey, where

# The kinds of part (id, key, number) are those of footpath.web.urls, which includes these.
_CASE = "<id:authority>/<key:case>/"

urlpatterns = [
    path("find", find.find, name="case-find"),
    path(_CASE, where.where, name="case"),
    path(f"{_CASE}copy", where.copy, name="case-copy"),
    path(f"{_CASE}return/<key:secret>", door.come_back, name="case-return"),
    path(f"{_CASE}write", acts.write, name="case-write"),
    path(f"{_CASE}withdraw", acts.withdraw, name="case-withdraw"),
    path(f"{_CASE}how-was-it", survey.how_was_it, name="case-survey"),
    path(f"{_CASE}asked/<key:secret>", survey.asked_by_email, name="case-asked"),
    path(f"{_CASE}look-again", acts.look_again, name="case-look-again"),
    path(f"{_CASE}more/", more.home, name="case-more-home"),
    path(f"{_CASE}more/<int:number>", more.begin, name="case-more"),
    path(f"{_CASE}more/<int:number>/check", more.check, name="case-more-check"),
    path(f"{_CASE}more/<int:number>/save", more.later, name="case-more-save"),
    path(f"{_CASE}more/<int:number>/<id:page>", more.questions, name="case-more-page"),
    path(f"{_CASE}more/<int:number>/<id:page>/<number:item>", more.item, name="case-more-item"),
]

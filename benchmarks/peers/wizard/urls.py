from django.urls import path

from .views import Journey, start

journey = Journey.as_view(url_name="journey_step", done_step_name="sent")

urlpatterns = [
    path("journey/", start),
    path("journey/<slug:step>", journey, name="journey_step"),
]

"""Addresses of the pages on which a service is changed, all below /staff/AUTHORITY/services/SERVICE/."""

from django.urls import path

from footpath.web.editor import editing, examples, lasting, overview, publishing, tables, upgrading, yaml

urlpatterns = [
    path("adopt", publishing.adopt, name="staff-adopt"),
    path("change", overview.overview, name="staff-change"),
    path("change/pages/<id:page>", overview.page, name="staff-change-page"),
    path("change/edit", editing.edit, name="staff-change-edit"),
    path("change/add", editing.add, name="staff-change-add"),
    path("change/move", editing.move, name="staff-change-move"),
    path("change/order", editing.order, name="staff-change-order"),
    path("change/remove", editing.remove, name="staff-change-remove"),
    path("change/table", tables.table, name="staff-change-table"),
    path("change/table/row", tables.row, name="staff-change-table-row"),
    path("change/reason", lasting.reason, name="staff-change-reason"),
    path("change/examples", examples.examples, name="staff-change-examples"),
    path("change/take-back", editing.take_back, name="staff-change-take-back"),
    path("change/publish", publishing.publish, name="staff-change-publish"),
    path("change/discard", publishing.discard, name="staff-change-discard"),
    path("change/yaml", yaml.yaml, name="staff-change-yaml"),
    path("change/yaml/check", yaml.check, name="staff-change-yaml-check"),
    path("change/yaml/schema", yaml.schema, name="staff-change-yaml-schema"),
    path("upgrade", upgrading.upgrade, name="staff-upgrade"),
    path("upgrade/decide", upgrading.decide, name="staff-upgrade-decide"),
    path("upgrade/stop", upgrading.stop, name="staff-upgrade-stop"),
]

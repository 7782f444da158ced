"""Calls the API with Airflow's client and requires the answers that Airflow gives: airflow_client.py URL FOLDER.

The folder is that of the connections; it has web.yaml, whose port is a placeholder. The tokens are in the environment.
"""

import contextlib
import importlib.metadata
import json
import os
import pathlib
import sys

from airflow_client.client import ApiClient, Configuration
from airflow_client.client.api.connection_api import ConnectionApi
from airflow_client.client.exceptions import (
    ApiException,
    BadRequestException,
    ConflictException,
    ForbiddenException,
    NotFoundException,
    UnauthorizedException,
    UnprocessableEntityException,
)
from airflow_client.client.models.bulk_body_connection_body import BulkBodyConnectionBody
from airflow_client.client.models.connection_body import ConnectionBody

URL, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])


def api(token):
    return ConnectionApi(ApiClient(Configuration(host=URL, access_token=token)))


editor = api(os.environ["WADI_API_TOKEN"])
viewer = api(os.environ["WADI_API_VIEWER_TOKEN"])


def equal(found, expected):
    assert found == expected, f"{found!r} instead of {expected!r}"


@contextlib.contextmanager
def refused(kind, text, loc=None):
    """What is done must be refused so, with a text that the client understands."""
    try:
        yield
    except kind as error:
        detail = error.data.detail if error.data else json.loads(error.body)["detail"]
        if loc:
            equal([part.actual_instance for part in detail[0].loc], loc)
            said = detail[0].msg
        else:
            said = detail if isinstance(detail, str) else detail.actual_instance
        assert text in said, said
        return
    except ApiException as error:
        raise AssertionError(f"{error.status}, not {kind.__name__}: {error.body}") from error
    raise AssertionError(f"not refused: {text}")


def ids(**query):
    return [one.connection_id for one in editor.get_connections(**query).connections]


def created():
    made = editor.post_connection(
        ConnectionBody(
            connection_id="my_pg",
            conn_type="postgres",
            description="the shop's",
            host="127.0.0.1",
            port=1,
            login="app",
            password="hunter2",
            schema="sales",
            extra=json.dumps({"sslmode": "disable", "sslpassword": "hunter3"}),
        )
    )
    extra = json.loads(made.extra)
    equal(extra, {"sslmode": "disable", "sslpassword": "***"})
    equal(
        made.to_dict(),
        {
            "connection_id": "my_pg",
            "conn_type": "postgres",
            "description": "the shop's",
            "host": "127.0.0.1",
            "port": 1,
            "login": "app",
            "password": "***",
            "schema": "sales",
            "extra": made.extra,
        },
    )
    equal(editor.get_connection("my_pg"), made)
    assert "hunter2" in stored() and "hunter3" in stored()
    database = FOLDER.parent / "shop.db"
    database.touch()  # an empty one
    editor.post_connection(ConnectionBody(connection_id="shop", conn_type="sqlite", host=str(database)))
    with refused(ConflictException, "The Connection with connection_id: `shop` already exists"):
        editor.post_connection(ConnectionBody(connection_id="shop", conn_type="sqlite"))
    with refused(UnprocessableEntityException, "no connection type 'postgress'", ["body", "conn_type"]):
        editor.post_connection(ConnectionBody(connection_id="x", conn_type="postgress"))
    with refused(UnprocessableEntityException, "must be between 0 and 65535", ["body", "port"]):
        editor.post_connection(ConnectionBody(connection_id="x", conn_type="http", port=99999))


def stored():
    return (FOLDER / "my_pg.yaml").read_text()


def listed():
    page = editor.get_connections(limit=2, offset=1, order_by=["connection_id"])
    equal(page.total_entries, 3)
    equal([one.connection_id for one in page.connections], ["shop", "web"])
    equal(page.connections[1].port, None)  # a placeholder; the client knows numbers only
    equal(ids(order_by=["-conn_type", "connection_id"]), ["shop", "my_pg", "web"])
    equal(ids(order_by=["-port"]), ["my_pg", "shop", "web"])
    equal(ids(connection_id_pattern="%PG%"), ["my_pg"])
    equal(ids(connection_id_pattern="ho"), ["shop"])
    equal(ids(connection_id_prefix_pattern="s"), ["shop"])
    equal(ids(limit=0), [])
    with refused(BadRequestException, "Ordering by this is not possible"):
        ids(order_by=["password"])


def patched():
    body = ConnectionBody(connection_id="my_pg", conn_type="postgres", description="new", login="other", schema="stock")
    answer = editor.patch_connection("my_pg", body, update_mask=["description", "schema"])
    equal((answer.description, answer.var_schema), ("new", "stock"))
    equal(answer.login, "app")
    seen = editor.get_connection("my_pg").to_dict()
    equal(editor.patch_connection("my_pg", ConnectionBody.from_dict(seen)).to_dict(), seen)
    assert "hunter2" in stored() and "hunter3" in stored() and "***" not in stored()
    web = editor.get_connection("web").to_dict() | {"description": "a"}
    editor.patch_connection("web", ConnectionBody.from_dict(web))
    assert "{{env:WEB_PORT:8080}}" in (FOLDER / "web.yaml").read_text()
    for host, masked in (("192.0.2.1", {"password": "***"}), ("192.0.2.1", {})):
        moved = {"connection_id": "my_pg", "conn_type": "postgres", "host": host} | masked
        with refused(UnprocessableEntityException, "Give it again: host changed", ["body", "password"]):
            editor.patch_connection("my_pg", ConnectionBody.from_dict(moved))
    body = ConnectionBody(connection_id="my_pg", conn_type="postgres", password="hunter4")
    equal(editor.patch_connection("my_pg", body, update_mask=["password"]).password, "***")
    assert "hunter4" in stored() and "hunter2" not in stored()
    with refused(BadRequestException, "does not match"):
        editor.patch_connection("shop", body)
    with refused(NotFoundException, "The Connection with connection_id: `nowhere` was not found"):
        editor.patch_connection("nowhere", ConnectionBody(connection_id="nowhere", conn_type="http"))
    with refused(UnprocessableEntityException, "There is no such field", ["query", "update_mask"]):
        editor.patch_connection("my_pg", body, update_mask=["hots"])


def tested():
    shop = editor.get_connection("shop").to_dict()
    answer = editor.test_connection(ConnectionBody.from_dict(shop))
    assert answer.status, answer.message
    closed = editor.get_connection("my_pg").to_dict()
    answer = editor.test_connection(ConnectionBody.from_dict(closed))
    assert not answer.status and "127.0.0.1:1" in answer.message and "hunter" not in answer.message, answer.message


def bulk(*actions):
    return editor.bulk_connections(BulkBodyConnectionBody.from_dict({"actions": list(actions)}))


def changed_in_bulk():
    one = {"connection_id": "bulk_1", "conn_type": "http", "host": "127.0.0.1"}
    two = one | {"connection_id": "bulk_2"}
    answer = bulk(
        {"action": "create", "entities": [one, two, one], "action_on_existence": "fail"},
        {"action": "update", "entities": [two | {"description": "b"}], "update_mask": ["description"]},
        {"action": "delete", "entities": ["bulk_1", "nowhere"], "action_on_non_existence": "fail"},
    )
    equal(answer.create.success, ["bulk_1", "bulk_2"])
    equal([error["status_code"] for error in answer.create.errors], [409])
    equal((answer.update.success, answer.update.errors), (["bulk_2"], []))
    equal(answer.delete.success, ["bulk_1"])
    equal([error["status_code"] for error in answer.delete.errors], [404])
    equal(editor.get_connection("bulk_2").description, "b")
    answer = bulk(
        {"action": "create", "entities": [two | {"description": "c"}], "action_on_existence": "overwrite"},
        {"action": "delete", "entities": ["nowhere", "bulk_2"], "action_on_non_existence": "skip"},
    )
    equal((answer.create.success, answer.delete.success, answer.update), (["bulk_2"], ["bulk_2"], None))


def deleted():
    equal(editor.delete_connection("my_pg"), None)
    equal(ids(), ["shop", "web"])
    for call in (editor.get_connection, editor.delete_connection):
        with refused(NotFoundException, "The Connection with connection_id: `my_pg` was not found"):
            call("my_pg")


def not_let_through():
    equal(viewer.get_connection("shop").conn_type, "sqlite")
    with refused(ForbiddenException, ""):
        viewer.delete_connection("shop")
    for token in (None, "wrong"):
        with refused(UnauthorizedException, ""):
            api(token).get_connections()


for case in (created, listed, patched, tested, changed_in_bulk, deleted, not_let_through):
    case()
    print(f"airflow client {importlib.metadata.version('apache-airflow-client')}: {case.__name__}")

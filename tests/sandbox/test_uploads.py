"""Files that people give on the page."""

from sandbox.server import RunningSandbox
from tests.sandbox.driving import MODAL, Api, Person, SocketApp, fetch


def test_files_in_a_modal_reach_the_app_as_file_objects(
    sandbox: RunningSandbox, api: Api, app: SocketApp, mette: Person
) -> None:
    label = {"type": "plain_text", "text": "Bilag"}
    element = {"type": "file_input", "action_id": "files"}
    block = {"type": "input", "block_id": "enclosed", "label": label, "element": element}
    trigger_id = sandbox.slack.triggers.issue(mette.id)
    opened = api("views.open", trigger_id=trigger_id, view={**MODAL, "blocks": [block]})
    given = {"name": "behov.txt", "mimetype": "text/plain", "content_base64": "SGVq"}

    mette.do(
        "submit",
        view_id=opened["view"]["id"],
        state={"enclosed": {"files": {"type": "file_input", "files": [given]}}},
    )

    values = app.heard(1)[0]["payload"]["view"]["state"]["values"]
    (file,) = values["enclosed"]["files"]["files"]
    assert (file["name"], file["size"]) == ("behov.txt", 3)
    assert fetch(file["url_private"]) == (200, b"Hej")


def test_a_file_in_a_message_is_told_and_can_be_fetched(app: SocketApp, mette: Person) -> None:
    file = {"name": "behov.txt", "mimetype": "text/plain", "content_base64": "SGVq"}

    mette.do("message", channel=mette.im, text="Her", files=[file])

    event = app.heard(1)[0]["payload"]["event"]
    assert event["subtype"] == "file_share"
    assert (event["files"][0]["name"], event["files"][0]["size"]) == ("behov.txt", 3)
    assert fetch(event["files"][0]["url_private"]) == (200, b"Hej")

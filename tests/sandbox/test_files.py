"""Files: uploaded by the app in steps, and fetched again."""

import json
import urllib.request

from sandbox.server import RunningSandbox
from tests.sandbox.driving import Api, Person, fetch


def upload(api: Api, content: bytes, name: str = "møde.ics") -> str:
    given = api("files.getUploadURLExternal", filename=name, length=len(content))
    status, body = fetch(given["upload_url"], content)
    assert (status, body) == (200, f"OK - {len(content)}".encode())
    file_id: str = given["file_id"]
    return file_id


def test_an_uploaded_file_stands_in_the_conversation(api: Api, mette: Person) -> None:
    file_id = upload(api, b"BEGIN:VCALENDAR")

    done = api(
        "files.completeUploadExternal",
        files=[{"id": file_id, "title": "Workshop"}],
        channel_id=mette.im,
        initial_comment="Her er indkaldelsen",
    )

    (message,) = mette.messages()
    assert message["text"] == "Her er indkaldelsen"
    assert message["files"] == done["files"]
    assert fetch(message["files"][0]["url_private"]) == (200, b"BEGIN:VCALENDAR")
    assert api("files.info", file=file_id)["file"]["title"] == "Workshop"


def test_a_file_goes_to_a_conversation_and_not_to_a_user_id(api: Api) -> None:
    file_id = upload(api, b"x")

    by_user = api("files.completeUploadExternal", files=[{"id": file_id}], channel_id="U0METTE")
    outside = api("files.completeUploadExternal", files=[{"id": file_id}], channel_id="C0GENERELT")

    assert (by_user["error"], outside["error"]) == ("channel_not_found", "not_in_channel")


def test_what_was_not_uploaded_cannot_be_shared(api: Api) -> None:
    given = api("files.getUploadURLExternal", filename="a.txt", length=3)

    files = json.dumps([{"id": given["file_id"]}])

    shared = api("files.completeUploadExternal", files=files, channel_id="D0METTE")
    assert shared["error"] == "file_not_found"
    assert api("files.info", file=given["file_id"])["error"] == "file_not_found"


def test_a_web_page_is_downloaded_and_never_shown(
    sandbox: RunningSandbox, api: Api, mette: Person
) -> None:
    file_id = upload(api, b"<script>alert(1)</script>", name="a.html")
    api("files.completeUploadExternal", files=[{"id": file_id}], channel_id=mette.im)

    with urllib.request.urlopen(f"{sandbox.url}/files/{file_id}/a.html", timeout=5) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"

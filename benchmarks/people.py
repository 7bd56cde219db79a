"""People who answer: rows in the database, and replies to whatever question they are shown."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot import interview, talks
from bot.content import read_process
from bot.conversation.engine import Ask
from bot.conversation.questions import Language
from bot.loading import apply_load
from bot.voice.interview import Put, question_message
from models import Database, Membership, Organisation, Person
from models.enums import OrganisationKind, Stage
from models.migrations import upgrade

TEAM = "T0"
FILE = Path(__file__).parent.parent / "processes" / "emissionsfrie-arbejdsmaskiner.yaml"
NOW = datetime(2022, 5, 9, 8, tzinfo=UTC)
MANY = 1500  # more than the rounds can use up
_TYPED = ("12-15", "ca. 1.500", "200-300")


@dataclass
class Someone:
    """One person in front of one question."""

    slack_id: str
    channel: str
    first: dict[str, Any]
    is_bare: bool = False
    steps: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def goes_on(self, message: dict[str, Any]) -> bool:
        """Whether the message puts a question. The bare listener's always does."""
        return bool(self.is_bare or " af " in str(message.get("text", ""))[:9])

    def reply(self, message: dict[str, Any], *, event: int) -> tuple[str, dict[str, Any]]:
        """What this person sends: the first button, the first boxes, or something typed."""
        step = next(self.steps)
        if self.is_bare:  # the same mixture as Sammen's questions
            if step % 2:
                return "press", self.press(self.button("interview.choose:yes", "1"), "1.1")
            return "event", self.typed("12-15", event)
        blocks = message["blocks"]
        blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
        elements = [
            (block, element)
            for block in blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ]
        ts = message.get("ts", "1.1")
        for _, element in elements:
            if element["type"] == "button" and element["action_id"].startswith("interview.choose:"):
                return "press", self.press(element, ts)
            if element["type"] == "static_select":
                chosen = {**element, "selected_option": element["options"][0]}
                return "press", self.press(chosen, ts)
            if element["type"] in ("checkboxes", "multi_static_select"):
                save = next(e for _, e in elements if e["action_id"] == "interview.choose_many")
                ticked = {"b": {"t": {"selected_options": element["options"][:3]}}}
                return "press", self.press(save, ts, state=ticked)
        hint = " ".join(
            element["text"]
            for block in blocks
            if block["type"] == "context"
            for element in block["elements"]
        )
        year = str(datetime.now(UTC).year + 1)
        return "event", self.typed(year if "måned" in hint else _TYPED[step % 3], event)

    def button(self, action_id: str, value: str) -> dict[str, Any]:
        """A button as Slack tells of it."""
        return {"type": "button", "action_id": action_id, "value": value}

    def press(
        self, element: dict[str, Any], ts: str, *, state: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """A block_actions payload."""
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": self.slack_id, "team_id": TEAM},
            "container": {"type": "message", "message_ts": ts, "channel_id": self.channel},
            "channel": {"id": self.channel},
            "message": {"ts": ts},
            "trigger_id": "t",
            "state": {"values": state or {}},
            "actions": [{**element, "block_id": "b", "action_ts": "1"}],
        }

    def typed(self, text: str, event: int) -> dict[str, Any]:
        """A message event."""
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{event}",
            "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
            "event": {
                "type": "message",
                "channel_type": "im",
                "channel": self.channel,
                "user": self.slack_id,
                "text": text,
                "ts": f"{event}.000200",
            },
        }


@dataclass
class People:
    """Everybody, handed out one by one."""

    everybody: list[Someone]
    _next: Iterator[Someone] | None = None

    def next(self) -> Someone:
        """Somebody who has not answered yet."""
        if self._next is None:
            self._next = iter(self.everybody)
        return next(self._next)

    def bare(self) -> "People":
        """The same people for the bare listener, who never runs out of questions."""
        return People([replace(one, is_bare=True) for one in self.everybody])


def prepare(url: str) -> People:
    """Load the real process, and have so many people begin, each for an organisation."""
    database = Database(url)
    upgrade(database)
    file = read_process(FILE.read_text(encoding="utf-8"), name=FILE.name)
    with database.write() as session:
        process = apply_load(session, process_file=file, now=NOW)
        process.team_id = TEAM
        first: dict[str, Any] = {}
        people = []
        for number in range(MANY):
            membership, someone = _join(session, process.id, number)
            talk = talks.begin(session, membership=membership, now=NOW)
            step = interview.resume(session, talk=talk, now=NOW)
            assert isinstance(step, Ask)
            put = Put(interview_id=talk.interview_id, questionnaire=talk.questionnaire, ask=step)
            first = question_message(put, Language.DANISH)
            people.append(replace(someone, first=first))
    database.close()
    return People(people)


def _join(session: Session, process_id: int, number: int) -> tuple[Membership, Someone]:
    organisation = Organisation(
        key=f"o{number}", name=f"O {number}", kind=OrganisationKind.MUNICIPALITY, added_at=NOW
    )
    channel, slack_id = f"D{number}", f"U{number}"
    person = Person(
        team_id=TEAM,
        slack_id=slack_id,
        name=f"Fiktiv {number}",
        slack_email=f"fiktiv{number}@x.example",
        dm_channel=channel,
        first_seen_at=NOW,
    )
    session.add_all([organisation, person])
    session.flush()
    membership = Membership(
        process_id=process_id,
        person_id=person.id,
        organisation_id=organisation.id,
        stage=Stage.JOINED,
        invited_at=NOW,
        joined_at=NOW,
    )
    session.add(membership)
    session.flush()
    return membership, Someone(slack_id=slack_id, channel=channel, first={})

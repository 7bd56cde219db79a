"""What was asked in a furnished process: questions passed on, published answers, access to more."""

from datetime import timedelta

from bot.document_drafts import mark_of
from models import AccessRequest, Document, Enquiry, EnquiryCard, EnquiryNote, Faq, Post
from models.enums import EnquiryState, PostState, Role, Thing
from tests.access.house import EVERYBODY, LEADERS, NOW, House, seal, titled


def add_asked(house: House) -> None:
    """One of each."""
    owner, stranger = house.owner.id, int(house.ids["other_person"])
    for name, asker, word, state in (
        ("offered", owner, "tilbud", EnquiryState.OFFERED),
        ("asked", owner, "spoergsmaal", EnquiryState.OPEN),
        ("answered", owner, "besvaret", EnquiryState.ANSWERED),
        ("other_asked", stranger, "fremmedspoergsmaal", EnquiryState.OPEN),
    ):
        is_open = state is EnquiryState.OPEN
        house.ids[name] = str(
            house.add(
                Enquiry(
                    process_id=house.process.id,
                    person_id=asker,
                    text=seal(house.number, word),
                    language="da",
                    state=state,
                    made_at=NOW - timedelta(hours=5),
                    sent_at=None if name == "offered" else NOW - timedelta(hours=5),
                    waiting_since=NOW - timedelta(hours=5) if is_open else None,
                    answered_at=NOW - timedelta(hours=4) if name == "answered" else None,
                )
            ).id
        )
    note = EnquiryNote(
        enquiry_id=int(house.ids["answered"]),
        by_id=house.leader.id,
        is_from_asker=False,
        text=seal(house.number, "svarpaa"),
        mark="1",
        at=NOW - timedelta(hours=4),
    )
    house.ids["answer_note"] = str(house.add(note).id)
    _add_thread(house)
    for word, audience in (("faq", EVERYBODY), ("lederfaq", LEADERS)):
        faq = Faq(
            process_id=house.process.id,
            key=word,
            position=90,
            question=titled(house.number, word),
            answer=titled(house.number, word),
            audience=audience,
            published_at=NOW - timedelta(days=3),
        )
        house.ids[word] = str(house.add(faq).id)
    request = AccessRequest(
        process_id=house.process.id,
        person_id=stranger,
        thing=Thing.DOCUMENT,
        thing_id=int(house.ids["raadgiverpapir"]),
        asked_at=NOW - timedelta(hours=1),
    )
    house.ids["access_request"] = str(house.add(request).id)
    paper = house.session.get_one(Document, int(house.ids["papir"]))
    house.ids["papir_mark"] = mark_of(paper)


def _add_thread(house: House) -> None:
    card = house.add(
        Post(
            key=f"kort:{house.number}",
            team_id=house.team,
            process_id=house.process.id,
            channel=house.process.facilitators_channel,
            message={"text": seal(house.number, "fremmedspoergsmaal"), "blocks": []},
            state=PostState.SENT,
            due_at=NOW,
            sent_at=NOW,
            ts=f"1652080000.00000{house.number}",
        )
    )
    house.add(EnquiryCard(post_id=card.id, enquiry_id=int(house.ids["other_asked"])))
    house.ids["thread"] = f"1652080000.00000{house.number}"
    house.ids["leaders_channel"] = str(house.process.facilitators_channel)


FAQS: dict[str, list[str]] = {"faq": [one.value for one in Role], "lederfaq": LEADERS}

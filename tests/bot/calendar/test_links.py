from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.links import LONGEST, add_links
from tests.bot.calendar.meetings import DIGITAL, WORKSHOP


def asked(link: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query).items()}


def test_google_calendar_is_handed_the_whole_event() -> None:
    link = add_links(WORKSHOP).google

    assert link.startswith("https://calendar.google.com/calendar/render?")
    assert asked(link) == {
        "action": "TEMPLATE",
        "text": WORKSHOP.title,
        "dates": "20220608T100000Z/20220608T140000Z",
        "ctz": "Europe/Copenhagen",
        "location": WORKSHOP.place,
        "details": WORKSHOP.description,
    }


def test_outlook_is_handed_the_whole_event_at_home_and_at_work() -> None:
    links = add_links(DIGITAL)

    assert links.outlook.startswith("https://outlook.live.com/calendar/0/deeplink/compose?")
    assert links.office.startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert (
        asked(links.outlook)
        == asked(links.office)
        == {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": DIGITAL.title,
            "startdt": "2022-06-14T13:15:00Z",
            "enddt": "2022-06-14T14:00:00Z",
            "location": DIGITAL.link,
            "body": f"45 minutter om processen.\n\n{DIGITAL.link}",
        }
    )


def test_a_blank_is_never_a_plus_sign() -> None:
    links = add_links(WORKSHOP)

    assert not any("+" in link for link in (links.google, links.outlook, links.office))


def test_long_details_are_cut_and_the_link_stays_whole() -> None:
    event = replace(DIGITAL, description="Æblegrød og 😀 " * 500)

    details = asked(add_links(event).google)["details"]

    assert details.endswith(f"…\n\n{DIGITAL.link}")
    assert details.startswith("Æblegrød og 😀 Æblegrød")


@given(
    title=st.text(max_size=300),
    place=st.none() | st.text(max_size=300),
    description=st.text() | st.sampled_from("😀ø%a ").map(lambda one: one * 10_000),
    path=st.text(max_size=900),
)
def test_whatever_is_typed_an_address_fits_into_a_button(
    title: str, place: str | None, description: str, path: str
) -> None:
    event = replace(
        WORKSHOP,
        title=title,
        place=place,
        description=description,
        link=f"https://meet.example/{path}",
    )

    links = add_links(event)

    for link in (links.google, links.outlook, links.office):
        assert len(link) <= LONGEST
        assert link.isascii()
        assert link.isprintable()
        assert "2022" in (asked(link).get("dates") or asked(link)["startdt"])


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        add_links(replace(WORKSHOP, ends_at=WORKSHOP.ends_at.replace(tzinfo=None)))

"""Where Slack knocks: every topic that listens, in the order in which they are asked.

visit.py          one visit per act: who, when, commit     payloads.py     Slack's dictionaries -> values
outcomes.py       what becomes of a modal that is sent in
replies.py        what is said back, after the commit      shown.py        which message shows a question
steps.py  joining.py    what several topics say
messages.py  commands.py  steering.py    what people write, what comes after `/sammen`, the words that steer
requests.py  reading.py  wishes.py    what is asked in one's own words, read, and who meets it
couriers.py  mail.py  the only proactive sending           errors.py       the one error handler
mailbox.py        Sammen's own, read over IMAP
slack_app.py  socket_mode.py  web.py    the ways in        doctor.py       an installation, looked at
feeds_web.py      calendar feeds over HTTP
processes.py      which process, and who may               meeting_access.py   the same of a meeting
meeting_forms.py  a meeting on its way through modals
milestones.py     the timeline, and what changes it
onboarding.py  invitations.py  interview.py  meetings.py  summaries.py  posts.py  feeds.py  home.py  help.py    the topics
imports.py  members.py  merges.py     a list of people, who takes part, one of two organisations
picking.py  profiles.py  accounts.py  files.py    what Slack is asked: who it is, and what was given
member_access.py  whose membership, and who leads there
audit.py  process_edits.py    who did what; a process's texts, contacts, partners
exports.py  digests.py    files to take away; when the status comes unasked
call_list.py  on_behalf.py    whom to call, and what they answer by phone
announcements.py  announcement_acts.py    a topic, and what follows once something is out
announcement_access.py  announcement_forms.py    who may, and a form read
document_desk.py  document_access.py  document_forms.py  document_saves.py    documents put up, replaced, withdrawn
documents.py  meeting_links.py  access_requests.py  handing_over.py    what members get, and how it is brought to them
meeting_desk.py  meeting_people.py  meeting_after.py    the facilitators' topics of a meeting
enquiries.py  enquiry_desk.py  faqs.py    questions passed on, those who answer, published answers
own_enquiries.py  enquiry_threads.py    what an asker does afterwards, and answers in a thread
overview.py  catch_up.py    what to do next, who takes part, what was missed
preferences.py  my_data.py    how one is written to, and what is kept of one
"""

from dataclasses import replace

from slack_bolt import App

from handlers import (
    access_requests,
    announcements,
    audit,
    call_list,
    catch_up,
    digests,
    document_desk,
    documents,
    enquiries,
    enquiry_desk,
    errors,
    exports,
    faqs,
    feeds,
    help,  # noqa: A004
    home,
    imports,
    interview,
    invitations,
    meeting_after,
    meeting_desk,
    meeting_people,
    meetings,
    members,
    merges,
    messages,
    milestones,
    my_data,
    on_behalf,
    onboarding,
    overview,
    posts,
    preferences,
    process_edits,
    summaries,
)
from handlers.visit import Services


def register(app: App, services: Services) -> None:
    """Register the listeners of all topics. The first that fits takes an event."""
    services = replace(services, refresh_home=home.publish)
    errors.register(app, services)
    # Bolt asks them one by one: first those that are called most.
    interview.register(app, services)
    messages.register(app, services)
    meetings.register(app, services)
    onboarding.register(app, services)
    invitations.register(app, services)
    imports.register(app, services)
    members.register(app, services)
    merges.register(app, services)
    summaries.register(app, services)
    digests.register(app, services)
    exports.register(app, services)
    milestones.register(app, services)
    documents.register(app, services)
    document_desk.register(app, services)
    access_requests.register(app, services)
    audit.register(app, services)
    process_edits.register(app, services)
    meeting_desk.register(app, services)
    meeting_people.register(app, services)
    announcements.register(app, services)
    call_list.register(app, services)
    on_behalf.register(app, services)
    meeting_after.register(app, services)
    enquiries.register(app, services)
    enquiry_desk.register(app, services)
    faqs.register(app, services)
    overview.register(app, services)
    catch_up.register(app, services)
    preferences.register(app, services)
    my_data.register(app, services)
    home.register(app, services)
    feeds.register(app, services)
    posts.register(app, services)
    help.register(app, services)

"""What Sammen knows and says: decisions over rows and plain values. No Slack, no timers, no clock.

settings.py       every environment variable           days.py          working days, quiet hours, zones
access.py         who may see and do what              errors.py        what a caller must know of
content*.py       a process file -> checked values     directory.py     the public organisations, from a file
load*.py          values -> rows, and what changes     connecting.py    a process and its place in Slack
requests/         what a member asks for, in their own words
catalogue.py  knowing.py  repeats.py    what there is to ask for, what one may know of, how often
conversation/     questions, next step, typed replies  questionnaires.py  question rows and back
talks.py          one person's side of an interview    interview.py     what an answer changes
answers.py        typed columns and values             lost_questions.py  asked, but never shown
onboarding.py     joining, approving                   organisations.py  found, added, recognised by domain
inviting.py  importing*.py  awaited.py    who is asked: in Slack, from a list, by mail
follow_ups.py     who has not answered                 memberships.py  member_lists.py  who takes part, moved, left
merging.py        two spellings become one
reminders.py      who stopped half-way                 participation.py  how far each organisation is
summaries.py  branches.py    what it adds up to, and which answers count
status.py  slices.py  digests.py    what facilitators are told, of whom, and when unasked
shared_sums.py  small_numbers.py    what members may see of it
exporting.py  spreadsheets.py       what is taken away, as files
charts.py  lettering.py             pictures           home.py          what Home shows
timeline.py       milestones and meetings in order     agenda.py        what is coming, for rehearsals
milestones.py     what is told of them, and when       milestone_changes.py  another date or state
milestone_dates.py  a date as it is typed              timeline_picture.py  drawn
outbox.py         what is sent unasked                 posts.py         what did not arrive
delivering.py  mailing.py  deliveries.py    by Slack, by mail, and what becomes of it
pacing.py         how fast Slack takes it
mail_settings.py  mail_outages.py               where mail goes, and when it has to wait
mailbox.py  mail_replies.py  mail_counters.py  mail_hints.py  mail_letters.py    what comes back by mail
mail_bounces.py   mail of ours that is returned        meeting_answers.py  what follows from an answer
feeds.py          a person's calendar address          feed_contents.py  what stands in it
documents.py      which documents a member may have, and gets
document_desk.py  document_drafts.py  document_versions.py    put up, replaced, withdrawn by facilitators
access_requests.py  meeting_links.py    asking to be let in; the link to a meeting, when and for whom
announcement*.py  audiences.py    what facilitators write to chosen people, and who those are
audit.py  audit_names.py    who did what, for people to read
process_*.py  edit_history.py    a process changed in Slack, and written back as a file
kept.py           what was asked for most recently, in memory
meetings.py  meeting_drafts.py         a meeting made, changed, called off
meeting_invitations.py  meeting_cards.py  meeting_mails.py  meeting_events.py    who is told what of it, and how
registrations.py  waiting_line.py  meeting_seats.py    who comes, and whose turn it is for a seat
meeting_reminders.py  meeting_agenda.py   before a meeting      attendance.py    who was there
calendar/         what calendars are told, and what they answer: files, feeds, mails
meeting_desk.py   what saving a meeting would send     meeting_rosters.py    who answers what, and who came
call_list.py  contacting.py    whom to call, and what was said to them
on_behalf.py      answers noted for somebody who phoned    home_today.py    what is first on Home
meeting_wrap_up.py  what came of it, once it is over
meeting_people.py  answers noted for somebody, people invited by hand or taken off
enquiries.py  enquiry_cards.py  enquiry_answers.py  enquiry_reminders.py    asking a human, and being answered
faqs.py  faq_publishing.py    answers published for all
next_step.py  own_mapping.py  overview.py    what a member does next, how far theirs is, who takes part
catch_up.py  own_documents.py  member_news.py    what they have missed, and the news of the week
preferences.py  stand_ins.py      how one is written to, and who gets it instead
my_data.py  erasing.py    what is kept of one, handed out and deleted
examples.py       what one may ask, from the process's own rows
voice/            the words, Danish and English
"""

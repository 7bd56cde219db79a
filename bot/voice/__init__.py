"""The words: decisions in, Slack messages out. Plain dicts; no queries.

speak.py          templates and labels                 blocks.py        Slack's blocks and limits
dates.py          dates and distances                  answers.py       an answer as people read it
links.py          links in Slack's markup              notes.py         one paragraph
onboarding.py  help.py  home.py  timeline.py  interview.py  review.py  reminders.py  posts.py  feeds.py
meetings.py  meeting_*.py  milestones.py  mail_outages.py  mail_replies.py
announcement*.py  announcements drafted, sent, reported
documents.py  meeting_links.py  access_requests.py   handed out, or why not, and asked for
document_desk.py  document_form.py    the facilitators' windows on documents
process_edits.py  a process changed in Slack
enquiries.py  enquiry_desk.py  faqs.py    asking a human, answering, answers for all
audit.py  audit_log.py    a sentence for each act, and the pages of them
invitations.py  imports.py  awaited.py  follow_ups.py  who is asked to take part, and how
members.py  membership_notes.py  merges.py             who takes part, and what changes it
status_parts.py  shared_sums.py  charts.py  digests.py  exports.py
call_list.py  on_behalf.py  home_leading.py    what facilitators see to
summaries.py  summed_answers.py                        the messages, one file per topic
requests.py       dates and guesses, in answer to words
next_step.py  catch_up.py  overview.py  home_member.py    the member's own side
preferences.py  stand_ins.py  my_data.py    how one is written to, and what is kept of one
templates/        the sentences and the labels
"""

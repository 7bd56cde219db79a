"""The words: decisions in, Slack messages out. Plain dicts; no queries.

speak.py          templates and labels                 blocks.py        Slack's blocks and limits
dates.py          dates and distances                  answers.py       an answer as people read it
links.py          links in Slack's markup              notes.py         one paragraph
onboarding.py  help.py  home.py  timeline.py  interview.py  review.py  reminders.py  posts.py  feeds.py
meetings.py  meeting_*.py  milestones.py  mail_outages.py  mail_replies.py
summaries.py  summed_answers.py                        the messages, one file per topic
templates/        the sentences and the labels
"""

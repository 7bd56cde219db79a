"""What a member asks for, in their own words. Local and explainable: no database, no network.

wishes.py         what can be asked for, and how sure the reading is
reading.py        a message, read: sure, guesses or unclear       sentences.py  one sentence of it
deciding.py       what rules say and what was learnt, weighed     naming.py     what a wish is for
classifier.py     what messages like it have wished for           features.py   what it sees of one
classifier.npz    its weights, learnt from the examples of the corpus
candidates.py     each way to take a clause, weighed              clauses.py    words that know what they mean
weighing.py       a way to take it, and what speaks for it  meetings.py   links, dates, one's own answers
targets.py        which document, meeting, milestone, person      faqs.py       which frequent question
catalogue.py      all that can be named, indexed once and kept    dates.py      the days that are named
phrases.py        which concepts make which wish                  lexicon.py    the words of each concept
everyday.py       the lexicon, ready to be looked up              words.py      a message as tokens
asking.py         whether words ask for something at all
mood.py           asked, told or ordered        evidence.py   what a reading leaves unexplained
general.py        words that no wish is about: light ones, general ones, other topics
"""

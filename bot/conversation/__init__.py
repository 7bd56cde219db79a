"""A conversation as data and pure functions: no database, no words of its own, no clock.

questions.py      what a questionnaire and an answer are   engine.py    which question comes next
replies.py        what people type, read by kind           words.py     what steers: pause, back, help
choices.py  numbers.py  numerals.py  units.py  dates.py    the readers  spelling.py  made comparable
misunderstandings.py  why something could not be read
"""

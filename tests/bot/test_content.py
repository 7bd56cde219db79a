"""Reading a process file: sound ones become values, faulty ones say what to write and where."""

import pytest

from bot.content import Fault, FaultyContent, read_process
from bot.content_fields import Dated
from bot.conversation.questions import AnswerKind, When

SOUND = """\
key: small
title: {da: Lille, en: Small}
texts:
  challenge: {da: Hvorfor, en: Why}
  method: {da: Hvordan, en: How}
  privacy: {da: Hvem ser det, en: Who sees it}
parties:
  - key: odense
    name: Odense Kommune
    kind: municipality
    role: need_owner
    domains: [odense.dk]
    contribution: {da: Behov, en: Need}
contacts:
  - key: ane
    name: Ane
    title: {da: Konsulent, en: Consultant}
    organisation: odense
    email: ane@odense.dk
milestones:
  - key: start
    title: {da: Start, en: Start it}
    when: 2022-06
    state: planned
meetings:
  - key: workshop
    title: {da: Værksted, en: Workshop}
    start: 2022-06-08 12:00
    end: 2022-06-08 16:00
    form: physical
documents:
  - key: slides
    title: {da: Oplæg, en: Slides}
    kind: slides
    source_url: https://example.org/
    available_from: 2022-06-14
    audience: [need_owner]
needs:
  key: needs
  title: {da: Behov, en: Needs}
  sections:
    - key: first
      title: {da: Først, en: First}
      questions:
        - key: planned
          kind: yes_no
          ask: {da: Er der udbud, en: Any tenders}
          short: {da: Udbud, en: Tenders}
        - key: level
          kind: one_of
          ask: {da: Hvor meget, en: How much}
          short: {da: Niveau, en: Level}
          choices:
            - {key: low, da: Lidt, en: A little}
            - {key: high, da: Meget, en: Much}
          shown_when:
            - question: planned
              is_any_of: [yes]
        - key: volume
          kind: number
          ask: {da: Hvor mange, en: How many}
          short: {da: Antal, en: Number}
          units:
            - {key: machines, da: maskiner, en: machines, words: [stk]}
          shown_when:
            - question: level
"""


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(FaultyContent) as caught:
        read_process(text, name="small.yaml")
    return list(caught.value.faults)


def with_fault(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, f"{old!r} should stand once in the sound file"
    return SOUND.replace(old, new)


def line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_sound_file_becomes_values() -> None:
    process = read_process(SOUND, name="small.yaml")

    assert process.parties[0].domains == ("odense.dk",)
    assert process.contacts[0].organisation_name == "Odense Kommune"
    assert [one.kind for one in process.questionnaire.questions] == [
        AnswerKind.YES_NO,
        AnswerKind.ONE_OF,
        AnswerKind.NUMBER,
    ]
    assert process.questionnaire.questions[1].shown_when == (
        When(question="planned", is_any_of=frozenset({"yes"})),
    )
    assert process.questionnaire.questions[2].shown_when == (When(question="level"),)


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2022-06-08", "2022-06-08", "day"),
        ("2022-06", "2022-06-01", "month"),
        ("2022-Q3", "2022-07-01", "quarter"),
    ],
)
def test_how_a_date_is_written_says_how_exact_it_is(written: str, day: str, precision: str) -> None:
    process = read_process(with_fault("when: 2022-06", f"when: {written}"), name="small.yaml")

    when = process.milestones[0].when
    assert (str(when.day), when.precision) == (day, precision)
    assert isinstance(when, Dated)


WRONG = [
    # old, new, the place that is named, a part of the problem, a part of the hint
    ("key: small", "kee: small", "kee", "unknown field", "did you mean key?"),
    ("key: small", "key: Small Ones", "key", "cannot be a key", "small letters"),
    ("en: Why", "", "texts.challenge.en", "English words are missing", "write en:"),
    ("{da: Hvorfor, en: Why}", "Hvorfor", "texts.challenge", "one language", "da: and en:"),
    ("{da: Hvorfor, en: Why}", "[a]", "texts.challenge", "holds no fields", "da, en"),
    ("role: need_owner", "role: need_oner", "parties[odense].role", "not known", "need_owner?"),
    ("kind: municipality", "kind: [x]", "parties[odense].kind", "single value", "write kind:"),
    ("[odense.dk]", "[odense]", "parties[odense].domains", "no e-mail domain", "kk.dk"),
    ("[odense.dk]", "[gmail.com]", "parties[odense].domains", "anybody can", "leave it out"),
    ("[odense.dk]", "odense.dk", "parties[odense].domains", "should be a list", "write domains"),
    ("organisation: odense", "organisation: odnse", "contacts[ane].organisation", "", "odense?"),
    ("ane@odense.dk", "ane at odense", "contacts[ane].email", "cannot be right", "navn@"),
    ("when: 2022-06", "when: juni 2022", "milestones[start].when", "not a date", "2022-06-08"),
    ("when: 2022-06", "when: 2022-02-30", "milestones[start].when", "there is no date", "check"),
    ("when: 2022-06", "when: 2022-13", "milestones[start].when", "there is no date", "check"),
    (
        "when: 2022-06",
        "when: 2022-06\n    precision: day",
        "milestones[start].precision",
        "written as a month",
        "leave it out",
    ),
    ("end: 2022-06-08 16:00", "end: 2022-06-08 11:00", "meetings[workshop].end", "after", "check"),
    ("end: 2022-06-08 16:00", "end: 16:00", "meetings[workshop].end", "not a time", "write it"),
    (
        "start: 2022-06-08 12:00",
        "start: 2022-03-27 02:30",
        "meetings[workshop].start",
        "skipped by summer time",
        "another hour",
    ),
    ("form: physical", "form: digital\n    place: Her", "meetings[workshop].place", "fit", "both"),
    ("https://example.org/", "ftp://x.dk", "documents[slides].source_url", "web address", "https"),
    ("source_url: https://example.org/", "", "documents[slides].url", "missing", "source_url"),
    ("2022-06-14", "2022-06", "documents[slides].available_from", "names a month", "the day too"),
    ("[need_owner]", "[everyone]", "documents[slides].audience", "is no role", "need_owner"),
    ("kind: yes_no", "kind: yesno", "needs.sections[first].questions[planned].kind", "", "yes_no?"),
    ("kind: number", "kind: month", "needs.sections[first].questions[volume].units", "belong", ""),
    (
        "kind: yes_no",
        "kind: many_of",
        "needs.sections[first].questions[planned].choices",
        "are missing",
        "write a list",
    ),
    (
        "key: level",
        "key: level:x",
        "needs.sections[first].questions[level:x].key",
        "cannot be a key",
        "small letters",
    ),
    (
        "da: Lidt",
        f"da: {'x' * 76}",
        "needs.sections[first].questions[level].choices[low].da",
        "76 characters, at most 75",
        "shorten",
    ),
    (
        "Hvor mange",
        "x" * 2001,
        "needs.sections[first].questions[volume].ask.da",
        "at most 2000",
        "shorten",
    ),
    (
        "[yes]",
        "[maybe]",
        "needs.sections[first].questions[level].shown_when[1].is_any_of",
        "planned has no choice 'maybe'",
        "yes, no",
    ),
    (
        "[yes]",
        "[]",
        "needs.sections[first].questions[level].shown_when[1].is_any_of",
        "never be shown",
        "leave is_any_of out",
    ),
    (
        "question: planned",
        "question: volume",
        "needs.sections[first].questions[level].shown_when[1].question",
        "comes later",
        "move it",
    ),
    (
        "question: planned",
        "question: level",
        "needs.sections[first].questions[level].shown_when[1].question",
        "names the question itself",
        "earlier",
    ),
    (
        "question: planned",
        "question: plannd",
        "needs.sections[first].questions[level].shown_when[1].question",
        "there is no question",
        "did you mean planned?",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "problem", "hint"), WRONG)
def test_one_mistake_is_one_fault_that_names_its_place(
    old: str, new: str, path: str, problem: str, hint: str
) -> None:
    faults = [fault for fault in faults_of(with_fault(old, new)) if fault.path == path]

    assert len(faults) == 1
    assert problem in faults[0].problem
    assert hint in faults[0].hint


def test_a_fault_stands_on_the_line_of_the_mistake() -> None:
    text = with_fault("state: planned", "state: plannd")

    assert faults_of(text) == [
        Fault(
            line_of("state: plannd", text),
            "milestones[start].state",
            "'plannd' is not known",
            "did you mean planned?",
        )
    ]


def test_all_faults_are_told_at_once_by_line() -> None:
    text = with_fault("en: Small", "").replace("kind: slides", "kind:").replace("[yes]", "[ja]")

    lines = [fault.line for fault in faults_of(text)]

    assert lines == [2, line_of("kind:\n", text), line_of("[ja]", text)]


def test_the_terminal_is_told_file_line_problem_and_cure() -> None:
    with pytest.raises(FaultyContent) as caught:
        read_process(with_fault("en: Small", ""), name="small.yaml")

    assert caught.value.lines() == [
        "small.yaml:2: title.en: the English words are missing (write en: and the words)"
    ]


def test_a_field_written_twice_is_named() -> None:
    text = SOUND + "key: again\n"

    assert faults_of(text) == [
        Fault(text.count("\n"), "key", "stands twice", "keep one of the two")
    ]


def test_a_key_used_twice_names_the_first_place() -> None:
    text = with_fault("- key: level", "- key: planned")

    first = line_of("- key: planned", text)
    assert f"the key 'planned' stands twice (first in line {first})" in [
        fault.problem for fault in faults_of(text)
    ]


def test_more_choices_than_slack_takes_are_refused() -> None:
    many = "\n".join(f"            - {{key: c{n}, da: a, en: b}}" for n in range(101))
    text = with_fault("            - {key: low, da: Lidt, en: A little}", many)

    assert [fault.problem for fault in faults_of(text)] == ["are 102, at most 100"]


def test_an_impossible_thousand_is_not_guessed_at() -> None:
    figure = """\
figures:
  - key: co2
    label: {da: Udledning, en: Emissions}
    value: 75.000
    unit: {da: ton, en: tonnes}
    covers: {da: København, en: Copenhagen}
    source_url: https://example.org/
    as_of: 2022-06
"""

    faults = faults_of(SOUND + figure)

    assert [(fault.path, fault.hint) for fault in faults] == [
        (
            "figures[co2].value",
            "plain digits, a point only before one or two decimals: 75000 or 2.5",
        )
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "the file is empty"),
        ("- a\n- b\n", 1, "holds no fields"),
        ("key: [a\ntitle: b\n", 2, "not YAML"),
        ("key: a\ntitle: b: c\n", 2, "not YAML"),
        ("key: a\n\x07\n", 2, "a character that YAML does not allow"),
        ("[" * 5000, 1, "nested too deeply"),
    ],
)
def test_what_is_no_process_file_at_all_is_one_plain_fault(
    text: str, line: int, problem: str
) -> None:
    faults = faults_of(text)

    assert [(fault.line, fault.problem[: len(problem)]) for fault in faults] == [(line, problem)]

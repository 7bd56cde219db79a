"""Which column is what: by Danish and English headers in any order, and without any."""

import pytest

from bot.importing import Row, rows_of
from bot.importing_tables import FileFault, Table, read_pasted

METTE = Row(number=2, name="Mette Friis", email="mette@a.example", organisation="Aalborg Kommune")


def rows(text: str) -> tuple[Row, ...] | FileFault:
    table = read_pasted(text)
    assert isinstance(table, Table)
    return rows_of(table)


@pytest.mark.parametrize(
    "header",
    [
        "Navn;Mail;Organisation",
        "NAVN;E-MAIL;ORGANISATION",
        "Fulde navn;E-mailadresse;Kommune",
        "Name;Email;Organisation",
        "Full name;E-mail address;Company",
        "Kontaktperson;Mail adresse;Arbejdsplads",
    ],
)
def test_a_header_is_known_in_both_languages(header: str) -> None:
    assert rows(f"{header}\nMette Friis;mette@a.example;Aalborg Kommune") == (METTE,)


def test_the_order_is_the_header_s_and_other_columns_are_left_alone() -> None:
    text = (
        "Tlf.;Organisation;Sprog;Rolle;Efternavn;Fornavn;Mail\n"
        "12345678;Gate 21;engelsk;Rådgiver;Friis;Mette;mette@a.example"
    )

    assert rows(text) == (
        Row(
            number=2,
            name="Mette Friis",
            email="mette@a.example",
            organisation="Gate 21",
            role="Rådgiver",
            language="engelsk",
        ),
    )


@pytest.mark.parametrize(
    "order",
    [
        "{name};{email};{organisation}",
        "{email};{organisation};{name}",
        "{organisation};{name};{email}",
    ],
)
def test_without_a_header_columns_are_known_by_what_is_in_them(order: str) -> None:
    people = [
        ("Mette Friis", "mette@a.example", "Aalborg Kommune"),
        ("Peter Dam", "peter@m.example", "Metroselskabet I/S"),
        ("Sara Lind", "sara@o.example", "Odense Kommune"),
    ]
    text = "\n".join(order.format(name=a, email=b, organisation=c) for a, b, c in people)

    assert rows(text) == tuple(
        Row(number=number, name=a, email=b, organisation=c)
        for number, (a, b, c) in enumerate(people, start=1)
    )


def test_roles_and_languages_are_known_without_a_header_too() -> None:
    read = rows("Mette Friis;mette@a.example;Gate 21;rådgiver;da\nSara;s@b.example;Havnen;;en")

    assert isinstance(read, tuple)
    assert [(one.role, one.language) for one in read] == [("rådgiver", "da"), ("", "en")]


@pytest.mark.parametrize(
    "address",
    [
        "Mette Friis <mette@a.example>",
        "mailto:mette@a.example",
        "mette@a.example;",
        "  mette@a.example  ",
    ],
)
def test_an_address_is_taken_out_of_its_wrapping(address: str) -> None:
    read = rows(f'Navn\tMail\tOrganisation\nMette Friis\t"{address}"\tAalborg Kommune')

    assert read == (METTE,)


def test_a_list_of_addresses_alone_is_a_list() -> None:
    read = rows("mette@a.example\njonas@a.example")

    assert isinstance(read, tuple)
    assert [(one.email, one.name) for one in read] == [
        ("mette@a.example", ""),
        ("jonas@a.example", ""),
    ]


def test_a_table_without_addresses_is_said_to_have_none() -> None:
    assert rows("Navn;Organisation\nMette;Aalborg Kommune") is FileFault.NO_ADDRESSES


def test_a_header_alone_is_an_empty_list() -> None:
    assert rows("Navn;Mail;Organisation") is FileFault.EMPTY

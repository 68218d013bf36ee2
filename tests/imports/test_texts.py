"""Texts as editors and spreadsheets write them: their encodings, delimiters and quotes."""

import io
from uuid import UUID

from pytest import mark

from shared.imports.encoding_names import encoding_called
from shared.imports.reading.encodings import encoding_of
from shared.imports.reading.letters import decoder
from shared.imports.responses import ImportResponse
from shared.imports.understanding import Warnings
from shared.imports.values import TextEncoding
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together

LINE_ENDS = ("\n", "\r\n", "\r")
INA = "Ina,Berg,ina@x.example.com"
HEADER = "First name,Last name,E-mail"


def names(world: World, customer: UUID) -> set[str]:
    return {f"{one['firstName']} {one['lastName']}" for one in world.contacts(customer)}


def listed(people: str) -> str:
    rows = [f"{one.replace(' ', ',')},p{n}@x.example.com" for n, one in enumerate(people.split(", "))]
    return "\n".join([HEADER, *rows]) + "\n"


POLISH = "Michał Wiśniewski, Łukasz Dąbrowski, Grażyna Woźniak, Żaneta Święcicka"
CZECH = "Jiří Dvořák, Růžena Černá, Zdeněk Němec"
HUNGARIAN = "Győző Szabó, Gergő Fűtő, Jenő Kőműves, Ödön Fűzfa"
RUSSIAN = "Иван Петров, Юлия Щукина"
GREEK = "Γιώργος Παπαδόπουλος, Ελένη Νικολάου"
TURKISH = "Ayşe Yılmaz, Çağrı Şahin, İbrahim Güneş"
FRENCH = "François Lefèvre, Zoë Crête, Anaïs Dupré, Benoît Garçon"
GERMAN = "Jürgen Müller, Änne Groß, Günther Schäfer, Käthe Köhler"
SWEDISH = "Åsa Sjöström, Björn Åkesson, Märta Öberg"
JAPANESE = "田中 さくら, 佐藤 花子, 鈴木 ヒロシ, 高橋 美咲, 渡辺 ケン"
CHINESE = "王 伟, 李 娜, 张 敏, 刘 洋, 陈 静, 杨 勇, 赵 丽华, 徐 晓明, 罗 志强, 萧 德兴"
TAIWANESE = "陳 志明, 林 淑芬, 黃 俊傑, 張 雅婷, 李 美玲"
KOREAN = "김 민수, 이 영희, 박 지훈, 최 수진, 정 다은, 한 성호, 강 태우, 조 현아"

TOLD = [
    (POLISH, "windows-1250"),
    (POLISH, "iso-8859-2"),
    (CZECH, "windows-1250"),
    (HUNGARIAN, "windows-1250"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "koi8-r"),
    (GREEK, "windows-1253"),
    (TURKISH, "windows-1254"),
    (FRENCH, "windows-1252"),
    (FRENCH, "macroman"),
    (GERMAN, "windows-1252"),
    ("Véronique Martin", "windows-1252"),
    (SWEDISH, "windows-1252"),
    (JAPANESE, "shift_jis"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (KOREAN, "euc-kr"),
    ("Євген Ґалаґан, Їжакевич Іван", "koi8-u"),
    ("Їжакевич Іван, Олена Кравченко, Євген Ґалаґан, Андрій Шевченко", "cp1125"),
    (RUSSIAN, "mac-cyrillic"),
    ("Алексей Смирнов", "cp866"),
    (f"Άννα Ιωάννου, {GREEK}", "iso-8859-7"),
    (GREEK, "cp737"),
    (GREEK, "mac-greek"),
    ("דוד כהן, רחל לוי, משה פרץ", "cp862"),
    ("محمد حسن, فاطمة علي, أحمد إبراهيم", "iso-8859-6"),
    (CZECH, "mac-latin2"),
    (TURKISH, "cp857"),
    ("João Conceição, Inês Simões, António Gonçalves", "cp860"),
    ("Jonas Žukauskas, Rūta Šimkutė, Eglė Baltrušaitytė", "cp775"),
    ("毛 伟, 陆 英", "gb18030"),
    ("王 伟, 毛 伟, 陆 英, 谭 颖, 李 娜", "gb18030"),
    ("Íñigo Ibáñez", "cp850"),
    ("髙橋 一郎, 渡邉 さくら", "shift_jis"),
]


@mark.parametrize(("people", "encoding"), TOLD)
def test_letters_tell_the_encoding(
    world: World, importer: Importer, customer: UUID, people: str, encoding: str
) -> None:
    done = importer(listed(people).encode(decoder(TextEncoding(encoding))), customer_id=customer)

    assert (done.status, done.failure_reason) == ("Completed", None)
    assert names(world, customer) == set(people.split(", "))
    assert done.understood
    assert done.understood.encoding == encoding
    assert [one.code for one in done.warnings or ()] == ["EncodingFoundOut"]


HEADERS_TELL = [
    ("Prénom;Nom;E-mail\nÉlodie;Martin", "windows-1252"),
    ("이름;성;이메일\n김;민수", "euc-kr"),
    ("שם פרטי;שם משפחה;אימייל\nדוד;כהן", "windows-1255"),
    ("名;姓;メールアドレス\n伊藤;健一", "euc-jp"),
]


@mark.parametrize(("text", "encoding"), HEADERS_TELL)
def test_headers_that_are_known_in_one_encoding_tell_it(
    world: World, importer: Importer, customer: UUID, text: str, encoding: str
) -> None:
    done = importer(f"{text};x@x.example.com\n".encode(encoding), customer_id=customer)

    assert names(world, customer) == {text.partition("\n")[2].replace(";", " ")}
    assert done.understood
    assert done.understood.encoding == encoding


@mark.parametrize("person", ["Zoë Å", "Íñigo Berg", "Анна Сава", "Ελένη Rau", "Łukasz Ó", "Đorđe Rau", "דוד כהן"])
def test_few_letters_of_utf_8_are_no_accident(person: str) -> None:
    assert encoding_of(io.BytesIO(listed(person).encode()), None, Warnings()).codec == "utf-8"


DOUBTFUL = [
    ("Ioana Bălan", "windows-1250", "windows-1250 ('Bălan')"),
    ("毛 Berg", "gb18030", "utf-8 ('ë')"),
    ("Ana Peña", "windows-1252", "windows-1250 ('Peńa')"),
    ("田中 太郎, 佐藤 花子", "euc-jp", "euc-jp ("),
    ("김 민수", "euc-kr", "euc-kr ("),
]


@mark.parametrize(("people", "encoding", "fitting"), DOUBTFUL)
def test_where_letters_do_not_tell_nobody_guesses(
    world: World, importer: Importer, customer: UUID, people: str, encoding: str, fitting: str
) -> None:
    content = listed(people).encode(encoding)

    done = importer(content, customer_id=customer)
    again = importer(content, customer_id=customer, encoding=TextEncoding(encoding))

    assert done.status == "Failed"
    assert "encoding of the text cannot be told" in (done.failure_reason or "")
    assert fitting in (done.failure_reason or "")
    assert again.status == "Completed"
    assert names(world, customer) == set(people.split(", "))
    assert again.warnings == ()


UNICODE = ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]


@mark.parametrize("encoding", UNICODE)
def test_texts_of_unicode_tell_their_encoding_with_and_without_a_mark(
    world: World, importer: Importer, customer: UUID, encoding: str
) -> None:
    people = f"{GERMAN}, {CHINESE}"
    importer(listed(people).encode(encoding), customer_id=customer)

    assert names(world, customer) == set(people.split(", "))


@mark.parametrize("encoding", UNICODE[:-1])
def test_an_encoding_that_was_found_can_be_given(
    world: World, importer: Importer, customer: UUID, encoding: str
) -> None:
    importer(listed(GERMAN).encode(encoding), customer_id=customer, encoding=encoding_called(encoding))

    assert names(world, customer) == set(GERMAN.split(", "))


def test_a_list_whose_encoding_was_found_goes_on_with_it() -> None:
    content = io.BytesIO(listed(GERMAN).encode("utf-16-le"))

    assert encoding_of(content, "utf-16-le", Warnings()).codec == "utf-16-le"


SPELLED = {
    TextEncoding.UTF_8: "UTF-8 utf8 us-ascii",
    TextEncoding.UTF_16: "UTF-16LE utf-16be",
    TextEncoding.WINDOWS_1252: "cp1252 CP1252 Windows-1252 latin1 ISO-8859-1",
    TextEncoding.WINDOWS_1250: "cp1250",
    TextEncoding.WINDOWS_1254: "iso-8859-9 latin5",
    TextEncoding.ISO_8859_2: "latin2 ISO8859-2",
    TextEncoding.MAC_ROMAN: "mac-roman x-mac-roman macintosh",
    TextEncoding.CP850: "ibm850 dos-850",
    TextEncoding.CP874: "windows-874 TIS-620",
    TextEncoding.SHIFT_JIS: "sjis Shift-JIS cp932 x-sjis windows-31j",
    TextEncoding.EUC_JP: "euc_jp EUCJP",
    TextEncoding.GB18030: "gbk GB2312 x-gbk",
    TextEncoding.EUC_KR: "cp949 ks_c_5601-1987 uhc",
}


@mark.parametrize(("encoding", "spellings"), SPELLED.items())
def test_an_encoding_may_be_spelled_as_anybody_does(encoding: TextEncoding, spellings: str) -> None:
    assert {encoding_called(one) for one in [encoding, *spellings.split()]} == {encoding}


@mark.parametrize("name", ["klingon", "rot13", "base64", "a\0b", "x-", "é"])
def test_what_encodes_no_letters_is_no_encoding(name: str) -> None:
    assert encoding_called(name) is None


OTHER_LETTERS = {
    "iso2022_jp": (JAPANESE, "ISO-2022-JP"),
    "iso2022_kr": (KOREAN, "ISO-2022-KR"),
    "hz": (CHINESE, "HZ"),
    "utf-7": (GERMAN, "UTF-7"),
}


@mark.parametrize("encoding", OTHER_LETTERS)
def test_letters_that_are_written_in_ascii_are_refused_by_name(
    importer: Importer, customer: UUID, encoding: str
) -> None:
    people, name = OTHER_LETTERS[encoding]

    done = importer(listed(people).encode(encoding), customer_id=customer)

    assert done.failure_reason == f"The text is in {name}, which is not read. Save it as UTF-8."


def test_a_plus_is_no_letter(importer: Importer, customer: UUID) -> None:
    text = listed("Ina Berg") + "+49301234567,C++-Entwickler,ina+News-Berlin@x.example.com\nA+B-Co,~{x},ina+aab@x.de\n"

    assert importer.counts(importer(text, customer_id=customer)) == (3, 3, 0)


def test_an_encoding_that_was_given_wrongly_costs_the_rows_that_are_not_in_it(
    importer: Importer, customer: UUID
) -> None:
    content = listed("Ina Berg, Ana Peña").encode("windows-1252")

    done = importer(content, customer_id=customer, encoding=TextEncoding.UTF_8)

    assert importer.counts(done) == (2, 1, 1)
    assert [(row, code) for row, code, _ in importer.errors(done)] == [(2, "IMP-004")]


def test_a_mark_before_a_quoted_header_is_no_part_of_it(world: World, importer: Importer, customer: UUID) -> None:
    for mark_ in ("\ufeff", "\ufeff\ufeff"):
        done = importer(
            f'{mark_}"E-mail","First name","Last name"\n"i@x.example.com","Ina","Berg"\n', customer_id=customer
        )

        assert done.mappings == {"firstName": "First name", "lastName": "Last name", "email": "E-mail"}


SPELLINGS = ["sep=;", "SEP=;", '"sep=;"', "sep = ;", 'sep=";"', "sep=;;;;", "\ufeffsep=;"]


@mark.parametrize("line_end", LINE_ENDS)
@mark.parametrize("spelling", SPELLINGS)
def test_a_declared_delimiter_is_read_however_it_is_spelled(
    world: World, importer: Importer, customer: UUID, spelling: str, line_end: str
) -> None:
    text = line_end.join([spelling, HEADER.replace(",", ";"), "Ina;Berg, Dr.;ina@x.example.com", ""])

    done = importer(text, customer_id=customer)

    assert names(world, customer) == {"Ina Berg, Dr."}
    assert done.understood
    assert (done.understood.delimiter, done.understood.header_row) == (";", 2)


@mark.parametrize("mark_", ["\t", "\\t", "tab"])
def test_a_declared_tab(world: World, importer: Importer, customer: UUID, mark_: str) -> None:
    importer(f"sep={mark_}\n" + csv_of(INA, header=HEADER).replace(",", "\t"), customer_id=customer)

    assert names(world, customer) == {"Ina Berg"}


def notes(lines: int) -> str:
    return "\n".join(f'Line {n}: "well, well"' for n in range(lines)).replace('"', '""')


@mark.parametrize("lines", [2, 60, 600])
def test_a_quoted_note_is_one_cell_however_many_lines_it_has(
    world: World, importer: Importer, customer: UUID, lines: int
) -> None:
    rows = [f'Ina,Berg,ina@x.example.com,"{notes(lines)}"', "Tom,Rau,tom@x.example.com,"]

    done = importer(csv_of(*rows, "Bad,Row,nothing,", header=f"{HEADER},Notes"), customer_id=customer)

    assert names(world, customer) == {"Ina Berg", "Tom Rau"}
    assert importer.counts(done) == (3, 2, 1)
    assert errors(importer, done) == [(3, lines + 3)]


def errors(importer: Importer, done: ImportResponse) -> list[tuple[int, int | None]]:
    from shared.imports import queries
    from shared.platform.web.paging import Window

    with importer.world.app.database.reading() as session:
        found = queries.errors_of(session, done.import_id, Window(1, 100, None, "")).items
    return [(one.row, one.line) for one in found]


def test_quotes_that_are_never_closed_cost_their_own_rows(world: World, importer: Importer, customer: UUID) -> None:
    rows = people(45)
    for bad in (9, 30, 40):
        rows[bad] = '"' + rows[bad]
    rows[20] = 'Ada,"with\nlines",a@x.example.com,,Aurora'
    rows[24] = 'Ada,"Quoted",b@x.example.com,,Aurora'

    done = importer(csv_of(*rows))

    assert importer.errors(done) == [(n, "IMP-004", "A quote is opened and never closed") for n in (10, 31, 41)]
    assert importer.counts(done) == (45, 42, 3)


def test_two_open_quotes_that_meet_swallow_no_rows(world: World, importer: Importer, customer: UUID) -> None:
    rows = people(9)
    rows[2], rows[7] = '"' + rows[2], rows[7].replace("Last7", 'Last7"')

    done = importer(csv_of(*rows))

    assert [row for row, *_ in importer.errors(done)] == [3]
    assert importer.counts(done) == (9, 8, 1)


def test_a_quoted_note_longer_than_a_cell_may_be_is_the_trouble_of_its_row(importer: Importer, customer: UUID) -> None:
    note = "well\n" * 60_000

    done = importer(
        csv_of(f'{INA},"{note}"', "Tom,Rau,tom@x.example.com,", header=f"{HEADER},Notes"), customer_id=customer
    )

    assert importer.errors(done) == [(1, "IMP-004", "A cell is longer than 32,767 characters")]
    assert importer.counts(done) == (2, 1, 1)


NOTE = ["First name", "Last name", "E-mail", "Company", "Position"]
QUOTED: dict[str, tuple[str, str, str]] = {
    "spaces before quotes": ('"Tom", "Rau", "t@x.example.com", "Aurora", "Head, Sales"', "Rau", "Head, Sales"),
    "a space and no quote": ('Tom, Rau, t@x.example.com, Aurora, "Head, Sales"', "Rau", "Head, Sales"),
    "a quote within": ('Tom,Rau,t@x.example.com,Aurora, the "Head" of Sales', "Rau", 'the "Head" of Sales'),
    "backslashes": (r'"Tom","O\'Neil","t@x.example.com","Aurora","\"Head\", \"Sales\""', "O'Neil", '"Head", "Sales"'),
    "one backslash": (r'"Tom","O\'Neil","t@x.example.com","Aurora","5\" Head"', "O'Neil", '5" Head'),
    "a path": ('"Tom","Rau","t@x.example.com","Aurora","C:\\"', "Rau", "C:\\"),
    "all doubled": ('""Tom"",""Rau"",""t@x.example.com"",""Aurora"",""Head, Sales""', "Rau", "Head, Sales"),
}


@mark.parametrize("delimiter", [",", ";", "\t"])
@mark.parametrize("kind", QUOTED)
def test_quotes_are_no_part_of_a_cell_however_they_are_written(
    world: World, importer: Importer, customer: UUID, kind: str, delimiter: str
) -> None:
    row, last, position = (text.replace(",", delimiter) for text in QUOTED[kind])
    header = delimiter.join(NOTE)
    quoted = f'""{header.replace(delimiter, f'""{delimiter}""')}""' if kind == "all doubled" else header

    done = importer(f"{quoted}\n{row}\n{row.replace('Tom', 'Tim').replace('t@x', 'i@x')}\n", customer_id=customer)

    assert importer.counts(done) == (2, 2, 0)
    assert {(one["lastName"], one["position"]) for one in world.contacts(customer)} == {(last, position)}


@mark.parametrize("delimiter", [",", ";"])
@mark.parametrize("header", [NOTE, [f"'{name}'" for name in NOTE]])
def test_quotes_may_be_single(
    world: World, importer: Importer, customer: UUID, header: list[str], delimiter: str
) -> None:
    rows = [header, ["'Tom'", "'O''Neil'", "'t@x.example.com'", "'Aurora'", f"'Head{delimiter} Sales'"]]

    importer("\n".join(map(delimiter.join, rows)), customer_id=customer)

    assert [(one["lastName"], one["position"]) for one in world.contacts(customer)] == [
        ("O'Neil", f"Head{delimiter} Sales")
    ]


def test_the_mark_at_the_end_of_a_dos_text_is_no_row(importer: Importer, customer: UUID) -> None:
    assert importer.counts(importer(listed("Ina Berg") + "\x1a", customer_id=customer)) == (1, 1, 0)

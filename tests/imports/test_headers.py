"""Which field a header means: of well-known programs, and in the words of many languages."""

from collections import defaultdict

from pytest import mark

from shared.imports.column_matching import suggest
from shared.imports.headers import meanings, table
from shared.imports.headers.meanings import meaning_of
from shared.imports.headers.name_order import family_names_first

NAMES = {"firstName": "First Name", "lastName": "Last Name"}
PROGRAMS = {
    "Google Contacts": (
        (
            "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,"
            "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
            "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value,"
            "Website 1 - Value"
        ),
        {
            **NAMES,
            "email": ["E-mail 1 - Value", "E-mail 2 - Value"],
            "phone": ["Phone 1 - Value", "Phone 2 - Value"],
            "position": "Organization Title",
            "tags": "Labels",
            "companyName": "Organization Name",
        },
    ),
    "Google Contacts until 2023": (
        (
            "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Family Name Yomi,Name Prefix,"
            "Location,Occupation,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
            "Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,"
            "Organization 1 - Job Description"
        ),
        {
            "firstName": "Given Name",
            "lastName": "Family Name",
            "email": "E-mail 1 - Value",
            "phone": "Phone 1 - Value",
            "position": "Organization 1 - Title",
            "tags": "Group Membership",
            "companyName": "Organization 1 - Name",
        },
    ),
    "Outlook": (
        (
            "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
            "Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,"
            "Company Main Phone,Home Phone,Mobile Phone,Other Phone,Pager,Primary Phone,Account,Categories,"
            "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,Keywords,"
            "Manager's Name,Profession,Referred By,User 1,Web Page"
        ),
        {
            **NAMES,
            "email": ["E-mail Address", "E-mail 2 Address"],
            "phone": [
                *("Mobile Phone", "Business Phone", "Business Phone 2", "Primary Phone", "Home Phone", "Car Phone"),
                *("Company Main Phone", "Other Phone"),
            ],
            "position": "Job Title",
            "tags": "Categories",
            "companyName": "Company",
        },
    ),
    "Outlook in German": (
        (
            "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,"
            "Telefon Assistent,Telefon geschäftlich,Telefon geschäftlich 2,Rückmeldung,Telefon (privat),ISDN,"
            "Mobiltelefon,Haupttelefon,Telefon für Hörbehinderte,Beruf,E-Mail-Adresse,E-Mail-Typ,"
            "E-Mail: Angezeigter Name,E-Mail 2: Adresse,E-Mail 2: Typ,Kategorien,Konto,Name des/r Vorgesetzten,"
            "Ort,Stichwörter"
        ),
        {
            "firstName": "Vorname",
            "lastName": "Nachname",
            "email": ["E-Mail-Adresse", "E-Mail 2: Adresse"],
            "phone": [
                *("Mobiltelefon", "Telefon geschäftlich", "Telefon geschäftlich 2", "Haupttelefon", "Telefon (privat)"),
            ],
            "position": "Position",
            "tags": "Kategorien",
            "companyName": "Firma",
        },
    ),
    "Thunderbird": (
        (
            "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,"
            "Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Job Title,Department,Organization,"
            "Web Page 1,Notes"
        ),
        {
            **NAMES,
            "email": ["Primary Email", "Secondary Email"],
            "phone": ["Mobile Number", "Work Phone", "Home Phone"],
            "position": "Job Title",
            "companyName": "Organization",
        },
    ),
    "Thunderbird in German": (
        (
            "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,"
            "Messenger-Name,Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,Dienstlich: Ort,"
            "Arbeitstitel,Organisation"
        ),
        {
            "firstName": "Vorname",
            "lastName": "Nachname",
            "email": ["Primäre E-Mail-Adresse", "Sekundäre E-Mail-Adresse"],
            "phone": ["Mobil-Tel.-Nr.", "Tel. dienstlich", "Tel. privat"],
            "position": "Arbeitstitel",
            "companyName": "Organisation",
        },
    ),
    "Apple Contacts": (
        "First name,Last name,Organization,Job Title,Email: Home,Email: Work,Phone: iPhone,Phone: Home,Note",
        {
            "firstName": "First name",
            "lastName": "Last name",
            "email": ["Email: Work", "Email: Home"],
            "phone": ["Phone: iPhone", "Phone: Home"],
            "position": "Job Title",
            "companyName": "Organization",
        },
    ),
    "HubSpot": (
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Lead Status,"
            "Job Title,Associated Company IDs,Associated Company,Create Date"
        ),
        {
            **NAMES,
            "email": "Email",
            "phone": ["Mobile Phone Number", "Phone Number"],
            "position": "Job Title",
            "companyName": "Associated Company",
        },
    ),
    "Salesforce": (
        "Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Phone,Mobile,Fax,Email,Account Owner,Asst.",
        {
            **NAMES,
            "email": "Email",
            "phone": ["Mobile", "Phone"],
            "position": "Title",
            "companyName": "Account Name",
        },
    ),
    "Dynamics": (
        (
            "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,Full Name,Email,Company Name,Business Phone,"
            "Mobile Phone,Job Title,Status"
        ),
        {
            "fullName": "Full Name",
            "email": "Email",
            "phone": ["Mobile Phone", "Business Phone"],
            "position": "Job Title",
            "companyName": "Company Name",
        },
    ),
    "Mailchimp": (
        (
            "Email Address,First Name,Last Name,Address,Phone Number,Birthday,Company,MEMBER_RATING,OPTIN_TIME,"
            "CC,REGION,LEID,EUID,NOTES,TAGS"
        ),
        {**NAMES, "email": "Email Address", "phone": "Phone Number", "tags": "TAGS", "companyName": "Company"},
    ),
    "Eventbrite": (
        (
            "Order ID,Order date,Attendee first name,Attendee last name,Attendee email,Phone number,"
            "Purchaser city,Event name,Ticket quantity,Ticket type,Buyer first name,Buyer last name,Buyer email,"
            "Barcode number"
        ),
        {
            "firstName": "Attendee first name",
            "lastName": "Attendee last name",
            "email": "Attendee email",
            "phone": "Phone number",
        },
    ),
    "Eventbrite until 2023": (
        (
            "Order #,Order Date,Prefix,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Group,"
            "Order Type,Total Paid,Attendee Status,Home Phone,Cell Phone,Work Phone,Job Title,Company,Website,"
            "Blog"
        ),
        {
            **NAMES,
            "email": "Email",
            "phone": ["Cell Phone", "Work Phone", "Home Phone"],
            "position": "Job Title",
            "companyName": "Company",
        },
    ),
    "Eventbrite in German": (
        (
            "Bestellnummer,Bestelldatum,Vorname des Käufers,Nachname des Käufers,E-Mail-Adresse des Käufers,"
            "Vorname des Teilnehmers,Nachname des Teilnehmers,E-Mail-Adresse des Teilnehmers,Telefonnummer,"
            "Tickettyp"
        ),
        {
            "firstName": "Vorname des Teilnehmers",
            "lastName": "Nachname des Teilnehmers",
            "email": "E-Mail-Adresse des Teilnehmers",
            "phone": "Telefonnummer",
        },
    ),
    "Tito": (
        (
            "Number,Ticket Created Date,Ticket,Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Email,"
            "Ticket Company Name,Ticket Phone Number,Event,Void Status,Price,Ticket Reference,Tags,"
            "Unique Ticket URL,Order Reference,Order Name,Order Email,Order Company Name,Order Phone Number"
        ),
        {
            "firstName": "Ticket First Name",
            "lastName": "Ticket Last Name",
            "email": "Ticket Email",
            "phone": "Ticket Phone Number",
            "tags": "Tags",
            "companyName": "Ticket Company Name",
        },
    ),
    "Meetup": (
        "Name,User ID,Title,Event Host,RSVP,Guests,RSVPed on,Joined Group on,URL of Member Profile,Email",
        {"fullName": "Name", "email": "Email", "position": "Title"},
    ),
    "LinkedIn": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        {**NAMES, "email": "Email Address", "position": "Position", "companyName": "Company"},
    ),
    "Shopify": (
        (
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
            "Default Address Phone,Phone,Total Spent,Tax Exempt,Tags"
        ),
        {
            **NAMES,
            "email": "Email",
            "phone": ["Phone", "Default Address Phone"],
            "tags": "Tags",
            "customerId": "Customer ID",
            "companyName": "Default Address Company",
        },
    ),
    "WooCommerce": (
        (
            "Customer ID,billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,"
            "shipping_first_name,shipping_last_name,shipping_company,order_total"
        ),
        {
            "firstName": "billing_first_name",
            "lastName": "billing_last_name",
            "email": "billing_email",
            "phone": "billing_phone",
            "customerId": "Customer ID",
            "companyName": "billing_company",
        },
    ),
}


@mark.parametrize(("header", "right"), PROGRAMS.values(), ids=PROGRAMS)
def test_the_headers_of_well_known_programs_are_understood(header: str, right: dict[str, str | list[str]]) -> None:
    assert suggest(header.split(",")) == right


LANGUAGES = {
    "English": "First name,Last name,E-mail,Phone,Company,Position",
    "German": "Vorname,Nachname,E-Mail-Adresse,Telefon,Firma,Funktion",
    "French": "Prénom,Nom,Courriel,Téléphone,Société,Fonction",
    "Spanish": "Nombre,Apellidos,Correo electrónico,Teléfono,Empresa,Cargo",
    "Portuguese": "Nome,Sobrenome,E-mail,Telefone,Empresa,Cargo",
    "Italian": "Nome,Cognome,Posta elettronica,Telefono,Azienda,Ruolo",
    "Dutch": "Voornaam,Achternaam,E-mailadres,Telefoonnummer,Bedrijf,Functie",
    "Swedish": "Förnamn,Efternamn,E-post,Telefon,Företag,Befattning",
    "Norwegian": "Fornavn,Etternavn,E-post,Telefon,Bedrift,Stilling",
    "Danish": "Fornavn,Efternavn,E-mail,Telefon,Virksomhed,Stilling",
    "Finnish": "Etunimi,Sukunimi,Sähköposti,Puhelin,Yritys,Tehtävänimike",
    "Polish": "Imię,Nazwisko,Adres e-mail,Telefon,Firma,Stanowisko",
    "Czech": "Jméno,Příjmení,E-mail,Telefon,Společnost,Pozice",
    "Slovak": "Meno,Priezvisko,E-mail,Telefón,Spoločnosť,Pozícia",
    "Hungarian": "Keresztnév,Vezetéknév,E-mail cím,Telefonszám,Cég,Beosztás",
    "Romanian": "Prenume,Nume,E-mail,Telefon,Companie,Funcție",
    "Croatian": "Ime,Prezime,E-pošta,Telefon,Tvrtka,Radno mjesto",
    "Slovene": "Ime,Priimek,E-pošta,Telefon,Podjetje,Delovno mesto",
    "Lithuanian": "Vardas,Pavardė,El. paštas,Telefonas,Įmonė,Pareigos",
    "Latvian": "Vārds,Uzvārds,E-pasts,Tālrunis,Uzņēmums,Amats",
    "Estonian": "Eesnimi,Perekonnanimi,E-post,Telefon,Ettevõte,Ametikoht",
    "Turkish": "Ad,Soyad,E-posta,Telefon,Şirket,Görev",
    "Indonesian": "Nama depan,Nama belakang,Surel,Telepon,Perusahaan,Jabatan",
    "Vietnamese": "Tên,Họ,Thư điện tử,Số điện thoại,Công ty,Chức vụ",
    "Catalan": "Nom,Cognoms,Correu electrònic,Telèfon,Empresa,Càrrec",
    "Russian": "Имя,Фамилия,Эл. почта,Телефон,Компания,Должность",
    "Ukrainian": "Ім'я,Прізвище,Електронна пошта,Телефон,Компанія,Посада",
    "Bulgarian": "Име,Фамилия,Имейл,Телефон,Фирма,Длъжност",
    "Greek": "Όνομα,Επώνυμο,Ηλεκτρονικό ταχυδρομείο,Τηλέφωνο,Εταιρεία,Θέση",
    "Hebrew": "שם פרטי,שם משפחה,אימייל,טלפון,חברה,תפקיד",
    "Arabic": "الاسم الأول,اسم العائلة,البريد الإلكتروني,الهاتف,الشركة,المنصب",
    "Thai": "ชื่อ,นามสกุล,อีเมล,โทรศัพท์,บริษัท,ตำแหน่ง",
    "Hindi": "पहला नाम,उपनाम,ईमेल,फ़ोन,कंपनी,पद",
    "Chinese": "名,姓,电子邮件,电话,公司,职位",
    "Chinese in Taiwan": "名字,姓氏,電子郵件,電話,公司名稱,職稱",
    "Japanese": "名,姓,メールアドレス,電話番号,会社名,役職",
    "Korean": "이름,성,이메일,전화번호,회사,직책",
}
FIELDS = ("firstName", "lastName", "email", "phone", "companyName", "position")


@mark.parametrize("header", LANGUAGES.values(), ids=LANGUAGES)
def test_plain_headers_are_understood_in_many_languages(header: str) -> None:
    assert suggest(header.split(",")) == dict(zip(FIELDS, header.split(","), strict=True))


@mark.parametrize(
    "header", ["Name", "Nom", "Name Vorname", "Vor- und Nachname", "ФИО", "氏名", "姓名", "성명", "Név", "Ad Soyad"]
)
def test_a_column_of_full_names_is_recognised_where_no_other_column_has_them(header: str) -> None:
    assert suggest([header, "E-Mail"]) == {"email": "E-Mail", "fullName": header}


@mark.parametrize(
    ("header", "field"),
    [
        ("First Name *", "firstName"),
        ("Last name (required)", "lastName"),
        ("E-Mail\nAddress *", "email"),
        ("Phone (mobile)", "phone"),
        ("LAST_NAME", "lastName"),
        ("lastName", "lastName"),
        ("Frist Name", "firstName"),
        ("Contact: First name", "firstName"),
        ("Vorname (Pflichtfeld)", "firstName"),
        *((header, "firstName") for header in ("Vorname der teilnehmenden Person", "お名前（名）")),
        *((header, "lastName") for header in ("Jméno: Příjmení", "Nachname TN", "Soyadınız", "お名前（姓）")),
        *((header, "email") for header in ("Email address - work", "Adresse de messagerie", "E-Mail (Büro)")),
        *((header, "email") for header in ("Person - E-Mail-Adresse - Büro", "E-mail zakelijk", "Email aziendale")),
        *((header, "email") for header in ("Adres poczty elektronicznej", "E-mail адреса", "E-post (jobb)", "郵箱")),
        *((header, "email") for header in ("Email адрес", "البريد", "ايميل", "Correo-e")),
        *((header, "phone") for header in ("SMS", "Mobil geschäftlich", "Mobil (privat)", "Phone Day", "Mobile/Cell")),
        *((header, "phone") for header in ("Phone (incl. country code)", "Telefon / Handy", "Telephone No", "נייד")),
        *((header, "phone") for header in ("N° de portable", "Phone Evening", "Billing Phone")),
        *((header, "companyName") for header in ("Firma / Organisation", "Société / Organisme", "Account", "所属")),
        *((header, "companyName") for header in ("Bedrijf/organisatie", "Företag/organisation", "기관명", "الجهة")),
        *((header, "position") for header in ("Position / Funktion", "Cargo/Puesto", "Stanowisko pracy")),
        ("Vorname / First name", "firstName"),
        ("Surname / First name", "fullName"),
        ("Email (e.g. name@company.com)", "email"),
        ("Telefon (z. B. +49 30 123)", "phone"),
        ("First name (as on ID)", "firstName"),
        ("Vorname [wie im Ausweis]", "firstName"),
        ("E-Mail (für Tickets)", "email"),
        ("Company (if any)", "companyName"),
    ],
)
def test_a_header_is_understood_however_it_is_spelt_and_decorated(header: str, field: str) -> None:
    found = meaning_of(header)
    assert found is not None
    assert found.field == field


@mark.parametrize(
    "header",
    [
        *(
            "Fax",
            "Assistant's Phone",
            "E-mail Type",
            "E-mail 2 Display Name",
            "Company ID",
            "Middle Name",
            "Account Owner",
        ),
        *(
            "Phone 1 - Label",
            "Shipping Phone",
            "Emergency Contact Phone",
            "Manager's Name",
            "colour",
            "Ticket Name",
            "",
        ),
        *(
            "Company Size",
            "Last contact",
            "First contact",
            "Last order",
            "List name",
            "Past name",
            "Referred by name",
            "Companion first name",
            "Phone Country",
            "Company/Colour",
            "/" * 400,
            "Name " * 100,
            "Phonetic First Name",
            "Event Name",
            "Order Date",
            "Web Page",
            "Birth Name",
            "12",
            "",
            "Ticket Name",
            "Email (for the emergency contact)",
            "E-Mail (für die Rechnung)",
            "Notes (e.g. allergies)",
        ),
    ],
)
def test_headers_of_other_things_are_none_of_our_fields(header: str) -> None:
    assert meaning_of(header) is None


def test_the_exact_word_beats_the_near_one() -> None:
    assert suggest(["Title", "Job Title"])["position"] == "Job Title"
    assert suggest(["Customer", "Organisation", "Company"])["companyName"] == "Company"
    assert suggest(["Email Adress", "Email"])["email"] == "Email"


def test_cells_say_what_a_header_cannot_mean() -> None:
    assert suggest(["Customer", "Email"], {"Customer": "Yes"}) == {"email": "Email"}
    assert suggest(["Customer", "Email"], {"Customer": "Yes Ltd"}) == {"email": "Email", "companyName": "Customer"}
    assert suggest(["Title"], {"Title": "Prof. Dr."}) == {}
    assert suggest(["Title"], {"Title": "Director"}) == {"position": "Title"}
    assert suggest(["Customer ID"], {"Customer ID": "7012345678901"}) == {}
    assert suggest(["Name", "Email"], {"Name": "#1001"}) == {"email": "Email"}


@mark.parametrize(
    ("header", "kind"),
    [
        *(("Mobil geschäftlich", "mobile"), ("Email: home", "homeEmail"), ("Telefon (privat)", "homePhone")),
        *(("Phone - work", "workPhone"), ("Phone Cell", "mobile"), ("Email address - other", "otherEmail")),
    ],
)
def test_what_qualifies_an_address_or_a_number_says_which_it_is(header: str, kind: str) -> None:
    found = meaning_of(header)
    assert found is not None
    assert found.kind == kind


@mark.parametrize(
    ("header", "cell"),
    [
        *(("Kunde", cell) for cell in ("Nei", "✓", "Kyllä", "Igen", "예", "όχι", "نعم")),
        *(("Role", cell) for cell in ("customer", "Subscriber")),
        *(("Title", cell) for cell in ("Rev.", "Lady", "Fru", "Dr. med.", "Herr Dipl.-Ing.")),
        *(("Office", "Berlin"), ("WhatsApp", "Yes"), ("Last", "2024-05-01"), ("Name", "01.05.2024")),
        *(("Account", "4711"), ("Email", "yes")),
    ],
)
def test_a_column_whose_first_cell_cannot_be_what_its_header_means_is_passed_over(header: str, cell: str) -> None:
    assert suggest([header], {header: cell}) == {}
    assert suggest([header]) != {}


@mark.parametrize(
    ("header", "first"),
    [
        *((header, 0) for header in ("Name", "Vor- und Nachname", "Nombre y apellidos", "Имя и фамилия")),
        *((header, 1) for header in ("Name, Vorname", "Nachname Vorname", "Nom Prénom", "Cognome e nome", "ФИО")),
        *(
            (header, 1)
            for header in ("Név", "Last name, first name", "氏名", "姓名", "성명", "Họ và tên", "Nazwisko i imię")
        ),
        ("Apellidos y nombre", 2),
    ],
)
def test_a_header_of_full_names_says_which_stands_first(header: str, first: int) -> None:
    assert family_names_first(header) == first
    assert suggest([header]) == {"fullName": header}


def test_name_beside_a_first_or_a_last_name_is_the_other_one() -> None:
    assert suggest(["Vorname", "Name"]) == {"firstName": "Vorname", "lastName": "Name"}
    assert suggest(["Name", "Surname"]) == {"firstName": "Name", "lastName": "Surname"}
    assert suggest(["First name", "Full name"]) == {"fullName": "Full name"}


def test_who_pays_is_no_substitute_for_who_comes() -> None:
    columns = ["Attendee Email", "Buyer Email", "Buyer Phone", "Attendee Name", "Buyer Name"]
    assert suggest(columns) == {"email": "Attendee Email", "fullName": "Attendee Name"}
    columns = ["Buyer Email", "Buyer Phone", "Buyer Name"]
    assert suggest(columns) == {"email": "Buyer Email", "phone": "Buyer Phone", "fullName": "Buyer Name"}


def test_no_word_of_the_table_has_two_meanings() -> None:
    kinds = defaultdict(set)
    for kind, words in table.entries():
        kinds["".join(words)].add(kind)

    assert {word: found for word, found in kinds.items() if len(found) > 1} == {}
    assert set().union(*kinds.values()) == {*meanings.KINDS, table.NONE}

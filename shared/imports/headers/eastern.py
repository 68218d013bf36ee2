"""The same words in the languages of central and eastern Europe, and in Turkish, in Latin letters.

Sources: as of `latin`.
"""

POLISH = """
    firstName: imię, imiona
    lastName: nazwisko
    fullName: imię i nazwisko, nazwisko i imię, pełne imię i nazwisko, pełna nazwa
    email: adres e mail, adres email, poczta elektroniczna, e mail, mejl, adres poczty elektronicznej
    mobile: telefon komórkowy, komórka, tel komórkowy, numer komórkowy, tel kom, kom
    workPhone: telefon służbowy, telefon do pracy, tel służbowy
    phone: telefon, numer telefonu, nr telefonu, tel
    homePhone: telefon domowy, telefon prywatny
    position: stanowisko, funkcja, rola, stanowisko pracy
    profession: zawód
    title: tytuł
    tags: tagi, etykiety, słowa kluczowe
    categories: kategorie, grupy
    customerNumber: numer klienta, nr klienta
    company: firma, nazwa firmy, przedsiębiorstwo, spółka, pracodawca
    organisation: organizacja, instytucja
    customer: klient, nazwa klienta
"""
CZECH = """
    firstName: křestní jméno
    name: jméno
    lastName: příjmení
    fullName: celé jméno, jméno a příjmení, příjmení a jméno
    email: e mailová adresa, emailová adresa, mailová adresa
    mobile: mobil, mobilní telefon, mobilní číslo
    workPhone: telefon do práce, služební telefon, pracovní telefon
    phone: telefon, telefonní číslo, tel číslo
    homePhone: telefon domů, soukromý telefon
    position: pozice, pracovní pozice, funkce
    profession: povolání, profese
    title: titul
    tags: štítky, klíčová slova, značky
    categories: kategorie, skupiny
    customerNumber: číslo zákazníka, zákaznické číslo, č zákazníka
    company: firma, společnost, název firmy, název společnosti, podnik, zaměstnavatel
    organisation: organizace, instituce
    customer: zákazník, klient
"""
SLOVAK = """
    firstName: krstné meno
    name: meno
    lastName: priezvisko
    fullName: celé meno, meno a priezvisko
    email: e mailová adresa, emailová adresa
    mobile: mobil, mobilný telefón, mobilné číslo
    workPhone: telefón do práce, pracovný telefón
    phone: telefón, telefónne číslo
    position: pozícia, pracovná pozícia, funkcia
    profession: povolanie
    tags: štítky, značky, kľúčové slová
    categories: kategórie, skupiny
    customerNumber: číslo zákazníka, zákaznícke číslo
    company: firma, spoločnosť, názov firmy, názov spoločnosti
    organisation: organizácia
    customer: zákazník
"""
HUNGARIAN = """
    firstName: keresztnév, utónév
    lastName: vezetéknév, családnév, családi név
    fullName: teljes név
    name: név
    email: e mail cím, email cím, e mail címe, villámposta
    mobile: mobil, mobiltelefon, mobilszám, mobiltelefonszám
    workPhone: munkahelyi telefon, céges telefon
    phone: telefon, telefonszám
    homePhone: otthoni telefon
    position: beosztás, munkakör, pozíció, szerepkör
    profession: foglalkozás
    tags: címkék, kulcsszavak
    categories: kategóriák, csoportok
    customerNumber: ügyfélszám, vevőszám, ügyfélkód
    company: cég, cégnév, vállalat, cég neve, vállalat neve, munkahely
    organisation: szervezet, intézmény
    customer: ügyfél, ügyfél neve, vevő
"""
ROMANIAN = """
    firstName: prenume
    lastName: nume de familie
    name: nume
    fullName: nume complet, nume și prenume, nume si prenume, numele complet
    email: adresă de e mail, adresa de email, adresă email, poștă electronică
    mobile: mobil, telefon mobil, număr de mobil
    workPhone: telefon serviciu, telefon birou
    phone: telefon, număr de telefon, nr telefon
    position: funcție, funcția, poziție, post
    profession: profesie, ocupație
    tags: etichete, cuvinte cheie
    categories: categorii, grupuri
    customerNumber: număr client, cod client, nr client
    company: companie, firmă, firma, societate, nume companie, denumire firmă
    organisation: organizație, instituție
    customer: client, nume client
"""
CROATIAN_AND_SERBIAN = """
    name: ime
    lastName: prezime
    fullName: ime i prezime, puno ime, prezime i ime
    email: e pošta, e mail adresa, email adresa, adresa e pošte, elektronička pošta
    mobile: mobitel, broj mobitela, mobilni telefon, mobilni, broj mobilnog
    workPhone: poslovni telefon, službeni telefon
    phone: telefon, broj telefona, tel broj
    position: radno mjesto, radno mesto, pozicija, funkcija, uloga
    profession: zanimanje
    tags: oznake, ključne riječi
    categories: kategorije, grupe
    customerNumber: broj kupca, broj klijenta, šifra kupca
    company: tvrtka, naziv tvrtke, poduzeće, firma, preduzeće, kompanija, naziv firme
    organisation: organizacija, ustanova
    customer: kupac, klijent
"""
SLOVENE = """
    name: ime
    lastName: priimek
    fullName: ime in priimek, polno ime, celotno ime
    email: e pošta, e poštni naslov, elektronska pošta, e naslov
    mobile: mobilni telefon, mobitel, gsm, mobilna številka
    phone: telefon, telefonska številka
    position: delovno mesto, položaj, funkcija
    profession: poklic
    tags: oznake, ključne besede
    customerNumber: številka stranke, šifra stranke
    company: podjetje, ime podjetja, naziv podjetja, družba
    organisation: organizacija
    customer: stranka
"""
LITHUANIAN = """
    firstName: vardas
    lastName: pavardė
    fullName: vardas ir pavardė, vardas pavardė, pilnas vardas
    email: el paštas, el pašto adresas, elektroninis paštas
    mobile: mobilusis telefonas, mobilus telefonas, mobilusis
    phone: telefonas, telefono numeris, tel nr
    position: pareigos, pozicija
    profession: profesija
    tags: žymos, raktažodžiai
    customerNumber: kliento numeris, kliento kodas
    company: įmonė, įmonės pavadinimas, bendrovė, kompanija
    organisation: organizacija
    customer: klientas
"""
LATVIAN = """
    firstName: vārds
    lastName: uzvārds
    fullName: vārds un uzvārds, vārds uzvārds, pilns vārds
    email: e pasts, epasts, e pasta adrese
    mobile: mobilais tālrunis, mobilais, mobilais telefons
    phone: tālrunis, telefons, tālruņa numurs, telefona numurs
    position: amats, pozīcija
    tags: birkas, atslēgvārdi
    customerNumber: klienta numurs, klienta kods
    company: uzņēmums, uzņēmuma nosaukums, firma, kompānija
    organisation: organizācija
    customer: klients
"""
ESTONIAN = """
    firstName: eesnimi
    lastName: perekonnanimi, perenimi
    fullName: täisnimi, ees ja perekonnanimi, ees ja perenimi
    name: nimi
    email: e post, e posti aadress, meiliaadress
    mobile: mobiil, mobiiltelefon, mobiilinumber
    phone: telefon, telefoninumber
    position: ametikoht, amet, ametinimetus
    tags: sildid, märksõnad
    customerNumber: kliendinumber, kliendi number
    company: ettevõte, ettevõtte nimi, firma
    organisation: organisatsioon
    customer: klient
"""
TURKISH = """
    firstName: ilk ad
    name: ad, adı, isim, adınız, isminiz
    lastName: soyad, soyadı, soyisim, soyadınız
    fullName: ad soyad, adı soyadı, tam ad, isim soyisim, ad ve soyad
    email: e posta, eposta, e posta adresi, eposta adresi, mail adresi
    mobile: cep telefonu, cep, mobil, cep no, gsm, mobil telefon, cep tel
    workPhone: iş telefonu, ofis telefonu
    phone: telefon, telefon numarası, tel no, telefon no
    homePhone: ev telefonu
    position: görev, pozisyon, unvan, ünvan, görevi, iş unvanı
    profession: meslek
    tags: etiketler, anahtar kelimeler
    categories: kategoriler, gruplar
    customerNumber: müşteri numarası, müşteri no, müşteri kodu
    company: şirket, firma, şirket adı, firma adı, işletme, kurum adı
    organisation: kuruluş, kurum
    customer: müşteri, müşteri adı
"""
INDONESIAN_AND_MALAY = """
    firstName: nama depan, nama pertama
    lastName: nama belakang, nama keluarga, nama akhir
    fullName: nama lengkap, nama penuh
    name: nama
    email: surel, alamat email, alamat surel, e mel, emel, alamat e mel
    mobile: ponsel, nomor ponsel, telepon seluler, nomor hp, no hp, telefon bimbit, hp
    phone: telepon, nomor telepon, no telepon, nombor telefon, no telefon
    position: jabatan, posisi, jawatan
    profession: pekerjaan
    tags: tanda, kata kunci
    customerNumber: nomor pelanggan, kode pelanggan, nombor pelanggan
    company: perusahaan, nama perusahaan, syarikat, nama syarikat
    organisation: organisasi
    customer: pelanggan
"""
VIETNAMESE = """
    name: tên
    lastName: họ, họ đệm, họ và tên đệm
    fullName: họ tên, họ và tên, tên đầy đủ
    email: thư điện tử, địa chỉ email, địa chỉ thư điện tử, đ c email
    mobile: di động, điện thoại di động, số di động
    phone: điện thoại, số điện thoại, sđt
    position: chức vụ, chức danh, vị trí
    profession: nghề nghiệp
    tags: thẻ, nhãn
    customerNumber: mã khách hàng, số khách hàng
    company: công ty, tên công ty, doanh nghiệp
    organisation: tổ chức
    customer: khách hàng
"""
CATALAN = """
    name: nom
    lastName: cognom, cognoms
    fullName: nom complet, nom i cognoms
    email: correu electrònic, correu, adreça electrònica
    mobile: mòbil, telèfon mòbil
    phone: telèfon, número de telèfon
    position: càrrec, lloc de treball
    tags: etiquetes
    customerNumber: número de client
    company: empresa, nom de l empresa, companyia
    organisation: organització
"""

TABLE = {
    "Polish": POLISH,
    "Czech": CZECH,
    "Slovak": SLOVAK,
    "Hungarian": HUNGARIAN,
    "Romanian": ROMANIAN,
    "Croatian and Serbian": CROATIAN_AND_SERBIAN,
    "Slovene": SLOVENE,
    "Lithuanian": LITHUANIAN,
    "Latvian": LATVIAN,
    "Estonian": ESTONIAN,
    "Turkish": TURKISH,
    "Indonesian and Malay": INDONESIAN_AND_MALAY,
    "Vietnamese": VIETNAMESE,
    "Catalan": CATALAN,
}

"""Words for what lists say of people, in languages of Latin letters.

Sources: the labels of Unicode CLDR, the translations of Thunderbird's and LibreOffice's address books and of Google
Contacts, and what spreadsheets of these countries have above their columns.
"""

ENGLISH = """
    firstName: first name, given name, forename, christian name, fname, preferred name
    lastName: last name, surname, family name, lname
    fullName: full name, complete name, first and last name, name and surname, contact name, person name
    name: name
    displayName: display name, contact, contact person
    email: email, e mail, email address, mail, primary email, email primary, main email, mail address, email id
    workEmail: work email, business email, office email, company email, corporate email, professional email
    homeEmail: home email, personal email, private email
    otherEmail: other email, secondary email, alternate email, alternative email, second email, additional email
    mobile: mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cell number, cellphone,
        mobile no, mobile telephone, mobile telephone number, iphone, cell phone number
    workPhone: work phone, business phone, office phone, work telephone, work phone number, direct phone, direct line,
        direct dial, business telephone, business phone number
    phone: phone, phone number, telephone, tel, telephone number, phone no, tel no, primary phone, contact number,
        contact no, main phone, landline, primary phone number, preferred phone, telephone no
    homePhone: home phone, private phone, personal phone, home telephone, home phone number
    otherPhone: other phone, company main phone, company phone, secondary phone, alternate phone, additional phone,
        car phone, radio phone, second phone
    position: position, job title, job position, job role, function, business title, work title, job
    profession: profession, occupation, designation
    title: title
    tags: tags, labels, tag, label
    categories: categories, category, group membership, segments
    keywords: keywords, groups, lists
    customerId: customer id, our customer id
    customerNumber: customer number, customer no, client number, client no, customer nr, customer code
    company: company, company name, account name, organization name, organisation name, employer, business name
    organisation: organisation, organization, firm, business, institution, company organization,
        company or organization
    customer: customer, customer name, client, client name
    first: first
    last: last, second name
    perhapsPhone: office, whatsapp, sms
    role: role, roles
    account: account
"""
GERMAN = """
    firstName: vorname, rufname, vornamen
    lastName: nachname, familienname, zuname
    fullName: vollständiger name, voller name, vor und nachname, vorname und nachname, vorname nachname, name vorname,
        nachname vorname, vorname name
    name: name
    displayName: anzeigename, ansprechpartner, kontaktperson, kontakt
    email: e mail adresse, email adresse, mailadresse, primäre e mail adresse, primäre e mail, mail adresse
    workEmail: e mail geschäftlich, e mail dienstlich, geschäftliche e mail, dienstliche e mail, e mail arbeit,
        e mail adresse büro
    homeEmail: e mail privat, private e mail, private e mail adresse
    otherEmail: sekundäre e mail adresse, weitere e mail, sekundäre e mail, zweite e mail, alternative e mail
    mobile: mobil, handy, mobiltelefon, handynummer, mobilnummer, mobilfunk, mobilfunknummer, mobiltelefonnummer,
        telefon mobil, mobil tel nr, handynr, tel mobil, mobil nr
    workPhone: telefon geschäftlich, tel dienstlich, telefon dienstlich, telefon arbeit,
        tel geschäftlich, diensttelefon, bürotelefon, telefon büro, durchwahl, geschäftstelefon
    phone: telefon, telefonnummer, rufnummer, fon, festnetz, haupttelefon, telefon nr, tel nr, telefonnr
    homePhone: telefon privat, tel privat, privattelefon, privat telefon
    otherPhone: telefon firma, weiteres telefon, autotelefon, firmentelefon, telefon zentrale, zentrale
    position: position, funktion, stelle, jobtitel, job titel, stellenbezeichnung, arbeitstitel, rolle, tätigkeit,
        positionsbezeichnung, berufsbezeichnung
    profession: beruf
    title: titel
    tags: schlagworte, etiketten, schlagwörter, schlagwort, labels
    categories: kategorien, kategorie, gruppenmitgliedschaft, gruppenzugehörigkeit
    keywords: stichwörter, stichworte, gruppen
    customerId: kunden id
    customerNumber: kundennummer, kundennr, kunden nr, kd nr, kdnr, kunden nummer, debitorennummer
    company: firma, firmenname, unternehmen, unternehmensname, name des unternehmens, accountname, name der firma,
        name der organisation, arbeitgeber, betrieb
    organisation: organisation, institution, verein, einrichtung
    customer: kunde, kundenname
    perhapsPhone: geschäftlich
"""
FRENCH = """
    firstName: prénom, prénoms
    lastName: nom de famille, nom usuel
    fullName: nom complet, nom et prénom, prénom et nom, nom prénom, prénom nom
    name: nom
    email: courriel, adresse e mail, adresse email, adresse électronique, adresse courriel, mél, adresse mail,
        adresse de messagerie, adresse de courriel
    workEmail: e mail professionnel, courriel professionnel, email pro
    mobile: portable, téléphone portable, téléphone mobile, tél portable, tél mobile, gsm, numéro de portable,
        n de portable
    workPhone: téléphone professionnel, tél bureau, téléphone bureau, tél professionnel
    phone: téléphone, tél, numéro de téléphone, téléphone fixe, n de téléphone
    homePhone: téléphone domicile, téléphone personnel, tél domicile
    position: poste, fonction, intitulé du poste, titre du poste, poste occupé
    profession: profession, métier
    title: titre
    tags: étiquettes, mots clés, libellés
    categories: catégories, groupes
    customerNumber: numéro client, n client, numéro de client, code client
    company: entreprise, société, nom de l entreprise, nom de la société, raison sociale, employeur
    organisation: organisation, organisme, association
    customer: client, nom du client
"""
SPANISH = """
    name: nombre
    firstName: nombres, nombre de pila, primer nombre
    lastName: apellido, apellidos, primer apellido, apellido paterno
    fullName: nombre completo, nombre y apellidos, nombre y apellido, apellidos y nombre
    email: correo, correo electrónico, dirección de correo electrónico, dirección de correo, e mail, correo e
    mobile: móvil, teléfono móvil, celular, teléfono celular, número de móvil, número de celular
    workPhone: teléfono del trabajo, teléfono trabajo, teléfono de la oficina, teléfono oficina
    phone: teléfono, número de teléfono, tfno, teléfono fijo
    homePhone: teléfono particular, teléfono de casa, teléfono personal
    position: puesto, cargo, puesto de trabajo
    profession: profesión, ocupación
    title: título
    tags: etiquetas, palabras clave
    categories: categorías, grupos
    customerNumber: número de cliente, n de cliente, código de cliente
    company: empresa, nombre de la empresa, razón social, compañía, nombre de empresa
    organisation: organización, entidad
    customer: cliente, nombre del cliente
"""
PORTUGUESE = """
    name: nome
    firstName: primeiro nome, nome próprio
    lastName: sobrenome, apelido, último nome, nome de família
    fullName: nome completo, nome e sobrenome, nome e apelido
    email: correio eletrónico, correio eletrônico, endereço de e mail, endereço de email
    mobile: telemóvel, celular, telefone celular, telefone móvel, número de telemóvel, n de telemóvel
    workPhone: telefone comercial, telefone do trabalho, telefone profissional
    phone: telefone, número de telefone, telefone fixo
    homePhone: telefone residencial, telefone de casa
    position: cargo, função, posição
    profession: profissão, ocupação
    tags: etiquetas, marcadores, palavras chave
    categories: categorias, grupos
    customerNumber: número de cliente, número do cliente, n de cliente, código do cliente
    company: empresa, nome da empresa, razão social, companhia
    organisation: organização, entidade
    customer: cliente, nome do cliente
"""
ITALIAN = """
    name: nome
    firstName: nome di battesimo
    lastName: cognome
    fullName: nome completo, nome e cognome, cognome e nome, nominativo
    email: posta elettronica, indirizzo e mail, indirizzo email, indirizzo di posta elettronica
    mobile: cellulare, telefono cellulare, numero di cellulare, telefonino, telefono mobile
    workPhone: telefono ufficio, telefono lavoro, telefono aziendale
    phone: telefono, numero di telefono, telefono fisso
    homePhone: telefono casa, telefono abitazione
    position: posizione, ruolo, qualifica, mansione, funzione
    profession: professione
    title: titolo
    tags: etichette, parole chiave
    categories: categorie, gruppi
    customerNumber: numero cliente, codice cliente, n cliente
    company: azienda, società, ragione sociale, nome azienda, impresa, ditta, nome società, nome dell azienda
    organisation: organizzazione, ente
    customer: cliente, nome cliente
    workEmail: email aziendale, e mail aziendale
"""
DUTCH = """
    firstName: voornaam, roepnaam, voornamen
    lastName: achternaam, familienaam
    fullName: volledige naam, voor en achternaam
    name: naam
    email: e mailadres, emailadres, mailadres
    mobile: mobiel, mobiele telefoon, mobiel nummer, gsm, gsm nummer, 06 nummer
    workPhone: telefoon werk, telefoon zakelijk, zakelijke telefoon
    phone: telefoon, telefoonnummer, vaste telefoon
    homePhone: telefoon thuis, telefoon privé
    position: functie, functietitel, rol
    profession: beroep
    tags: trefwoorden, labels
    categories: categorieën, groepen
    customerNumber: klantnummer, klantnr, debiteurnummer
    company: bedrijf, bedrijfsnaam, onderneming, firma, werkgever, naam bedrijf
    organisation: organisatie, instelling, naam organisatie
    customer: klant, klantnaam
    workEmail: e mail zakelijk, e mail werk
"""
SWEDISH = """
    firstName: förnamn, tilltalsnamn
    lastName: efternamn
    fullName: fullständigt namn, för och efternamn, förnamn och efternamn
    name: namn
    email: e post, epost, e postadress, epostadress, mejl, mejladress
    mobile: mobil, mobiltelefon, mobilnummer, mobiltelefonnummer
    workPhone: telefon arbete, arbetstelefon, jobbtelefon, telefon jobb
    phone: telefon, telefonnummer, telefonnr
    homePhone: hemtelefon, telefon hem
    position: befattning, roll, jobbtitel, tjänst, arbetstitel, yrkesroll
    profession: yrke
    tags: taggar, etiketter, nyckelord
    categories: kategorier, grupper
    customerNumber: kundnummer, kundnr
    company: företag, företagsnamn, bolag, firma, arbetsgivare
    organisation: organisation, förening
    customer: kund, kundnamn
    workEmail: e post jobb, e post arbete
"""
NORWEGIAN = """
    firstName: fornavn
    lastName: etternavn, slektsnavn
    fullName: fullt navn, fullstendig navn, for og etternavn
    name: navn
    email: e post, epost, e postadresse, epostadresse
    mobile: mobil, mobiltelefon, mobilnummer
    workPhone: telefon arbeid, jobbtelefon, telefon jobb
    phone: telefon, telefonnummer, tlf, tlf nr
    homePhone: telefon privat, hjemmetelefon
    position: stilling, stillingstittel, rolle
    profession: yrke
    title: tittel
    tags: etiketter, merkelapper, stikkord, nøkkelord
    categories: kategorier, grupper
    customerNumber: kundenummer, kundenr
    company: bedrift, firma, firmanavn, selskap, virksomhet, bedriftsnavn, arbeidsgiver
    organisation: organisasjon
    customer: kunde, kundenavn
"""
DANISH = """
    firstName: fornavn
    lastName: efternavn
    fullName: fulde navn, fuldt navn, for og efternavn
    name: navn
    email: e mailadresse, mailadresse, e post
    mobile: mobil, mobiltelefon, mobilnummer, mobilnr
    workPhone: arbejdstelefon, telefon arbejde
    phone: telefon, telefonnummer, tlf, tlf nr
    homePhone: hjemmetelefon, privattelefon
    position: stilling, stillingsbetegnelse, jobtitel, rolle
    profession: erhverv
    tags: etiketter, mærker, nøgleord
    categories: kategorier, grupper
    customerNumber: kundenummer, kundenr
    company: virksomhed, firma, firmanavn, virksomhedsnavn, selskab, arbejdsgiver
    organisation: organisation, forening
    customer: kunde, kundenavn
"""
FINNISH = """
    firstName: etunimi, etunimet, kutsumanimi
    lastName: sukunimi
    fullName: koko nimi, etu ja sukunimi, etunimi ja sukunimi
    name: nimi
    email: sähköposti, sähköpostiosoite, s posti
    mobile: matkapuhelin, matkapuhelinnumero, kännykkä, gsm, mobiili
    workPhone: työpuhelin, puhelin työ
    phone: puhelin, puhelinnumero, puh, puh nro
    homePhone: kotipuhelin, puhelin koti
    position: tehtävänimike, asema, titteli, tehtävä, rooli, toimenkuva
    profession: ammatti
    tags: tunnisteet, avainsanat, tagit
    categories: luokat, ryhmät, kategoriat
    customerNumber: asiakasnumero, asiakasnro
    company: yritys, yrityksen nimi, yhtiö, työnantaja
    organisation: organisaatio, yhdistys
    customer: asiakas, asiakkaan nimi
"""

TABLE = {
    "English": ENGLISH,
    "German": GERMAN,
    "French": FRENCH,
    "Spanish": SPANISH,
    "Portuguese": PORTUGUESE,
    "Italian": ITALIAN,
    "Dutch": DUTCH,
    "Swedish": SWEDISH,
    "Norwegian": NORWEGIAN,
    "Danish": DANISH,
    "Finnish": FINNISH,
}

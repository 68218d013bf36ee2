"""Headers of well-known programs that say more than the plain words of a language.

Sources: files these programs wrote, and what their makers say of them:
Google Contacts (both exports), Outlook (its English and German CSV), Thunderbird (English and German), Apple Contacts
(as CSV), HubSpot, Salesforce (reports and Data Loader), Dynamics 365 and Business Central, Mailchimp (audiences and
merge tags), Eventbrite (the attendee report of before and after 2023), Tito, Meetup, LinkedIn (connections), Shopify
and WooCommerce (customers, orders).
"""

GOOGLE = """
    email: e mail value, email value, e mail wert
    phone: phone value, telefon wert
    company: organization name, name der organisation, organisation name
    position: organization title, titel der organisation, organisation titel
    categories: group membership, gruppenmitgliedschaft
    none: e mail label, phone label, e mail type, phone type, organization department, organization type, file as,
        organization yomi name, organization symbol, organization location, organization job description, nickname,
        phonetic first name, phonetic middle name, phonetic last name, given name yomi, family name yomi, yomi name,
        additional name yomi, additional name, name prefix, name suffix, initials, short name, maiden name, birthday,
        website value, website label, im value, relation value, event value, custom field value, address formatted,
        e mail beschriftung, telefon beschriftung, middle name, e mail typ, telefon typ, photo, subject
"""
OUTLOOK = """
    email: e mail address, e mail adresse
    mobile: mobile phone, mobiltelefon
    workPhone: business phone, telefon geschäftlich
    phone: primary phone, haupttelefon
    otherPhone: company main phone, other phone, car phone, radio phone, telefon firma, weiteres telefon, autotelefon
    categories: categories, kategorien
    keywords: keywords, stichwörter
    profession: profession, beruf
    none: assistant s phone, assistant s name, asst phone, business fax, home fax, other fax, fax, callback, pager,
        isdn, telex, tty tdd phone, e mail type, e mail display name, billing information, anniversary,
        birthday, children, directory server, gender, government id number, hobby, initials, internet free busy,
        language, location, manager s name, mileage, notes, office location, organizational id number, priority,
        private, referred by, sensitivity, spouse, user, web page, salutation, suffix, middle name, department,
        business street, business city, business country region, business postal code, business state, company yomi,
        surname yomi, given yomi, personal web page, schools, imaddress, weitere vornamen, anrede, abteilung,
        telefon assistent, fax geschäftlich, fax privat, weiteres fax, rückmeldung, telefon für hörbehinderte,
        e mail typ, e mail angezeigter name, assistent in, benutzer, büro, empfohlen von, geburtstag, geschlecht,
        initialen, jahrestag, kinder, konto, name des r vorgesetzten, notizen, organisationsnr, ort, partner,
        priorität, privat, reisekilometer, sozialversicherungsnr, sprache, vertraulichkeit, verzeichnisserver,
        webseite, abrechnungsinformation, straße geschäftlich, ort geschäftlich, postleitzahl geschäftlich,
        land region geschäftlich, region geschäftlich, postfach geschäftlich, position manager, manager
"""
THUNDERBIRD = """
    displayName: display name, anzeigename
    email: primary email, primäre e mail adresse
    otherEmail: secondary email, sekundäre e mail adresse
    mobile: mobile number, mobil tel nr
    none: fax number, pager number, faxnummer, fax nummer, pagernummer, pager nummer, screen name, messenger name,
        spitzname, custom, benutzerdef, birth year, birth month, birth day, geburtsjahr, geburtsmonat
"""
APPLE = """
    workEmail: email work, arbeit e mail, e mail arbeit
    homeEmail: email home, e mail privat, icloud email, email icloud
    mobile: phone mobile, phone iphone, mobile iphone, telefon iphone
    workPhone: phone work, telefon arbeit
    homePhone: phone home, telefon privat
    none: note, ringtone, related names, phonetic organization
"""
HUBSPOT = """
    mobile: mobile phone number, mobiltelefonnummer, handynummer
    company: company name, associated company, primary associated company, name des unternehmens, unternehmensname,
        zugeordnetes unternehmen, primäres zugeordnetes unternehmen
    position: job title, jobbezeichnung, berufsbezeichnung, jobtitel
    none: record id, contact owner, lead status, create date, lifecycle stage, company owner, company domain name,
        associated company ids, last activity date, datensatz id, kontaktzuständiger, zuständiger mitarbeiter,
        lead status, erstellungsdatum, marketing contact status, email domain, buying role, time zone, fax number
"""
SALESFORCE = """
    company: account name, accountname, name des accounts
    none: account id, contact id, account owner, contact owner, lead source, lead owner, owner id, created by,
        last modified by, account number, account type, email opt out, do not call, reports to, assistant, asst phone,
        mailing street, mailing city, other street, accountinhaber, kontaktinhaber, kontakt id, account inhaber,
        lead quelle, contact currency, email bounced reason, birthdate, level, languages
"""
DYNAMICS = """
    email: emailaddress, email address, e mail address
    workPhone: business phone, telefon geschäftlich
    mobile: mobilephone, mobile phone no, mobiltelefonnr
    company: company name, parentcustomerid, parent customer, parent account, firmenname, übergeordneter kunde
    fullName: fullname, full name, vollständiger name
    position: jobtitle, job title, position, position title
    none: do not modify contact, do not modify row checksum, do not modify modified on, modified on, status,
        status reason, nicht ändern kontakt, nicht ändern zeilenprüfsumme, nicht ändern geändert am, contactid,
        preferred method of contact, salesperson code, territory code, address street, owner, besitzer, business type
"""
MAILCHIMP = """
    firstName: fname
    lastName: lname
    none: member rating, optin time, optin ip, confirm time, confirm ip, latitude, longitude, gmtoff, dstoff,
        timezone, cc, region, last changed, leid, euid, email marketing, email type, birthday, geburtstag,
        email status, source
"""
EVENTBRITE = """
    mobile: cell phone, mobiltelefon, handy
    position: job title, berufsbezeichnung, jobtitel
    none: order, order no, order id, order number, order date, order type, prefix, quantity, price tier, ticket type,
        attendee, attendee no, attendee id, attendee number, group, currency, total paid, fees paid, eventbrite fees,
        attendee status, home address, home city, ticket quantity, ticket tier, ticket price, event name, event id,
        event location, barcode number, barcode, buyer id, purchaser user id, purchaser city, purchaser state,
        purchaser country, guest list, is guest, checked in, bestellung, bestellnummer, bestellnr, bestelldatum,
        anzahl, tickettyp, ticketart, teilnehmernummer, teilnehmernr, teilnehmerstatus, währung, gesamtbetrag,
        name der veranstaltung, veranstaltungsname, name des events, eventname, eventbrite gebühren, bestelltyp
"""
TITO = """
    none: number, ticket, ticket name, ticket created date, ticket last updated date, event, void status, price,
        ticket reference, unique ticket url, unique order url, order reference, order discount code, order ip,
        order created date, order completed date, payment reference, ticket url, registration reference, ticket code,
        release, ticket slug
"""
MEETUP = """
    name: member name
    none: user id, member id, event host, rsvp, guests, rsvped on, joined group on, joined group,
        url of member profile, url, last visited group, intro, member list, attended, no show, teilnahme, location,
        mailing list
"""
LINKEDIN = """
    email: email address
    none: connected on, url, profile url, maiden name, headline, summary, industry, twitter handles, websites
"""
SHOPIFY = """
    customerId: customer id, kunden id
    otherPhone: default address phone, phone default address, telefon der standardadresse, standardadresse telefon
    organisation: default address company, standardadresse unternehmen, unternehmen der standardadresse,
        firma der standardadresse, standardadresse firma
    none: accepts email marketing, accepts sms marketing, accepts marketing, total spent, total orders, tax exempt,
        note, default address, default address city, akzeptiert e mail marketing, akzeptiert sms marketing,
        gesamtausgaben, bestellungen gesamt, notiz, steuerbefreit, fulfillment status, financial status, vendor,
        paid at
"""
WOOCOMMERCE = """
    email: user email, customer email, e mail des kunden
    customerId: customer id
    none: username, user login, last active, date registered, sign up, orders, total spend, aov, role user,
        benutzername, zuletzt aktiv, registriert am, bestellungen, gesamtausgaben, order status, customer note,
        user role, customer user, payment method, payment method title, anmerkung, postcode, nickname, display as
"""
EVERYWHERE = """
    none: id, no, nr, lfd nr, date, datum, street, straße, city, stadt, plz, zip, postal code, country, land, state,
        address, adresse, anschrift, telefax, fax no, faxnr, fax number, website, homepage, notes, comments,
        bemerkung, kommentar, remarks, company id, company size, company address, company website,
        company phone number type, vat id, ust id, birth name, geburtsname, mädchenname, date of birth, age,
        academic title, akademischer titel, titel vorangestellt, salutation, briefanrede, job department,
        emergency contact, next of kin, email opt in, newsletter, language, phone type, phone extension, extension,
        country code, area code, vorwahl, opt in, consent, list name, file name, campaign name, source name, badge name,
        card name, bank name, user name, nick name, team name, street name, city name, product name
"""

TABLE = {
    "Google Contacts": GOOGLE,
    "Outlook": OUTLOOK,
    "Thunderbird": THUNDERBIRD,
    "Apple Contacts": APPLE,
    "HubSpot": HUBSPOT,
    "Salesforce": SALESFORCE,
    "Dynamics": DYNAMICS,
    "Mailchimp": MAILCHIMP,
    "Eventbrite": EVENTBRITE,
    "Tito": TITO,
    "Meetup": MEETUP,
    "LinkedIn": LINKEDIN,
    "Shopify": SHOPIFY,
    "WooCommerce": WOOCOMMERCE,
    "everywhere": EVERYWHERE,
}

"""The sentences that the local twin of the language model writes."""

from typing import NamedTuple

from shared.adapters.ai.language_model import NAME


class Sentences(NamedTuple):
    """What is said in a language; `{…}` is filled in."""

    greeting: str
    apology: str
    long_silence: str
    thanks: str
    purpose: str
    interest: str
    question: str
    close: str
    call_about_escalation: str
    resolve_complaints: str
    look_at_complaint: str
    call_back: str
    offer_meeting: str
    answer_question: str
    win_back: str
    get_in_touch: str
    ask_for_testimonial: str
    invite: str
    offer_more: str
    keep_in_touch: str
    ask_for_interests: str
    check_details: str


SENTENCES = {
    "en": Sentences(
        greeting=f"Dear {NAME},",
        apology="We are sorry that something is still open on our side; we are working on it.",
        long_silence="It has been a while since we were last in touch.",
        thanks="Thank you for your kind words lately.",
        purpose="I am writing to you about the following: {purpose}.",
        interest="You told us that you care about {interest}; we keep that in mind.",
        question="Do you have questions or wishes? A short answer to this mail is enough.",
        close="Kind regards",
        call_about_escalation="Call in person about the escalated complaint today.",
        resolve_complaints="Resolve the open complaints ({count}) before anything else is offered.",
        look_at_complaint="Look at the latest message: it reads like a complaint.",
        call_back="Get back to the customer: it asked for an answer.",
        offer_meeting="Offer a date: the customer asked for a meeting.",
        answer_question="Answer the open question.",
        win_back="Win the customer back: it is about to leave.",
        get_in_touch="Get in touch: nobody has spoken with the customer for a while.",
        ask_for_testimonial="Ask for a testimonial: the customer is content.",
        invite="Invite to the next event about {interest}.",
        offer_more="Offer a larger package: the customer is active and content.",
        keep_in_touch="Stay in touch at the usual rhythm.",
        ask_for_interests="Ask which events are planned next.",
        check_details="Check that contact details and preferences are up to date.",
    ),
    "de": Sentences(
        greeting=f"Guten Tag {NAME},",
        apology="es tut uns leid, dass bei uns noch etwas offen ist; wir arbeiten daran.",
        long_silence="wir haben länger nicht miteinander gesprochen.",
        thanks="vielen Dank für Ihre freundlichen Worte.",
        purpose="ich schreibe Ihnen aus diesem Anlass: {purpose}.",
        interest="Sie haben uns gesagt, dass Ihnen {interest} wichtig ist; das haben wir im Blick.",
        question="Haben Sie Fragen oder Wünsche? Eine kurze Antwort auf diese Mail genügt.",
        close="Freundliche Grüße",
        call_about_escalation="Heute noch persönlich wegen der eskalierten Beschwerde anrufen.",
        resolve_complaints="Zuerst die offenen Beschwerden ({count}) lösen, dann erst etwas anbieten.",
        look_at_complaint="Die letzte Nachricht ansehen: Sie klingt nach einer Beschwerde.",
        call_back="Zurückmelden: Der Kunde hat um Antwort gebeten.",
        offer_meeting="Einen Termin anbieten: Der Kunde möchte sich treffen.",
        answer_question="Die offene Frage beantworten.",
        win_back="Den Kunden zurückgewinnen: Er ist dabei zu gehen.",
        get_in_touch="Kontakt aufnehmen: Länger hat niemand mit dem Kunden gesprochen.",
        ask_for_testimonial="Um eine Empfehlung bitten: Der Kunde ist zufrieden.",
        invite="Zur nächsten Veranstaltung über {interest} einladen.",
        offer_more="Ein größeres Paket anbieten: Der Kunde ist aktiv und zufrieden.",
        keep_in_touch="Im gewohnten Rhythmus in Kontakt bleiben.",
        ask_for_interests="Fragen, welche Veranstaltungen als Nächstes geplant sind.",
        check_details="Prüfen, ob Kontaktdaten und Einstellungen noch stimmen.",
    ),
    "fr": Sentences(
        greeting=f"Bonjour {NAME},",
        apology="nous sommes désolés qu'un point reste ouvert de notre côté ; nous y travaillons.",
        long_silence="cela fait un moment que nous n'avons pas échangé.",
        thanks="merci pour vos aimables paroles.",
        purpose="je vous écris au sujet suivant : {purpose}.",
        interest="Vous nous avez dit que {interest} vous importe ; nous y pensons.",
        question="Avez-vous des questions ou des souhaits ? Une courte réponse à ce message suffit.",
        close="Bien cordialement",
        call_about_escalation="Appeler en personne aujourd'hui au sujet de la réclamation escaladée.",
        resolve_complaints="Résoudre les réclamations ouvertes ({count}) avant toute offre.",
        look_at_complaint="Regarder le dernier message : il ressemble à une réclamation.",
        call_back="Revenir vers le client : il a demandé une réponse.",
        offer_meeting="Proposer une date : le client souhaite un rendez-vous.",
        answer_question="Répondre à la question ouverte.",
        win_back="Regagner le client : il est sur le point de partir.",
        get_in_touch="Prendre contact : personne n'a parlé au client depuis un moment.",
        ask_for_testimonial="Demander un témoignage : le client est satisfait.",
        invite="Inviter au prochain événement sur {interest}.",
        offer_more="Proposer une formule plus grande : le client est actif et satisfait.",
        keep_in_touch="Garder le contact au rythme habituel.",
        ask_for_interests="Demander quels événements sont prévus.",
        check_details="Vérifier que les coordonnées et préférences sont à jour.",
    ),
    "es": Sentences(
        greeting=f"Hola, {NAME}:",
        apology="sentimos que todavía quede algo abierto por nuestra parte; estamos en ello.",
        long_silence="hace tiempo que no hablamos.",
        thanks="muchas gracias por sus amables palabras.",
        purpose="le escribo por lo siguiente: {purpose}.",
        interest="Nos contó que le importa {interest}; lo tenemos presente.",
        question="¿Tiene preguntas o deseos? Basta una breve respuesta a este correo.",
        close="Un cordial saludo",
        call_about_escalation="Llamar hoy en persona por la queja escalada.",
        resolve_complaints="Resolver las quejas abiertas ({count}) antes de ofrecer nada.",
        look_at_complaint="Mirar el último mensaje: parece una queja.",
        call_back="Responder al cliente: pidió una respuesta.",
        offer_meeting="Proponer una fecha: el cliente quiere una reunión.",
        answer_question="Responder a la pregunta abierta.",
        win_back="Recuperar al cliente: está a punto de irse.",
        get_in_touch="Ponerse en contacto: hace tiempo que nadie habla con el cliente.",
        ask_for_testimonial="Pedir un testimonio: el cliente está contento.",
        invite="Invitar al próximo evento sobre {interest}.",
        offer_more="Ofrecer un paquete mayor: el cliente está activo y contento.",
        keep_in_touch="Mantener el contacto al ritmo habitual.",
        ask_for_interests="Preguntar qué eventos tiene previstos.",
        check_details="Comprobar que los datos de contacto y las preferencias están al día.",
    ),
}

"""German words. Folded (no accents, ß is ss, small letters); `*` stands for any ending."""

from shared.adapters.ai.local_text.vocabulary import Vocabulary

GERMAN = Vocabulary(
    valence={
        4: """besser hatt s nicht, besser hatts nicht, besser kann man, uberwaltigend*, hin und weg, traum*,
            magisch*, sprachlos vor, unbezahlbar*, sondergleichen, ganz grosse klasse, meisterhaft*, wucht, da gibt
            s nix, gibt s nix zu meckern, nix zu meckern, hervorragend*, uberragend*, traumhaft*, sensationell*,
            unubertr*, ubertroffen, erwartungen ubertroffen, restlos begeistert, mehr als zufrieden, besser geht es
            nicht, besser geht s nicht, besser hatte es nicht, besser hatt es nicht, nichts auszusetzen, absolut*
            empfehl*, nur empfehlen, sehr zu empfehlen, volle punktzahl, funf sterne, 5 sterne, 1a, erste sahne,
            grosses kino, herzlichen dank fur, tausend dank""",
        3: """nichts zu meckern, knaller, sehr gefreut, ever, beste, mehr als uberzeugt, lust auf mehr, vergessen
            wir ihnen nicht, vergesse ich ihnen nicht, vergessen wir euch nicht, vergesse ich euch nicht, entspannt,
            kann nicht klagen, konnen nicht klagen, super beraten, liebsten dank, lieben dank, ganz herzlichen dank,
            verliebt, verliebten, inspirierend*, inspiriert, selig, glucklich*, uberglucklich*, schwarm*, grandios*,
            fabelhaft*, vortrefflich*, famos*, bezaubernd*, zauberhaft*, entzuck*, verzauber*, strahlen*, strahlt*,
            gluckstranen, geil, hammermassig*, saugut, sauguat, leiwand, oage, lassig, genuss, gaumenschmaus, ein
            traum, ohne tadel, helden, held, heldin, engel, schatz, gold wert, goldwert, wahnsinn, krass gut,
            bestens, top organisiert, respekt, einsatz, chapeau, bravo, weltklasse, gelacht, angetan, ruhrend*,
            geruhrt, dankbarkeit, danke leute, danke euch, danke ihnen allen, danke an, dank an, dank euch, dank
            ihrer, dank eurer, freue mich schon, freuen uns schon, freuen uns riesig, freue mich riesig, kaum
            erwarten, jubel*, applaus, ausgelassen*, feuerwerk der, highlight, hohepunkt, ausgezeichnet*,
            fantastisch*, phantastisch*, wunderbar*, wundervoll*, grossartig*, begeister*, perfekt*, spitze,
            spitzenmassig*, genial*, exzellent*, herrlich*, super, klasse, toll*, mega, unvergesslich*,
            einwandfrei*, makellos*, vorbildlich*, tadellos*, rundum zufrieden, sehr zufrieden, weiterempfehl*,
            empfehlen euch, empfehlen sie, gerne wieder, gern wieder, immer wieder, jederzeit wieder, nachstes jahr
            wieder, wieder buchen, wiederkommen, kommen wieder, vielen dank fur, danke fur, dank fur, grosses lob,
            grosses kompliment, lob an, kompliment, keine beschwerde*, nichts zu beanstanden, lief wie am
            schnurchen, reibungslos*, hat uns umgehauen, bombe, hammer, liebe*, geliebt""",
        2: """gekummert, uberzeugt, gut beraten, in ruhe feiern, hilfreicher, dreimal nachgenommen, nachschlag,
            freut uns, freut mich, beste location, beste*, gegluckt, macht lust, gern bestatigen, nehmen wir gerne,
            nehme ich gerne, gut angekommen, kam gut an, kamen gut an, gut gelaunt, gute laune, gute stimmung, tolle
            stimmung, freundlichkeit, gastfreundlich*, gastfreundschaft, herzlichkeit, ruhe bewahrt, gerettet,
            geholfen, weitergeholfen, schnell gelost, schnelle losung, sofort gelost, ideenreich*, kreativ*,
            elegant*, geschmackvoll*, einfuhlsam*, engagiert*, engagement, kompetenz, fachkundig*, versiert,
            umsichtig*, vorausschauend, lohnt sich, gelohnt, lohnenswert, preiswert*, angemessen*, stolz,
            erleichtert, beruhigt, gefuhlt wie, eingehalten, wie versprochen, wie vereinbart geklappt, lauft, lief
            gut, lief alles, lief super, klappte, geklappt, funktionierte gut, funktioniert gut, viel lob, weiter
            so, weitermachen, bin froh, sind froh, positiv*, harmonisch*, abwechslungsreich*, spannend*,
            kurzweilig*, informativ*, lehrreich*, gepflegt*, edel, frohlich*, lustig*, amusiert, tanzflache war
            voll, gut, gute, guter, gutes, guten, schon*, freundlich*, nett, nette, netten, netter, hilfsbereit*,
            zuvorkommend*, lecker*, kostlich*, zufrieden*, gefreut, freude, gefallen, gefiel, gelungen*,
            erfolgreich*, professionell*, kompetent*, aufmerksam*, angenehm*, liebevoll*, herzlich*, stimmig*,
            dankbar, prima, gemutlich*, beeindruck*, punktlich*, schnell geantwortet, schnelle antwort, schnelle
            hilfe, hat geklappt, alles geklappt, klappt wunderbar, hat alles funktioniert, unkompliziert*,
            problemlos*, ohne probleme, kein problem, keine probleme, nicht schlecht, gar nicht schlecht, besser als
            erwartet, spass, ein genuss, genossen, zuverlassig*, sauber*, tipptopp, top, hut ab, wohlgefuhlt, wohl
            gefuhlt, gut organisiert, gut aufgehoben, genau das, genau was wir, schatze*, geschatzt, charmant*,
            wertschatz*, lobend, gelobt, geschwarmt, schwarmen, wertvoll*, rundum, merci fur""",
        1: """okay, ok, ordentlich*, ganz gut, in ordnung, nutzlich*, interessant*, hilfreich*, bedanke*, dank,
            schnell*, einfach, verbessert, frisch*, ruhig, solide*, passt, flott, fair*, gepasst, empfehl*""",
        0: """ich bin krank, bin krank, bin erkrankt, leider muss ich, leider mussen wir, wie abgesprochen, danke,
            am liebsten, beste uhrzeit, beste zeit, beste moglichkeit, bester weg, das
            beste ware, bestens gedankt, freut sich auf, freut uns sehr auf, wann genau, konnen sie absehen, zum
            besten, danke fur die auskunft, danke fur ihre auskunft, danke fur eine, danke fur kurze, danke fur die
            info, danke fur ihre ruckmeldung, danke fur eine kurze, danke fur eure ruckmeldung, danke fur die
            ruckmeldung, dank fur ihre ruckmeldung, dank fur die auskunft, danke fur ihre antwort, weder gut noch,
            weder besonders gut noch schlecht, weder noch, freue mich uber, freuen uns uber, freue ich mich uber,
            freuen wir uns uber, wie vereinbart, wie besprochen, im schadensfall, schadensfall, haftpflicht*,
            ersatztermin, ersatzteil*, erlaubt, leere kisten, aufpreis fur, kommt ein aufpreis, unter allergikern,
            allergiker*, allergien, stromanschluss*, anzahlung bezahlt, bereits bezahlt, schon bezahlt, bezahlt
            werden, heisse getranke, warme speisen, krankheitsfall, krankheitsbedingt, krank werden, polizeilich,
            liebe frau, lieber herr, liebe, lieber, lieben, hubsch gemacht, gerne, vielen dank im voraus, danke im
            voraus, besten dank im voraus, herzlichen dank im voraus, mit freundlichen grussen, freundliche grusse,
            mit bestem gruss, freundlichen grussen, freundlichem gruss, beste grusse, liebe grusse, viele grusse,
            schone grusse, schonen grussen, herzliche grusse, guten tag, guten morgen, guten abend, schonen tag,
            schones wochenende, schone woche, gute nacht, sehr geehrte*, liebes team, liebe damen, liebe alle,
            lieben gruss, liebe kolleg*, so schnell wie moglich, schnellstmoglich, mochte gerne, wurde gerne, wurden
            gerne, wir wurden uns freuen, wurde mich freuen, wurde mich uber, wurden uns uber, freue mich auf ihre,
            freuen uns auf ihre, freue mich auf deine, freue mich auf eure, ware schon, ware toll, ware super, ware
            gut, ware nett, ware prima, ware klasse, ware es moglich, ware perfekt, schon mal, schon jetzt, schon,
            schon einmal, schon heute, schon bald, schon lange, gut ware, gut erreichbar, am besten, gute frage,
            bitte, falls moglich, wenn moglich, kein thema, eilt nicht, kein stress, guter zeitpunkt, gut zu
            erreichen, gute zeit, so gut, gut dass, gut eine, gut zwei, kurze frage, kurzen termin, alles gute,
            vielen dank und, danke und, vielen dank, besten dank, merci, verlorene, einfach kurz, interesse an,
            interessieren uns, interessiere mich, einfach mal, einfach so""",
        -1: """gelangweilt, langweil*, langatmig*, zah, wiederholt, wiederholung*, stickig*, heiss,
            durchschnittlich, mude, hungrig, durst*, unbequem*, unruhig*, eigenartig*, komisch*, seltsam*,
            merkwurdig*, umweg, knapp, zu knapp, nicht so der, ehrlich gesagt, ehrlich bin, gewohnungsbedurftig*,
            nicht ganz, nur bedingt, bedingt, uberfordert*, gestresst*, stressig*, schwer zu, muhsam, naja, na ja,
            geht so, mau, vermisst, vermissen, leider, schade, problem*, langsam*, verspatet*, verspatung, kalt*,
            laut, laute*, klein, fehlt, fehlte*, fehlen*, falsch*, fehler*, unklar*, schwierig*, teuer*, eng,
            dreckig*, statt, anstatt, wieder mal, warteschlange*, schlange, gewartet, warten mussten, warte,
            verpasst, schwach*, fad, lauwarm*, trocken*, niemand, keiner, keine antwort, ohne antwort, vergessen,
            hatte besser, konnte besser, ausbaufahig*, luft nach oben, mittelmassig*, missverstand*, verwirr*, nur,
            erst, doppelt, zu wenig, ausverkauft, beschwerde*, anstrengend, umstandlich*, unubersichtlich*, gefehlt,
            nie, immer noch, noch immer, verwunder*, irritier*""",
        -2: """ungeduldig, langsam werd, was sache ist, ruckzahlung, neulieferung, gekommen sind sie, nicht
            gefallen, viel verkauf, wenig auskunft, unvorbereitet, nicht so recht, schon dass man, herzlichen
            gluckwunsch sie haben, das muss man erst, erst mal hinkriegen, wiederhaben, wieder haben, teil des
            geldes, zustandig, strom aus, nervt, nerven, nervig*, nicht den vollen, vollen preis, standigen
            ausfallen, ausfallen, lohnt sich nicht, lohnt sich das fur mich nicht, nicht mehr, korrekturrunden, die
            falsche, der falsche, das falsche, ohne besteck, kein warmes, warten darf, fast einen monat, tage her,
            wochen her, fehlplan*, verplant, versaumnis*, nicht uberzeugt, hatten mehr erwartet, mehr erwartet, mehr
            versprochen, enttauscht vom, krisensitzung, anstehen, angestanden, schlange stehen, funkstille, nicht
            erklaren, ins leere, vertauscht*, verwechsel*, verwechselt, nicht auffindbar, unauffindbar*, schaden,
            gebohrt, larm*, baustelle, baularm, verschwunden, geht gar nicht, so geht das nicht, so geht das
            wirklich, so nicht, kann das nicht stehen, nicht stehen bleiben, trotz zusage, trotz zugesagt*,
            zugesagt, zusage, zusagen nicht, vereinbart waren, bestellt waren, bestellt hatten, gebucht hatten,
            gebucht waren, bezahlt haben, bezahlt hatten, laut vertrag, laut angebot, abgemacht, differenz, ziehen
            sie, abziehen, abgezogen, streichen sie, erlass, erlassen, gutschreiben, gutgeschrieben, ersetzt,
            ersetzen, schadenersatz, schadensersatz, kulanz, stornieren sie, korrigieren sie, rechnung korrigier*,
            rechnung stimmt, ungerechtfertigt*, unberechtigt*, zu unrecht, abgebucht, mahngebuhr*, zusatzkosten,
            aufpreis, nachforder*, versteckt*, abgestellt, abgesagt, abgebrochen, eingefroren, absturz, absturze,
            abgesturzt, hangt, hing, ruckelt*, gestreikt, streikt*, rauschen, rauschte, uberfullt*, uberbucht*, voll
            ist, ausgebucht obwohl, abgewiesen, rausgeworfen, nicht reingelassen, nicht eingelassen, angeschnauzt,
            angeschrien, angepflaumt, patzig*, arrogant*, herablassend*, gleichgultig*, desinteressiert*, lustlos*,
            unaufmerksam*, unwissend*, uberheblich*, vergrault, verpatzt, vermasselt, verhauen, versemmelt,
            verschlafen, versaumt, ubersehen, unter den tisch, nass, durchnasst, im regen, gefroren, eiskalt*,
            zugig, schimmel*, kakerlake*, maus, haar in, haare in, roh, angebrannt*, verbrannt, zah wie,
            geschmacklos*, abgelaufen*, verwelkt*, welk*, zerkratzt*, kratzer, verbogen, wackelig*, wackelt*,
            umgefallen, eingesturzt, gestolpert, gesturzt, verletzt, krank, allergisch*, krankenhaus, druckfehler,
            falsch gedruckt, falsch geschrieben, unleserlich*, verzicht* kunftig, anderweitig, woanders, andere
            anbieter, anderen anbieter, kundigen, kundigung, kundige, danke fur nichts, danke fur die blumen, na
            bravo, na super, na toll, na danke, na prima, schonen dank auch, vielen dank auch, ganz toll gemacht,
            zum x ten mal, wiederholt nicht, zum wiederholten, erneut nicht, seit tagen, seit wochen, seit monaten,
            wochenlang, tagelang, stundenlang, vergeblich, umsonst gewartet, trotz mehrfacher, mehrfach angerufen,
            mehrmals angerufen, dritte mail, zweite mail, dritte erinnerung, keine entschuldigung, entschuldigung
            ware, erklarung, stellungnahme, verantwort*, schuld, ausrede*, abgewimmelt, abwimmeln, reicht nicht,
            reichte nicht, reichten nicht, ausgegangen, leer, war leer, waren leer, schnell leer, kein strom, kein
            wasser, keine heizung, kein ton, kein licht, heizung aus, einer kam, nur einer kam, kam nicht, kamen
            nicht, kam erst, kamen erst, kam keiner, kam niemand, kein wort, nicht ein, anders als, nicht gehalten,
            nicht gestimmt, nicht passend, passt nicht, passte nicht, unpassend*, nicht moglich war, unbrauchbar*,
            nicht nutzbar, nicht benutzbar, nicht verwendbar, ungelost, offen geblieben, liegen geblieben,
            schlecht*, enttausch*, arger*, verarger*, argerlich*, unzufrieden*, frustr*, erstatt*, ruckerstatt*,
            zuruckerstatt*, geld zuruck, kaputt*, defekt*, beschadigt*, mangelhaft*, mangel, schmutzig*,
            unfreundlich*, unhoflich*, unprofessionell*, chaos, chaotisch*, durcheinander, nicht akzept*, inakzept*,
            ignoriert*, nicht geantwortet, warte* immer noch, warte* noch immer, immer noch nicht, noch immer nicht,
            noch immer kein*, immer noch kein*, bis heute nicht, bis heute kein*, nicht angekommen, nicht geliefert,
            nicht erhalten, nicht funktioniert, funktioniert nicht, funktionierte nicht, ging nicht, geht nicht,
            nicht geklappt, nicht erschienen, nicht aufgetaucht, nicht gekommen, nicht wie vereinbart, nicht wie
            abgesprochen, nicht wie bestellt, nicht wie besprochen, nicht das was, entspricht nicht, entsprach
            nicht, nicht eingehalten, nicht in ordnung, nicht zufrieden, nicht glucklich, nicht begeistert, im
            stich, entschadig*, gutschrift, preisnachlass, minderung, mindern, reklam*, beschwere, beschweren, zum
            dritten mal, zum zweiten mal, schon wieder, das dritte mal, das zweite mal, stunde gewartet, stunden
            gewartet, minuten gewartet, stunden zu spat, minuten zu spat, zu spat, zu klein, zu laut, zu kalt, zu
            warm, zu lang, zu lange, zu langsam, zu teuer, unzuverlassig*, falsch berechnet, falsche rechnung,
            doppelt berechnet, doppelt abgebucht, doppelt belastet, zu viel berechnet, zuviel berechnet,
            ausgefallen, fiel aus, ausfall, undicht*, stank*, gestunken, stinkt, fleck*, uberteuert*, schlecht
            organisiert, keine reaktion, keine ruckmeldung, nie gemeldet, nicht gemeldet, meldet sich nicht, niemand
            zustandig, niemand wusste, niemand da, keiner da, ohne absprache, ohne vorwarnung, ohne ankundigung,
            ohne rucksprache, unverstandlich*, ungeniessbar*, versalzen*, verkocht*, verdorben*, bedauerlich*,
            bemangel*, beanstand*, nachbesser*, ersatz, beschimpf*, abgespeist, vertrostet, hingehalten, schlampig*,
            nachlassig*, lieblos*, zerbrochen*, gerissen*, verloren gegangen, nicht das erste mal, versteckte
            kosten, nicht korrekt, stimmt nicht, stimmte nicht, verschimmelt*, gestritten, unverschuldet,
            rausgeschmissen, umsonst, nicht nachvollzieh*, unpunktlich*, vergammelt*""",
        -3: """alles andere als zufrieden*, alles andere als gut*, alles andere als gelungen*, alles andere als
            professionell*, alles andere als perfekt*, alles andere als begeistert*, gluckwunsch das war die schlecht*,
            gluckwunsch das war das schlecht*, debakel, blamabel, horror, holle, abartig*, dreist*, dreistigkeit,
            unverschamtheit, sauerei,
            schweinerei, saftladen, scheisse, scheiss*, mist, kotz*, hass*, gehasst, tranen, geweint, weinend,
            verzweifelt, am boden, ruiniert, gerichtlich, gericht, strafanzeige, anzeige, polizei, bewertung
            schreiben, google bewertung, nie und nimmer, ganz sicher nicht, ein schlag ins gesicht, hohn,
            verhohnung, veralbert, veralber*, fur dumm, respektlos*, menschenunwurdig*, gesundheitsgefahr*,
            ungeheuerlich*, inakzeptabel*, geplatzt, blosser hohn, zum heulen, zum kotzen, schrecklich*, furchtbar*,
            katastroph*, entsetzlich*, entsetzt, grauenhaft*, grauenvoll*, miserabel*, miserable*, unterirdisch*,
            widerlich*, ekelhaft*, ekelig*, eklig*, skandal*, frechheit, frech, unverschamt*, unmoglich,
            unzumutbar*, zumutung, ruinier*, desaster, albtraum, alptraum, wutend, stinksauer, sauer, emporend,
            emport, lacherlich*, peinlich*, nutzlos*, witz, farce, betrug, betrog*, abzocke, abgezockt, verarscht,
            angelogen, gelogen, inkompetent*, unfahig*, nie wieder, niemals wieder, nie mehr, finger weg, nicht
            empfehlen, nicht weiterempfehl*, abraten, abzuraten, rate ab, verschwend*, zeitverschwendung, anwalt*,
            rechtsanwalt, rechtliche schritte, verbraucherzentrale, mahnung, fristsetzung, verlange, fordere,
            fordern, mein geld, unser geld, geld zuruckhaben, die nase voll, es reicht, mir reicht, reicht es,
            unglaublich, bodenlos*, null sterne, ein stern, lebensmittelvergiftung, gefahrlich*, fassungslos,
            blamiert, blamage, verdorben, versaut, im eimer, tiefpunkt, konkurrenz""",
    },
    negations="""nicht, kein, keine, keinen, keiner, keinem, keinerlei, nie, niemals, nichts, kaum, ohne,
            weder, ned, nid, net""",
    intensifiers="""sehr, ausserst, total, vollig, absolut, extrem, wirklich, so, richtig, besonders, unglaublich,
            uberaus, hochst, echt, einfach, ungemein, wahnsinnig, viel, ganz besonders, mega, super""",
    dampeners="""etwas, ein bisschen, bisschen, ein wenig, ziemlich, relativ, eher, leicht, fast, teilweise,
            halbwegs, recht""",
    contrasts="""aber, jedoch, allerdings, trotzdem, dennoch, leider, nur dass, nur leider, obwohl, hingegen,
            dafur, bloss, einzig, sondern""",
    intents={
        "Complaint": """3 differenz, 3 ziehen sie, 3 abziehen, 3 streichen sie, 3 erlass, 3
            gutschreiben, 3 schadenersatz, 3 ersetzt, 3 erstatt*, 3 ruckerstatt*, 3 zuruckerstatt*, 3 geld zuruck, 3
            reklam*, 3 beschwer*, 3 entschadig*, 3 minderung, 2 neulieferung, 2 wiederhaben, 2 teil des geldes, 2
            vollen preis, 2 die falsche, 2 ohne, 2 erst mal hinkriegen, 2 gekommen sind, 2 waren auf, 2 schimmel, 2
            strom aus, 2 nachlieferung, 2 neu drucken, 2 umgehend ersetzen, 2 vereinbart, 2 bestellt, 2 gebucht, 2
            bezahlt, 2 zugesagt, 2 zugesichert, 2 laut vertrag, 2 abgemacht, 2 anstehen, 2 vertauscht, 2
            verwechselt, 2 nicht auffindbar, 2 schaden, 2 verschwunden, 2 geht gar nicht, 2 so geht das, 2 so nicht,
            2 kein, 2 keine, 2 trotz, 2 obwohl, 2 verlangt, 2 danke fur nichts, 2 na bravo, 2 na super, 2 na toll, 2
            abgesturzt, 2 abgebrochen, 2 ausgegangen, 2 uberbucht, 2 abgewiesen, 2 verletzt, 2 krank, 2 druckfehler,
            2 debakel, 2 sauerei, 2 verargert, 2 zahlen wir, 2 zahle ich, 2 zahlen nicht, 2 rechnung, 2 kaufpreis, 2
            eintrittspreis, 2 mitten, 2 kam, 2 kamen, 2 einer kam, 2 schon abgeholt, 2 wer verkauft, 2 erwarte eine,
            2 erwarten eine, 2 stellungnahme, 2 obwohl wir, 2 war nicht, 2 waren nicht, 2 entschuldigung, 2
            inakzept*, 2 nicht akzept*, 2 doppelt, 2 kaputt*, 2 defekt*, 2 beschadigt*, 2 funktioniert* nicht, 2
            nicht funktioniert, 2 nicht geliefert, 2 nicht angekommen, 2 nicht erschienen, 2 falsch*, 2 fehlt, 2
            fehlte*, 2 fehlen, 2 gefehlt, 2 schrecklich*, 2 katastroph*, 2 furchtbar*, 2 unfreundlich*, 2 nie
            wieder, 2 anwalt*, 2 frechheit, 2 unverschamt*, 2 schon wieder, 2 zum dritten mal, 2 zum zweiten mal, 2
            nicht wie, 2 statt, 2 wutend, 2 sauer, 2 enttausch*, 2 arger*, 2 verarger*, 2 zumutung, 2 unzumutbar*, 2
            gutschrift, 2 preisnachlass, 2 mindern, 2 mangel*, 2 bemangel*, 2 ausgefallen, 2 fiel aus, 2 stank, 2
            fleck*, 2 ohne absprache, 2 ohne vorwarnung, 2 unprofessionell*, 2 im stich, 2 abzocke, 2 ersatz, 2 zu
            viel berechnet, 2 stimmt nicht, 2 vertrostet, 2 nicht eingehalten, 2 es reicht, 2 fordere, 2 verlange, 2
            witz, 2 lacherlich, 2 schlecht*, 2 nachbesser*, 2 entspr* nicht, 2 nachlass, 1 nicht, 1 wurde, 1 erst, 1
            leider, 1 kalt, 1 schmutzig*, 1 niemand, 1 gewartet, 1 fehler, 1 problem, 1 nur, 1 immer noch, 1 zu spat""",
        "FollowUpRequest": """4 kontaktiert werden, 4 meldets, 4 meld dich, 4 melden, 4 ruft bitte, 4 ruft mal
            zuruck, 4 zuruckzurufen, 4 ruckmelden, 4 um ruckmeldung, 4 um ruckruf, 4 bittet um, 4 zuruckrufen, 4
            ruckruf, 4 rufen sie mich, 4 ruf mich, 4 rufen sie uns, 4 melden sie sich, 4 melde dich, 4 meldet euch,
            4 nachfassen, 4 nachhaken, 3 wolltest dich, 3 zu antworten, 3 bis freitag, 3 erinnern sie mich, 3
            erinnere mich, 3 daran, 3 tage her, 3 wochen her, 3 sag mir, 3 wenn der plan, 3 wenn der termin, 3 bis
            wann es kommt, 3 nochmals, 3 absehen, 3 rufen sie, 3 ruft mich, 3 ruft uns, 3 rufst du, 3 anzurufen, 3
            funkstille, 3 schreibst du mir, 3 schreib mir, 3 schreiben sie mir, 3 schreibt mir, 3 schreibt uns, 3
            sobald, 3 geben sie mir, 3 gib mir, 3 gebt mir, 3 gebt uns, 3 kommen sie auf, 3 komm auf, 3 kommt auf, 3
            komme zuruck auf, 3 zuruckkommen, 3 erwarte ich, 3 erwarten wir, 3 erwarte gern*, 3 offerte, 3
            reagieren, 3 reagiert, 3 antworten sie, 3 antwortet, 3 antwort auf, 3 auf meine mail, 3 auf meine
            anfrage, 3 auf meine nachricht, 3 auf mein schreiben, 3 bis heute, 3 neuen stand, 3 schon einen neuen, 3
            kurze nachfrage, 3 nachfrage zu, 3 wie weit, 3 tut sich, 3 hat sich, 3 dran, 3 fertig ist, 3 konzept, 3
            vorschlag zuruck, 3 anrufen, 3 nachfragen, 3 ruckmeldung, 3 erinner*, 3 stand der dinge, 3 aktueller
            stand, 3 neuer stand, 3 wie ist der stand, 3 warte noch auf, 3 warten noch auf, 3 warte auf, 3 warten
            auf, 3 noch nichts gehort, 3 nichts gehort, 3 bescheid, 3 auf mich zu, 3 auf uns zu, 3 auf sie zu, 3
            wieder kontakt, 3 kontaktieren, 3 in kontakt, 3 wiedervorlage, 3 auf dem laufenden, 3 noch einmal an, 3
            noch mal an, 3 nochmal an, 3 neuigkeiten, 3 was neues, 3 update, 3 haken, 3 kurz durchrufen, 3 klingel*,
            3 auf ruckruf, 2 erreichbar, 2 am ende des monats, 2 ende des monats, 2 nach ostern, 2 nach den ferien,
            2 im neuen jahr, 2 nachste woche noch, 2 umgehend, 2 ausgewandert, 2 immer noch keine, 2 sie hatten
            zugesagt, 2 zu aussern, 2 sie wollten, 2 ihr wolltet, 2 du wolltest, 2 versprochen, 2 ihr angebot, 2
            euer angebot, 2 dein angebot, 2 das angebot, 2 unser gesprach, 2 wie besprochen, 2 letzte woche, 2
            vergangene woche, 2 in zwei wochen, 2 im januar, 2 in einem monat, 2 meine mail, 2 meine anfrage, 2
            meine nachricht, 2 gibt es neuigkeiten, 2 noch keine antwort""",
        "MeetingRequest": """4 beratungstermin, 4 beratungsgesprach, 4 krisensitzung, 4 termin fur, 4 termin
            vor, 4 terminvorschlag, 4 termine, 4 terminlich, 4 probeessen, 4 gesprach mit, 4 personliches gesprach,
            4 termin, 4 treffen, 4 besprechung, 4 besichtig*, 3 zu einer besprechung, 3 in unser haus, 3 in unserem
            haus, 3 bitten, 3 wann darf ich sie, 3 schlagen sie einen, 3 zeigen, 3 rumfuhren, 3 herumfuhren, 3
            anzuschauen, 3 anzusehen, 3 durchgehen, 3 durchsprechen, 3 zu besprechen, 3 besprechen, 3 generalprobe,
            3 probe, 3 begutachten, 3 ausmessen, 3 vermessen, 3 vorbeizukommen, 3 vorbei kommen, 3 vorbei, 3 zu uns
            kommen, 3 bei uns, 3 bei ihnen, 3 auf einen kaffee, 3 zu dritt, 3 zusammensitzen, 3 hinsetzen, 3 hocken,
            3 lunch, 3 mittagessen, 3 telko, 3 videogesprach, 3 skype, 3 sprechstunde, 3 audienz, 3 vor ort, 3
            anschauen, 3 ansehen, 3 vorbeikommen, 3 vorbeischauen, 3 videocall, 3 videokonferenz, 3 zoom, 3 teams, 3
            telefontermin, 3 telefonat, 3 telefonieren, 3 zusammensetzen, 3 verkostung, 3 rundgang, 3 fuhrung, 3
            personlich, 3 kennenlernen, 3 gesprach vereinbaren, 3 vereinbaren, 3 meeting, 3 sitzung, 3 austausch, 3
            abstimm*, 3 vorgesprach, 3 zusammentreffen, 3 lokaltermin, 3 ortstermin, 3 begehung, 2 samstag, 2
            sonntag, 2 wann dürfen wir, 2 wann konnen wir, 2 wann konnten wir, 2 wann hatten sie, 2 wann passt, 2
            wurde passen, 2 wurde es passen, 2 um 10, 2 um 14, 2 uhrzeit, 2 kommende woche, 2 nachste woche, 2
            wunscht, 2 halbe stunde, 2 30 minuten, 2 passt es, 2 passt ihnen, 2 passt dir, 2 zeit haben, 2 haben sie
            zeit, 2 hast du zeit, 2 hattet ihr zeit, 2 hatten sie zeit, 2 habt ihr zeit, 2 montag, 2 dienstag, 2
            mittwoch, 2 donnerstag, 2 freitag, 2 kalender, 2 kaffee, 2 vormittag*, 2 nachmittag*, 1 uhr""",
        "Feedback": """2 offen gesagt, 2 knaller, 2 ever, 2 nur zur info, 2 so recht, 2 telefonisches
            lob, 2 hammer, 2 klagen, 2 nachgenommen, 2 gekummert, 2 weinprobe, 2 stadtfuhrung, 2 betriebsausflug, 2
            entspannt, 2 uberzeugt, 2 vergessen wir, 2 danke, 2 mega, 2 meckern, 2 wucht, 2 hin und weg, 2 respekt,
            2 einsatz, 2 zur umfrage, 2 umfrage, 2 ruckmeldung fur, 2 als ruckmeldung, 2 ehrlich, 2 ehrlich gesagt,
            2 burner, 2 gelangweilt, 2 langweilig, 2 das programm war, 2 die musik, 2 das buffet, 2 die vortrage, 2
            die location, 2 das personal, 2 die organisation, 2 mich hat, 2 mir hat, 2 uns hat, 2 fand, 2 wollte nur
            sagen, 2 wollte mich, 2 wollten uns, 2 mochte mich bedanken, 2 bedanken, 2 party, 2 fest, 2 hochzeit
            war, 2 durchschnittlich, 2 weder, 2 spitze, 2 klasse, 2 traumhaft, 2 gelacht, 2 weiter so, 2 tipp, 2
            idee, 2 hinweis, 2 kleiner wermutstropfen, 2 wermutstropfen, 2 danke fur, 2 dank fur, 2 toll*, 2 super,
            2 wunderbar*, 2 grossartig*, 2 hervorragend*, 2 schon*, 2 begeister*, 2 genossen, 2 perfekt*, 2
            feedback, 2 anregung, 2 vorschlag, 2 verbesserungsvorschlag, 2 nachstes mal, 2 nachstes jahr, 2 beim
            nachsten, 2 unsere gaste, 2 alle, 2 die veranstaltung war, 2 der abend, 2 insgesamt, 2 im grossen und
            ganzen, 2 empfehl*, 2 weiterempfehl*, 2 beeindruckt, 2 lecker*, 2 konnte man, 2 ware schon gewesen, 2
            ware besser, 2 hatte besser, 2 gut organisiert, 2 gelungen*, 2 lob, 2 kompliment, 2 zufrieden*, 2
            sterne, 2 etwas, 2 nicht schlecht, 2 reibungslos*, 2 freundlich*, 2 gefallen, 2 gefiel, 2 fanden, 2 fand
            ich, 2 das essen, 2 das team, 2 die referent*, 2 der ton, 2 ruckblick, 2 eindruck, 2 gerne wieder, 2
            nettes, 2 stimmung, 1 war, 1 waren""",
        "InformationRequest": """3 inbegriffen, 3 ist im ticket, 3 ausleihen, 3 kann man, 3 buchen, 3 wann genau,
            3 einlass, 3 uhrzeit, 3 macht ihr auch, 3 machen sie auch, 3 was nehmt ihr, 3 was nehmen, 3 was
            verlangen, 3 was habt ihr, 3 welch*, 3 gebuhr*, 3 pauschal*, 3 pro gast, 3 pro person, 3 pro kopf, 3
            mieten, 3 miete, 3 mietpreis, 3 vermieten, 3 vermietet, 3 auflosung, 3 leistung, 3 vorlauf, 3 wie
            bestelle, 3 wie bekomme, 3 wie komme, 3 wie kommt, 3 wie weit ist, 3 fallen fur, 3 strom, 3 wlan, 3
            beamer, 3 technik, 3 ausstattung, 3 versicher*, 3 zahlungs*, 3 iban, 3 kontodaten, 3 barzahlung, 3
            karten, 3 tickets, 3 kinder, 3 hunde*, 3 haustiere, 3 anfahrt, 3 shuttle, 3 hotel, 3 ubernachtung*, 3
            mindest*, 3 maximal*, 3 hochstens, 3 quadratmeter, 3 allergene, 3 halal, 3 koscher, 3 programm fur, 3
            liste der, 3 anmeldeschluss, 3 bis wann, 3 ab wann, 3 wieviele, 3 wie viele, 3 wie viel*, 3 wieviel*, 3
            wie lange, 3 wie hoch, 3 wie kann, 3 wie gross, 3 was kostet, 3 was kosten, 3 was ist, 3 gibt es, 3 gibt
            s, 3 haben sie, 3 habt ihr, 3 bieten sie, 3 bietet ihr, 3 kann ich, 3 konnen wir, 3 konnten sie, 3
            konnen sie mir, 3 konnt ihr, 3 bitte senden, 3 bitte schicken, 3 schicken sie, 3 zusenden, 3 zuschicken,
            3 preis, 3 preise*, 3 preisliste, 3 kosten, 3 kapazitat, 3 parkplatz*, 3 parken, 3 verfugbar*, 3
            rechnung, 3 mwst, 3 umsatzsteuer*, 3 frist, 3 welche*, 3 wann, 3 wo, 3 wie, 3 offnungszeiten, 3
            barrierefrei*, 3 vegan*, 3 vegetarisch*, 3 gluten*, 3 erlaubt, 3 moglich, 3 inklusive, 3 enthalten, 3
            anzahlung, 3 rabatt, 3 grundriss, 3 agb, 3 angebot fur, 3 adresse, 3 ist es, 3 ist der, 3 ist die, 3 ist
            das, 3 speisekarte, 3 menu*, 3 bestellnummer, 3 ob, 3 kann mein, 3 storno*, 3 darf, 3 durfen, 3 mussen
            wir, 3 auskunft, 3 datenblatt, 2 informationen, 2 infos, 2 details, 2 wissen, 2 frage, 2 interesse, 2
            planen, 2 suchen""",
    },
    stop="""der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, und, oder, aber, wenn,
            dass, weil, als, ob, von, bei, mit, nach, zu, zum, zur, aus, in, im, an, am, auf, uber, unter, vor, fur,
            durch, gegen, ohne, um, bis, seit, wahrend, ich, mich, mir, mein, meine, meinen, wir, uns, unser,
            unsere, unseren, du, dich, dir, dein, deine, ihr, euch, euer, eure, sie, ihnen, ihre, ihren, er, ihn,
            ihm, sein, seine, es, man, dies, diese, dieser, dieses, jener, welche, wer, was, wo, wie, wann, warum,
            bin, bist, ist, sind, seid, war, waren, wird, werden, wurde, wurden, haben, habe, hat, hatte, hatten,
            kann, konnen, konnten, konnte, muss, mussen, mussten, soll, sollte, sollten, mochte, mochten, darf,
            nicht, kein, keine, nur, noch, schon, auch, so, sehr, mehr, viel, viele, alle, alles, etwas, nichts,
            hier, da, dort, dann, denn, doch, ja, nein, mal, bitte, danke, dank, vielen, hallo, grusse, liebe,
            guten, tag, geehrte, damen, herren, leider, wieder, immer, gerne, gern, ganz, also, ab, beim, vom, ins""",
)

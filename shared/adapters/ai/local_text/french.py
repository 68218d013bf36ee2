"""French words. Folded (no accents, small letters); `*` stands for any ending."""

from shared.adapters.ai.local_text.vocabulary import Vocabulary

FRENCH = Vocabulary(
    valence={
        4: """du jamais vu, de toute beaute, hors pair, hors du commun, a couper le souffle, bluffant de, on en
            reve encore, un reve, de reve, feerique*, magique*, unanimite, fait l unanimite, sous le charme,
            conquis, conquise, conquises, emballe*, emballes, cracks, exceptionnel*, extraordinaire*, remarquable*,
            inoubliable*, au dela de nos attentes, depasse nos attentes, au dela de nos esperances, plus que
            satisfait*, rien a redire, rien a dire, sans fausse note, aucune fausse note, un sans faute, sans faute,
            cinq etoiles, 5 etoiles, dix sur dix, 10 sur 10, chapeau, mille mercis, mille merci, coup de coeur, je
            recommande vivement, recommande sans hesit*, recommandons vivement, les yeux fermes, grandiose*""",
        3: """frissons, wahou, meilleure journee, meilleur moment de, meilleure soiree, merveilles, merveille, pas
            degueu, sauve notre, avez sauve, la moindre fausse note, sans la moindre, resservi*, felicit*,
            gratitude, reconnaissan*, emu, emus, emue, emouvant*, touche*, touches, genialissime, hallucinant* de,
            incroyable travail, heros, heroine, ange, anges, fee, perle, pepite, un bijou, un delice, un bonheur,
            que du bonheur, bonheur, joie, joyeu*, rires, sourires, inspirant*, eblouissant*, eblouis, enivrant*,
            divin*, exquis*, succulent*, fameu*, extra, canon, trop bien, trop bon, trop beau, trop cool, trop
            chouette, trop sympa, tip top, tiguidou, ecoeurant de bon, malade de bon, wow, ouah, merci l equipe,
            merci les, merci mille fois, remercier toute, remercier chaleureusement, remercions chaleureusement,
            vous remercier pour, te remercier pour, les remercier pour, remercie pour, remercions pour, fiers,
            fiere, fier, applaudi*, ovation, aussi clair, rarement vu, hate de, hate d y, vivement la prochaine, a
            refaire, a recommander, on recommence, excellent*, fantastique*, formidable*, merveilleu*, magnifique*,
            parfait*, genial*, geniale, super, superbe*, ravi*, enchante*, impeccable*, adore*, adorons, sublime*,
            splendide*, top, bravo, felicitations, recommande, recommandons, je recommande, nous reviendrons, on
            reviendra, je reviendrai, refaire appel, ferons appel a nouveau, un grand merci, grand merci, merci
            beaucoup pour, merci infiniment, merci encore, merci pour, merci a toute, merci a toi, merci a vous,
            merci a tous, un vrai plaisir, un regal, se sont regales, regale*, delicieu*, aucun reproche, aucune
            plainte, tout s est deroule, tout etait parfait, comme sur des roulettes, sans accroc, aux petits soins,
            au top, nickel, chouette, emerveill*, enthousiasm*, comble*, epoustoufl*""",
        2: """meilleur*, mieux que, preparer la fete, belle surprise, bonne surprise, cool, clair, fluidite, calme
            malgre, patience, douceur, delicatesse, elegance, elegant*, raffine*, soin, precision, ponctualite,
            gentillesse, disponibilite de, a l ecoute, ecoute, professionnalisme, bienveillan*, creati*, astucieu*,
            malin, inventi*, genereuse, copieu*, gourmand*, frais et bon, bien mange, bien dormi, bien ri, bien
            passe, bien passee, bien deroule, bien accueilli*, bien recu*, bien rempli, bien pense, bien tenu,
            soulag*, serein*, rassurant*, en confiance, sauver la, sauve la, sauvé, a sauve, debrouill*, deniche, a
            la minute, dans les temps, promesse tenue, promesses tenues, comme promis, respecte les, vaut le coup,
            vaut le detour, valait, bon rapport, bonne ambiance, belle ambiance, bel accueil, bon accueil, ont
            chante, ont danse, accepter votre, amus*, drole*, sourire, facilite, lumineu*, bon, bonne, bons, bonnes,
            bien, content*, heureu*, satisf*, agreable*, sympathique*, sympa*, aimable*, gentil*, serviable*,
            accueillant*, professionnel*, attentif*, attentive*, attentionne*, souriant*, beau, belle, beaux,
            belles, joli*, reussi*, succes, plaisir, apprecie*, appreciee, plu, nous a plu, aime, aimons, soigne*,
            chaleureu*, convivial*, efficace*, reactif*, reactive*, reactivite, a l heure, ponctuel*, bien
            organise*, parfaitement organise*, pas mal, savoureu*, impressionn*, reconnaissant*, reussite, aucun
            probleme, pas de probleme, sans probleme, sans souci, aucun souci, mieux que prevu, exactement ce que, a
            la hauteur, fluide*, charmant*, compliment*, competent*, rassur*, vite regle, rapidement regle, resolu,
            impec, fiable*, sauve*, genereu*, elogieu*, nos eloges, bel evenement, belle soiree, propre*, bluffe*,
            bluffant*""",
        1: """correct*, convenable*, interessant*, utile*, rapide*, facile*, ok, remerci*, calme, frais,
            ameliore*, honnete*, simple, d accord, plutot bien, ca va""",
        0: """merci, droit de bouchon, propre vin, propre traiteur, absent du bureau, absente du bureau, du bon et
            du moins bon, meilleur prix, meilleure offre, meilleure date, meilleurs delais, le mieux, au mieux,
            comme chaque annee, absent jusqu, absente jusqu, meilleurs voeux, les meilleurs, rien de special, rien
            de plus, rien d autre, rien a ajouter, merci de me tenir, merci de nous tenir, merci de votre retour,
            merci pour votre retour, merci pour votre reponse, merci pour ta reponse, merci pour les informations,
            merci pour la reponse, merci pour l information, merci pour votre aide, merci beaucoup et, chere madame,
            cher monsieur, chers, chere, cher, hesitez pas, n hesitez pas, n hesite pas, sans faute de, explications
            sur, une explication sur, supplement pour, y a t il un supplement, en cas d annulation, frais d
            annulation, frais de, allergies, allergenes, personnes allergiques, voie d acces, a peine plus, bonnes
            salutations, chaud ou froid, plats chauds, boissons chaudes, coupe de champagne, coupe du monde, coupe
            gateau, paye l acompte, ai paye l acompte, avons paye l acompte, acompte paye, deja paye, deja regle,
            reserve une salle, avons reserve la salle, j ai reserve pour, nous avons reserve pour, au bout de,
            silence radio, long terme, le long de, depuis lundi nous, fort de, petit dejeuner, petit groupe, petits
            groupes, petit mot, petit message, petite visite, merci d avance, merci par avance, d avance merci,
            merci de, merci beaucoup d avance, en vous remerciant, vous remerciant, vous en remercie, vous remercie
            par avance, vous remercie d avance, bien cordialement, cordialement, bien a vous, bien a toi, bonne
            journee, bonne soiree, bonne semaine, bon week end, bonne reception, bonne continuation, meilleures
            salutations, bonjour, bonsoir, bien entendu, bien sur, bien que, bien recu, aussi bien, s il vous plait,
            s il te plait, svp, ce serait bien, serait bien, serait parfait, serait super, serait genial, serait
            ideal, serait possible, avec plaisir, je serais ravi*, serions ravis, serais heureu*, serions heureux,
            serait un plaisir, au plaisir de, au plaisir, aimerais, aimerions, aimerait, j aimerais, bon moment
            pour, bonne date, bon de commande, bons de commande, ou bien, si possible, salutations distinguees,
            salutations, sinceres salutations, pas presse, pas d urgence, rien d urgent, merci et, le plus simple,
            plus simple, rapide question, petite question, question rapide, rapidement, le plus rapidement, au plus
            vite, tres bientot, meilleur moment, eh bien, bien confirme, bien note, bien vouloir, veuillez bien,
            simplement savoir, propre a, facile d acces""",
        -1: """ennui, longuet*, long, longs, temps long, repetitif*, etouffant*, chaud, fatigue*, fatigant*,
            inconfortable*, inquiet*, gene, genant*, etrange*, surpris*, perplexe*, brouillon, pas fan, pas emball*,
            peu de, pas assez, pas tout a fait, sans plus, mitige*, reserve*, bemol*, laisse a desirer, passable*,
            limite, juste, impersonnel*, fouillis, ressenti, mou, molle, malheureusement, dommage, probleme*,
            souci*, lent*, lente*, retard*, froid*, bruyant*, petit, petite, manqu*, manquait, manquaient, erreur*,
            flou*, difficile*, etroit*, serre*, sale, sales, file d attente, attente, attendu, attendons, oublie*,
            personne ne, personne n, aucune reponse, sans reponse, aurait pu, pourrait etre mieux, peut mieux faire,
            moyen, moyenne, mediocre*, confus*, seulement, ne que, au lieu de, sec, seche, fade*, tiede*,
            complique*, un peu juste, trop peu, regrett*, reclamation*, plainte*, toujours, bof, decu par,
            incomplet*, incomplete*, bizarre*, etonn*, dysfonction*, panne*, jamais, double""",
        -2: """encore une fois, n avance pas, inquiets et, assez decus, m a suffi, nous a suffi, devais me
            rappeler, devait me rappeler, deviez me rappeler, coincee, coince, silence radio tres, a cinq minutes,
            ne sont pas serieux, pas serieux, prise en charge des, marteau piqueur, chantier, remboursez, sur notre
            faim, sur sa faim, laisses sur, degonfle*, rafistole*, bancal*, rien a voir, qui va payer, sans avertir,
            changez la, convaincu*, mal a l aise, a mediter, percee, perce, orage, douche gratuite, plus appel, plus
            appel a, annule ma participation, j annule, jour j sans, exasper*, excede*, hors de moi, hors de nous, a
            bout, rate, ratee, rates, impose*, tromperie, trompe*, indemnis*, reverser, nous reverser, me reverser,
            corriger la facture, corriger cette facture, deduire, deduction, deduisez, retirer de la facture,
            retirez, ristourne, annuler la facture, ne pas nous la facturer, ne pas facturer, somme, trop percu,
            exigible, pas ete applique, pas applique, pas tenu, non tenu, pas honore*, non respecte*, aviez parle
            de, aviez promis, aviez dit, nous avait dit, etait prevu, etait prevue, etaient prevu*, avions reserve,
            avions commande, avions demande, avais reserve, avais commande, avons paye, j ai paye, ai paye, avait
            ete convenu, selon le contrat, d apres le contrat, le contrat prevoyait, un seul, une seule, seuls, a
            peine, ne donne suite, pas donne suite, sans suite, pas de reponse, aucun retour, pas de nouvelles,
            silence, impossible de joindre, impossible de vous joindre, injoignable*, personne au bout, personne ne
            decroche, depuis lundi, depuis des semaines, depuis des jours, depuis des mois, trois semaines que, deux
            semaines que, des semaines que, un mois que, pigeon voyageur, faut il que, faudrait il, enfin au
            courant, panne de, plante, plantait, bugg*, bug, coupure*, coupe, coupee, gresill*, inaudible*,
            invisible*, illisible*, faute d impression, mal orthographi*, mal ecrit*, inverse*, interverti*,
            melange*, confond*, confondu*, egare*, egaree, introuvable*, disparu*, vole, volee, volees, pleurer,
            pleure*, effraye*, blesse*, blessure, malade*, allergi*, hopital, tombe, trebuch*, renvers*, ecroule*,
            effondr*, dechire*, fissure*, raye*, rouille*, moisi*, cafard*, souris, rat, cheveu*, perime*, cru,
            crue, crus, caoutchouteu*, sale comme, insipide*, tremp*, gele*, glacial*, surchauff*, surbook*,
            surreserv*, complet alors, refuse*, refoule*, expuls*, mis a la porte, crie, cria, hurle*, agressi*,
            hautain*, meprisant*, mepris, condescendant*, antipathique*, arrogan*, desinvolt*, je m en foutis*,
            incapable*, debord*, depasse*, absent*, absence de, pas la, a disparu, est parti*, partis avant, parti
            avant, bravo encore, quel talent, merci pour rien, merci du cadeau, il fallait y penser, incident,
            litigieu*, injusti*, abusi*, supplement*, frais supplement*, penalite*, majoration, mise a pied,
            resili*, resiliation, ne plus faire appel, plus faire appel, ailleurs, un autre prestataire, autre
            prestataire, autre traiteur, pas serieu*, peu serieu*, manque de serieux, manque de respect,
            amateurisme, amateur*, improvis*, pas a jour, pas prevenu*, pas informe*, mal informe*, sans excuse,
            excuses, explication*, justifi*, regrettable*, contrarie*, fache*, vexe*, revenir sur, desolant*,
            attriste*, amer, amere, mauvais*, decu*, decev*, deception*, mecontent*, insatisf*, frustr*, rembours*,
            defectu*, casse*, abime*, endommag*, crasseu*, desagreable*, impoli*, malpoli*, grossier*, grossiere,
            pas professionnel*, peu professionnel*, chaos, bazar, pagaille, inaccept*, pas accept*, ignor*, pas
            repondu, jamais repondu, toujours pas, toujours rien, toujours aucun*, attends toujours, attendons
            toujours, attend toujours, toujours en attente, pas recu, jamais recu, rien recu, pas arrive*, jamais
            arrive*, pas livre*, jamais livre*, ne fonctionn*, n a pas fonctionne, ne marche pas, ne marchait pas, n
            a pas marche, est pas venu, pas venu*, pas presente, pas conforme*, non conforme*, ne correspond*, pas
            ce que, pas comme convenu, pas comme prevu, pas respecte*, pas normal, pas satisf*, pas content*, pas a
            la hauteur, laisse tomber, dedommag*, compensation, avoir de, geste commercial, mal organise*, mal
            gere*, mal isole*, reclame, me plaindre, nous plaindre, troisieme fois, deuxieme fois, la troisieme, une
            fois de plus, heure d attente, heures d attente, minutes d attente, une heure de retard, heures de
            retard, minutes de retard, en retard, trop tard, trop petit*, trop bruyant*, trop froid*, trop chaud*,
            trop long*, trop cher*, trop lent*, trop fort*, pas fiable, facture deux fois, debite deux fois, preleve
            deux fois, surfactur*, facture* en double, preleve* en double, en panne, tombe* en panne, annule* sans,
            fuite*, puait, odeur*, tache*, hors de prix, personne pour, personne n a, personne ne repond, personne
            ne savait, sans prevenir, sans nous prevenir, sans explication, sans avertissement, immangeable*, pas
            cuit*, trop cuit*, brule*, gache*, penible*, ennuyeu*, neglig*, bacle*, promis* mais, promesse*, pas la
            premiere fois, frais caches, decourag*, agac*, perdu*, litige, imprecis*, manque de, errone*, faux,
            fausse, ne repond*, n ont pas, n avait pas, jamais rappele*, ne m a rappele, personne, desorganis*, nous
            manquait, vide, insuffisan*, inadapte*""",
        -3: """honteux, desastreux, debacle, massacre, massacre*, horreur, ecoeure*, immonde*, infect*, ignoble*,
            odieu*, atroce*, minable*, pourri*, merde, merdi*, bordel, deteste*, haine, larmes, en pleurs,
            desespere*, traumatis*, escroc*, voleur*, plainte deposee, porter plainte, huissier, repression des
            fraudes, ufc, avis google, les reseaux, se foutre, foutent, prendre pour des, pris pour des, comble, le
            comble, un comble, c est un comble, jamais de la vie, crime, criminel*, horrible*, affreu*, catastroph*,
            terrible*, epouvantable*, lamentable*, deplorable*, honteu*, honte, scandaleu*, scandale, inadmissible*,
            intolerable*, desastre*, desastreu*, cauchemar*, furieu*, en colere, revolt*, degout*, ridicule*, nul,
            nulle, nuls, nulles, inutile*, blague, foutage, arnaqu*, escroqu*, vol, mensonge*, menti, incompeten*,
            plus jamais, jamais plus, ne reviendr*, pas reviendr*, je deconseille, deconseill*, a fuir, a eviter,
            fuyez, pas recommand*, ne recommande*, perte de temps, avocat*, mise en demeure, justice, tribunal,
            exige, exigeons, mon argent, notre argent, ras le bol, marre, inexcusable*, indigne*, insult*, humili*,
            intoxication*, danger*, pire, pires, zero etoile, une etoile, gachis, gache notre, ruine*, incroyable,
            inqualifiable*, moque, se moque*, fiasco, aberrant*, concurren*, outr*""",
    },
    negations="""pas, ne, n, jamais, aucun, aucune, rien, sans, ni, guere, non, personne""",
    intensifiers="""tres, vraiment, extremement, absolument, totalement, completement, tellement, si, trop,
            particulierement, tout, hyper, super, fort, profondement, franchement, plus que, vachement""",
    dampeners="""un peu, peu, legerement, assez, plutot, presque, relativement, moyennement, quelque peu""",
    contrasts="""mais, cependant, toutefois, pourtant, neanmoins, par contre, malheureusement, sauf que, en
            revanche, bien que, dommage que, hormis, seul bemol, bemol""",
    intents={
        "Complaint": """3 remboursez, 3 prise en charge, 3 indemnis*, 3 reverser, 3 corriger la facture,
            3 deduire, 3 deduction, 3 ristourne, 3 ne pas nous la facturer, 3 ne pas facturer, 3 rembours*, 3
            reclamation*, 3 plainte*, 3 dedommag*, 3 geste commercial, 3 me plaindre, 2 rien a voir, 2 qui va payer,
            2 chantier, 2 percee, 2 degonfle*, 2 pas satisfait*, 2 pas du tout satisfaits, 2 nous demandons, 2 je
            demande, 2 ne sommes pas, 2 sans avertir, 2 sans transport, 2 avions reserve, 2 avions commande, 2 avons
            paye, 2 j ai paye, 2 aviez promis, 2 etait prevu, 2 etaient prevus, 2 contrat, 2 convenu, 2 une seule, 2
            un seul, 2 rate, 2 tromperie, 2 pas ete applique, 2 applique, 2 exasper*, 2 hors de moi, 2 inadmissible,
            2 panne, 2 encore une, 2 quel talent, 2 il fallait y penser, 2 pleurer, 2 blesse*, 2 malade*, 2 vole, 2
            disparu*, 2 introuvable, 2 egare*, 2 refuse*, 2 agressi*, 2 incident, 2 somme, 2 prestation commandee, 2
            presentee, 2 s est presentee, 2 alors que, 2 pourtant, 2 exiger, 2 geste de votre part, 2 un geste, 2
            excuses, 2 explication*, 2 supplement*, 2 payer, 2 honte, 2 pas un mot, 2 inaccept*, 2 inadmissible*, 2
            deux fois, 2 casse*, 2 defectu*, 2 abime*, 2 endommag*, 2 ne fonctionn*, 2 ne marchait, 2 pas
            fonctionne, 2 jamais arrive*, 2 pas livre*, 2 pas recu, 2 manquait, 2 manquaient, 2 manqu*, 2 erreur*, 2
            horrible*, 2 catastroph*, 2 scandaleu*, 2 honteu*, 2 plus jamais, 2 avocat*, 2 ridicule*, 2 troisieme
            fois, 2 deuxieme fois, 2 encore une fois, 2 une fois de plus, 2 pas conforme*, 2 au lieu de, 2 furieu*,
            2 decu*, 2 decev*, 2 marre, 2 arnaqu*, 2 remplac*, 2 avoir, 2 retard, 2 sale*, 2 toujours pas, 2
            toujours rien, 2 mauvais*, 2 mecontent*, 2 panne*, 2 sans prevenir, 2 sans explication, 2 pas
            professionnel*, 2 pas respecte*, 2 lamentable*, 2 nul, 2 nulle, 2 exige, 2 reduction de, 2 ne
            correspond*, 2 pas comme, 2 trop*, 2 deplorable*, 2 surfactur*, 2 annule* sans, 2 tache*, 2 facture*, 2
            indigne*, 2 litige, 1 pas, 1 n, 1 malheureusement, 1 froid*, 1 personne, 1 attendu, 1 probleme*, 1
            seulement, 1 jamais""",
        "FollowUpRequest": """4 qu il me rappelle, 4 qu on me rappelle, 4 me rappeler lundi, 4 me rappeler
            demain, 4 etre rappele*, 4 souhaite etre rappele*, 4 a rappeler, 4 rappelle, 4 rappel telephonique, 4
            rappelez moi, 4 rappeler, 4 rappelez, 4 me rappeler, 4 rappelle moi, 4 recontact*, 4 revenir vers, 4
            revenez vers, 4 reviens vers, 3 tu me dis, 3 me dire des, 3 donne moi des nouvelles, 3 me tiens au
            courant, 3 tiens au courant, 3 recontacter apres, 3 silence radio, 3 fais signe, 3 me fais signe, 3 me
            faire signe, 3 signe des, 3 des que le, 3 des que la, 3 des que vous, 3 des que tu, 3 donne suite, 3
            donner suite, 3 suite a donner, 3 suite a ma, 3 suite a notre, 3 repondez, 3 reponds moi, 3 me repondre,
            3 nous repondre, 3 une reponse, 3 obtenir une reponse, 3 sans reponse, 3 attends un retour, 3 attends
            une, 3 attend un retour, 3 j attends, 3 nous attendons, 3 dans l attente, 3 au courant, 3 semaines que,
            3 jours que, 3 mois que, 3 avance mon, 3 avancement, 3 ou cela en est, 3 en est on, 3 en etes vous, 3
            prevenez, 3 previens, 3 me prevenir, 3 me relancer, 3 recontacter, 3 reprenons, 3 reparler, 3 en
            reparle, 3 reparlons, 3 reparler en, 3 apres les vacances, 3 a la rentree, 3 debut decembre, 3 debut
            janvier, 3 fin du mois, 3 relance*, 3 suivi, 3 des nouvelles, 3 du nouveau, 3 nouvelles de, 3 rappel, 3
            attends votre, 3 attendons votre, 3 attente de votre, 3 attente de ta, 3 attends toujours, 3 attendons
            toujours, 3 pas eu de retour, 3 votre retour, 3 un retour, 3 retour de votre, 3 sans nouvelles, 3 tenir
            au courant, 3 tenez moi, 3 tiens moi, 3 tenez nous, 3 faites moi signe, 3 fais moi signe, 3 ou en est, 3
            ou en sommes, 3 ou en etes, 3 me contacter, 3 nous contacter, 3 contactez, 3 reprendre contact, 3
            reprenez contact, 3 m appeler, 3 m ecrire, 3 point sur, 2 votre proposition, 2 ta proposition, 2 mon
            dossier, 2 mon courriel, 2 mes messages, 2 avant vendredi, 2 avant midi, 2 promis, 2 votre offre, 2
            votre devis, 2 le devis, 2 ton devis, 2 notre conversation, 2 notre echange, 2 comme convenu, 2 la
            semaine derniere, 2 dans deux semaines, 2 dans un mois, 2 mon mail, 2 mon message, 2 ma demande, 2 la
            semaine prochaine, 2 en septembre, 2 en janvier""",
        "MeetingRequest": """4 reunion a trois, 4 reperer les lieux, 4 vous rencontrer, 4 nous rencontrer, 4
            se rencontrer, 4 une reunion, 4 on s appelle, 4 s appelle, 4 caler, 4 caler ca, 4 revenir le visiter, 4
            revenir visiter, 4 rendez vous, 4 rdv, 4 rencontr*, 4 reunion, 3 proposer une date, 3 proposez une date,
            3 quand seriez vous libre, 3 seriez vous libre, 3 pourrait venir, 3 pourriez vous venir, 3 a trois, 3
            passer voir, 3 venir voir, 3 venir visiter, 3 venir, 3 essai, 3 essais, 3 faire le tour, 3 tour des
            lieux, 3 repetition, 3 reperage, 3 prendre les mesures, 3 mesures, 3 discuter de, 3 parler de vive, 3 en
            discuter, 3 dejeuner, 3 un dejeuner, 3 autour d un, 3 coup de fil, 3 appel video, 3 point telephonique,
            3 audio, 3 recevoir, 3 nous recevoir, 3 me recevoir, 3 accueillir pour une, 3 montrer, 3 nous montrer, 3
            presenter a, 3 voir ensemble, 3 preparer ensemble, 3 visite*, 3 visiter, 3 voir la salle, 3 voir les
            salles, 3 voir le lieu, 3 sur place, 3 passer vous voir, 3 passer a, 3 visio*, 3 zoom, 3 teams, 3 un
            appel, 3 entretien, 3 degustation, 3 en personne, 3 nous voir, 3 se voir, 3 repérage, 3 de vive voix, 3
            fixer, 3 convenir d, 3 entrevue, 3 face a face, 2 samedi, 2 dimanche, 2 midi, 2 14 h, 2 soir de semaine,
            2 la semaine prochaine, 2 un soir, 2 libre, 2 libres, 2 quand pourriez vous, 2 quand pouvez vous, 2
            seriez vous, 2 demande une, 2 etes vous disponible*, 2 es tu dispo*, 2 etes vous libre*, 2 seriez vous
            disponible*, 2 disponible le, 2 dispo, 2 creneau*, 2 demi heure, 2 30 minutes, 2 cafe, 2 vous convient,
            2 te convient, 2 vous conviendrait, 2 agenda, 2 lundi, 2 mardi, 2 mercredi, 2 jeudi, 2 vendredi, 2 a 10
            h, 2 demonstration, 2 matin, 2 apres midi, 1 h""",
        "Feedback": """2 wahou, 2 frissons, 2 mon avis, 2 note 3, 2 du bon et, 2 meilleur*, 2 rien a
            redire, 2 fausse note, 2 buffet, 2 pas degueu, 2 pour etre honnete, 2 faim, 2 convaincus, 2 a mediter, 2
            remercie, 2 je m attendais, 2 blagues, 2 animateur, 2 spectacle, 2 felicit*, 2 gratitude, 2 unanimite, 2
            ressenti, 2 mon ressenti, 2 pas fan, 2 l an dernier, 2 du jamais vu, 2 frustre, 2 decu, 2 trop de, 2 pas
            assez, 2 convivial*, 2 formule, 2 trouve, 2 j ai aime, 2 nous avons aime, 2 on a aime, 2 on a adore, 2
            mitige, 2 en resume, 2 bilan, 2 note, 2 sondage, 2 questionnaire, 2 enquete, 2 satisfaction, 2 je tenais
            a, 2 tenais a vous, 2 nous tenions, 2 chante, 2 danse, 2 repas, 2 traiteur, 2 discours, 2 animation, 2
            decoration, 2 la salle etait, 2 le programme etait, 2 petit bemol, 2 conseil, 2 idee pour, 2
            honnetement, 2 franchement, 2 sincerement, 2 merci pour, 2 merci a, 2 merci encore, 2 super, 2
            excellent*, 2 magnifique*, 2 formidable*, 2 parfait*, 2 genial*, 2 ravi*, 2 adore*, 2 avis, 2
            suggestion*, 2 suggere*, 2 prochaine fois, 2 l an prochain, 2 l annee prochaine, 2 nos invites, 2 tout
            le monde, 2 l evenement etait, 2 la soiree, 2 dans l ensemble, 2 globalement, 2 recommande*, 2
            impressionn*, 2 delicieu*, 2 aurait ete, 2 aurait pu, 2 pourrait, 2 bien organise*, 2 bravo, 2 etoiles,
            2 content*, 2 satisf*, 2 pas mal, 2 sympa*, 2 agreable*, 2 accueil, 2 nous avons apprecie, 2 j ai
            apprecie, 2 apprecie*, 2 j ai trouve, 2 le repas, 2 l equipe, 2 le son, 2 retour d experience, 2
            ambiance, 2 remarque, 2 amelior*, 2 passe un, 2 merci, 1 etait, 1 etaient, 1 un peu""",
        "InformationRequest": """3 on peut, 3 ya, 3 existe t il, 3 droit de, 3 formule pour, 3 ramener, 3
            apporter, 3 inclut il, 3 inclut elle, 3 inclut, 3 comprend il, 3 comprend, 3 a quelle heure, 3 jusqu a
            quelle, 3 de quelle, 3 hebergement, 3 chambre*, 3 forfait*, 3 formule a, 3 par personne, 3 par tete, 3
            location, 3 louer, 3 louez, 3 metres carres, 3 superficie, 3 surface, 3 electri*, 3 prise*, 3 wifi, 3
            projecteur, 3 sono fournie, 3 materiel, 3 assurance, 3 paiement, 3 rib, 3 virement, 3 carte bancaire, 3
            billet*, 3 places, 3 enfants, 3 chiens, 3 animaux, 3 acces, 3 metro, 3 navette*, 3 minimum, 3 maximum, 3
            jauge, 3 allergenes, 3 halal, 3 casher, 3 programme du, 3 liste des, 3 date, 3 delai*, 3 inscription*, 3
            ouvrent, 3 ferment, 3 ouvre, 3 ferme, 3 fournissez, 3 fournis, 3 combien, 3 quel, 3 quelle, 3 quels, 3
            quelles, 3 comment, 3 quand, 3 ou se, 3 ou est, 3 y a t il, 3 avez vous, 3 proposez vous, 3 est ce que,
            3 est ce qu, 3 est il possible, 3 peut on, 3 puis je, 3 pouvons nous, 3 pourriez vous, 3 pouvez vous, 3
            peux tu, 3 pourrais tu, 3 merci de m envoyer, 3 m envoyer, 3 nous envoyer, 3 envoyez, 3 prix, 3 tarif*,
            3 cout*, 3 devis pour, 3 capacite, 3 parking, 3 stationn*, 3 disponib*, 3 facture, 3 tva, 3 date limite,
            3 horaire*, 3 accessib*, 3 vegan*, 3 vegetarien*, 3 gluten, 3 autorise*, 3 inclus*, 3 compris*, 3
            acompte, 3 remise, 3 plan de, 3 conditions, 3 adresse, 3 menu*, 3 carte, 3 bon de commande, 3 brochure,
            3 annulation, 3 faut il, 3 doit on, 3 proposez, 3 acceptez, 3 peuvent, 3 c est combien, 3 demander si, 3
            me dire, 3 me confirmer, 2 information*, 2 infos, 2 renseignement*, 2 details, 2 savoir, 2 question, 2
            interesse* par, 2 cherch*, 2 organisons""",
    },
    stop="""le, la, les, l, un, une, des, de, du, d, et, ou, mais, si, que, qu, qui, quoi, dont, a, au,
            aux, en, dans, sur, sous, par, pour, avec, sans, chez, vers, entre, depuis, pendant, avant, apres, je,
            j, me, m, mon, ma, mes, moi, tu, te, t, ton, ta, tes, toi, il, elle, on, nous, notre, nos, vous, votre,
            vos, ils, elles, leur, leurs, se, s, son, sa, ses, ce, cet, cette, ces, c, cela, ca, est, sont, etait,
            etaient, etre, ete, suis, sommes, etes, ai, as, avons, avez, ont, avait, avaient, avoir, eu, fait,
            faire, peut, peux, pouvez, pourriez, puis, doit, dois, veux, voudrais, ne, n, pas, plus, moins, tres,
            trop, bien, tout, tous, toute, toutes, meme, aussi, encore, deja, toujours, jamais, rien, ici, y, alors,
            donc, car, comme, quand, comment, combien, merci, bonjour, bonsoir, cordialement, madame, monsieur, svp,
            plait, avance, oui, non, sera, serait, quel, quelle, quels, quelles""",
)

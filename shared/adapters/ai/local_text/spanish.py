"""Spanish words. Folded (no accents, ñ is n, small letters); `*` stands for any ending."""

from shared.adapters.ai.local_text.vocabulary import Vocabulary

SPANISH = Vocabulary(
    valence={
        4: """no tengo palabras, sin palabras, pegas no, ninguna pega, sois unos cracks, son unos cracks, unos
            cracks, crack, unicos, de ensueno, un sueno, magic*, magia, soñado, de otro planeta, de otro nivel, no
            se puede pedir mas, no le cambiaria nada, no cambiaria nada, quedamos fascinad*, fascin*, me fascina,
            chapo, excepcional*, extraordinari*, inolvidable*, inmejorable*, insuperable*, espectacular*,
            impecable*, supero nuestras expectativas, superaron nuestras expectativas, superado nuestras
            expectativas, supero mis expectativas, supero las expectativas, mas que satisfech*, mejor imposible, ni
            una queja, ninguna queja, cinco estrellas, 5 estrellas, un diez, un 10, diez de diez, 10 de 10,
            sobresaliente*, un millon de gracias, totalmente recomendable*, muy recomendable*, cien por cien, me
            quito el sombrero, nos quitamos el sombrero, no podria haber, no pudo salir mejor, no podria estar mas""",
        3: """mil gracias, sali cantando, salio barbaro, la pasaron bomba, la pasamos bomba, son lo mas, sois lo
            mas, lo mas, exitazo, palabras para ustedes, buenas palabras, nada que objetar, nada que reprochar,
            aprendi much*, divinas, mucha alegria, volvieron encantados, volvio encantad*, emociono, emocion*,
            emotiv*, ilusion, ilusionad*, que ilusion, conmov*, lagrimas de, felicidad, alegria, dichos*, divina,
            fieston, fiestas* de, que fiesta, buenisima*, buenisimo*, hermosisim*, preciosisim*, simpatiquisim*,
            rapidisim*, atentisim*, un lujo, lujazo, una joya, joyita, una maravilla, que maravilla, maravilla, un
            amor, amorosos, angeles, angel, heroes, salvador*, salvaron, salvo la, nos salvo, la rompieron, se
            pasaron, se lucieron, se luci*, espectacularmente, inspirador*, un aplauso, aplausos, aplaudi*, ovacion,
            lo hizo posible, hicieron posible, hizo posible, deslumbr*, cautiv*, brillaron, un orgullo, orgullos*,
            estamos fascinad*, gracias x, gracias totales, agradecer, agradecerles, agradeceros, agradecerte,
            agradecerle, quiero agradecer, queremos agradecer, solo para agradecer, lo bien que, muy bien, super
            bien, rebien, muy bueno, muy buena, me fascino, le fascino, les fascino, encantados con, que ganas,
            muchas ganas, excelente*, fantastic*, maravillos*, genial*, estupend*, magnific*, perfect*, encantad*,
            encanto, encantaron, encanta, me encanto, nos encanto, increible*, brillante*, fabulos*, buenisim*,
            riquisim*, bellisim*, lindisim*, amabilisim*, contentisim*, felicidades, felicitaciones, felicito,
            felicitamos, felicitar*, enhorabuena, bravo, lo recomiendo, recomiendo, recomendamos, recomendare*,
            volveremos, volvere, volveria, volveriamos, repetiremos, repetire, repetiria, repetiriamos, sin duda
            repet*, muchas gracias por, muchisimas gracias, gracias por todo, gracias por, gracias a todo, gracias a
            todos, gracias a ustedes, gracias a vosotros, mil felicitaciones, salio todo, todo salio, todo perfecto,
            de maravilla, a la perfeccion, de lujo, de diez, un exito, como la seda, barbar*, bacan*, padrisim*,
            chingon*, barbaro, espectaculo, divin*, emocionad*, enamorad*, delicios*, exquisit*""",
        2: """mejor*, bien pensada, con ritmo, atento, atenta, atentos, sin tiempos muertos, repetir con, gentil*,
            gentileza*, amabilidad, carino, carinos*, paciencia, detalle, detallist*, creativ*, original*,
            elegante*, buen gusto, delicad*, calidez, hospitalari*, hospitalidad, profesionalidad, profesionalismo,
            dedicacion, esmero, compromiso, puntualidad, rapidez, eficiencia, claridad, clarisim*, facilit*,
            ayudaron, ayudo mucho, ayudado, resolviendo, resuelto, solventaron, solvento, soluciono, solucionaron,
            quedo precios*, quedo lind*, quedo hermos*, quedo perfecto, salio bien, salio genial, salio muy,
            funciono perfecto, funciono bien, funciono todo, a tiempo, en hora, cumplieron, cumplio, como prometi*,
            vale la pena, valio la pena, merece la pena, buen ambiente, buena onda, buena vibra, buen rollo, buen
            precio, bien cuidado, bien pensad*, nos sentimos, como en casa, risas, reimos, sonris*, baile, bailamos,
            cantamos, aceptar su, con ganas, gratamente, grat*, aliviad*, alivio, tranquilidad, aciert*, agil,
            inolvid*, satisfaccion, positiv*, bueno, buena, buenos, bien, content*, feliz, felices, satisfech*,
            satisfactori*, agradable*, amable*, simpatic*, atent*, servicial*, profesional*, bonit*, lind*, hermos*,
            preciosa, precioso, preciosos, preciosas, rico, rica, ricos, ricas, sabros*, exito*, exitos*, disfrut*,
            gusto, gustaron, gustado, agradezco, agradecid*, agradecemos, impresion*, puntual*, rapida respuesta,
            respuesta rapida, eficient*, eficaz*, comod*, acogedor*, calid*, bien organizad*, muy organizad*, nada
            mal, no esta mal, no estuvo mal, sin problema*, ningun problema, sin inconveniente*, mejor de lo
            esperado, mejor de lo que, justo lo que, exactamente lo que, a la altura, fluid*, encantador*, cumplid*,
            elogi*, competente*, fiable*, confiable*, resolvi*, solucion* rapid*, solucionado, limpi*, alegr*,
            divertid*, valoramos, un placer, un gustazo, un acierto, chevere*, copad*, padre, guay, cuidad*,
            generos*, impresionad*, muy buen, gran trabajo, buen trabajo, buen""",
        1: """correct*, interesante*, util*, rapid*, facil*, ok, vale, agradec*, tranquil*, fresc*, mejorad*,
            mejoro, just*, acept*, sencill*, normal, decente*, recomend*""",
        0: """buenas, gracias, muy senores mios, muy senor mio, senores mios, no lo tiene decidido, aun no lo, aun
            no he, aun no hemos, aun no sabemos, mas o menos como, cosas buenas y otras no tanto, otras no tanto,
            mejor precio, mejor oferta, mejor fecha, a lo mejor, mejor dia, mejor hora, mejor opcion, mejor si, lo
            mejor seria, para mejorar, la vuelta, que le devuelvan la llamada, me devuelvan la llamada, devolverme
            la llamada, devolver la llamada, devuelva la llamada, devuelvan la llamada, devuelvame la llamada,
            agradezco que me, agradezco que nos, agradecemos que, agradeceria, agradeceriamos, les agradeceria, le
            agradeceria, os agradeceria, agradezco de antemano, agradezco su respuesta, gracias por su respuesta,
            gracias por tu respuesta, gracias por la informacion, gracias por avisar, gracias por confirmar, gracias
            por su atencion, gracias por su ayuda, gracias por atender, buena respuesta, encantados de aceptar,
            alergias, alergenos, alergicos, personas alergicas, descuento para, hay descuento, algun descuento,
            descuento por grupo, descuento por cantidad, tienen descuento, hacen descuento, politica de, cancelacion
            gratuita, suplemento por, hay suplemento, pagamos la senal, ya pagamos, ya pague, pagamos el, cuando
            pagamos, comida fria, bebidas frias, plato frio, largo plazo, a lo largo, para largo, sala pequena,
            grupo pequeno, pequenos grupos, falta confirmar, falta por, sin falta, no falta, hacen falta, hace
            falta, si hace falta, solo queria, solo quiero, solo para, solo falta, poco antes, poco despues, dentro
            de poco, justo al, tarde o manana, por la tarde, esta tarde, de la tarde, tarde del, la tarde, sabado
            tarde, viernes tarde, tarde libre, mas tarde, buena nota, dulce, querida, querido, queridos, estimad*,
            entrada, duro de, formal de, vestimenta formal, ropa formal, demanda de, en verdad, al frio, cena fria,
            gracias de antemano, muchas gracias de antemano, desde ya gracias, desde ya muchas gracias, gracias
            anticipadas, de antemano gracias, un saludo, saludos cordiales, saludos, cordial saludo, buenos dias,
            buenas tardes, buenas noches, buen dia, buena tarde, muy buenas, buen fin de semana, feliz dia, feliz
            semana, feliz tarde, por favor, bien sea, o bien, mas bien, si es posible, estaria bien, estaria genial,
            seria genial, seria perfecto, seria ideal, seria estupendo, seria bueno, seria posible, me gustaria, nos
            gustaria, le gustaria, os gustaria, quedo atent*, quedamos atent*, quedo a la espera, buen momento,
            buena fecha, buena hora, mejor momento, con gusto, con mucho gusto, encantad* de, atentamente, muy
            atentamente, reciban un cordial, reciba un cordial, cordialmente, sin prisa, no hay prisa, no corre
            prisa, no es urgente, muchas gracias, gracias y, pregunta rapida, una duda rapida, lo antes posible, lo
            mas rapido, cuanto antes, esta bien si, esta bien el, va bien, viene bien, te viene bien, les viene
            bien, os viene bien, le viene bien, vendria bien, bien el, mucho gusto, a gusto, normalmente, justo
            despues, justo antes, facil acceso, aunque sea, vale la entrada, vale para, interesad* en""",
        -1: """aburrid*, largo, larga, pesad*, repetitiv*, calor, calurosa, agobi*, cansad*, cansa, cansino,
            hambre, sed, extran*, sorprend*, preocup*, duda razonable, no tan, poca, poco, no del todo, justo de,
            corto, corta, se quedo cort*, bastante floj*, sin mas, ni fu ni fa, pasable, del monton, publicidad,
            machist*, poco contenido, sensacion de, gracia, lamentablemente, desafortunadamente, desgraciadamente,
            lastima, una pena, problema*, lent*, retras*, tarde, fri*, ruidos*, pequen*, falt*, falta*, error*,
            confus*, dificil*, estrech*, sucio*, sucia*, cola, colas, espera*, esperando, olvid*, nadie, sin
            respuesta, ninguna respuesta, podria mejorar, podria ser mejor, podria haber sido, mejorable*, regular,
            mediocre*, solo, solamente, en vez de, en lugar de, sec*, sos*, tibi*, complicad*, apenas, escas*,
            queja*, reclam*, todavia, sigue, sigo, seguimos, equivoc*, incomplet*, rar*, averi*, incomod*, nunca,
            doble, flojo, floja, justit*, caro, cara, caros, caras""",
        -2: """otra vez, aun no, aca sigo, aqui sigo, sin saber, ni un mensaj*, me dijiste que, me dijeron que, no
            es normal, devolveme, devolvedme, la sena, la senal, abuso, supermercado, me parece un, nos decepcion*,
            menos prisas, esperabamos mas, esperaba mas, quedaron en llamarme, quedaste en, quedasteis en, fianza,
            nada conformes, no conformes, no quedamos conformes, faltan dos, casi no se, no vamos a abonar, no vamos
            a pagar, no pienso pagar, golpe*, sin decir nada, reparacion, no existia, mesa reservada no, el record,
            sin responder, dias sin, a ver si, no nos convencio, no me convencio, lejisimos, ni un arbol, ni
            siquiera, nadie llamo, hoy mismo, decepcionad*, urgente con, pendiente de que, ignorando, ocupado
            ignorando, cuarta vez, tercer correo, segundo correo, de una vez, llevo desde, llevamos desde, llevo
            semanas, llevamos semanas, llevo dias, desde enero, desde marzo, desde hace semanas, hace semanas, hace
            meses, silencio, sin noticias, ni una palabra, nadie da, nadie dio, no me dicen, no nos dicen, no me
            han, no nos han, nadie coge, no cogen, no atienden, no hay forma, no hay manera, imposible contactar,
            imposible comunicar*, seguian las, seguia sin, seguian sin, segun el contrato, segun contrato, contrat*
            cuatro, contratamos, contrate, pagamos por, pagamos, pague, pague por, habiamos pagado, habiamos
            reservado, habiamos pedido, habiamos contratado, habiamos acordado, pedimos, encargamos, estaba
            acordado, quedo acordado, acordado, vinieron solo, solo vino, solo vinieron, llegaron solo, solo
            llegaron, vinieron tres, se fue antes, se fueron antes, se fue a, se marcho, descuent*, descuenten,
            rebaja, rebajen, regresenme, regresen, regresenos, reintegr*, reingres*, bonific*, anulen, anular la
            factura, corrijan la, corregir la factura, rectific*, reposicion, repongan, resarc*, disculpa,
            disculpas, explicacion, explicaciones, responsable, culpa, excusa*, pretexto*, goter*, inundad*,
            humedad, moho, cucaracha*, raton*, pelo en, caducad*, podrid*, fria, frio, helad*, duro, chiclos*,
            salad*, quemada, insipid*, sin sabor, apag*, se corto, cortes, cort* la luz, se fue la luz, sin agua,
            sin calefaccion, sin aire, sin sonido, sin internet, se colgo, se congel*, acopl*, pitid*, inaudible, no
            se oia, no se escuch*, no se veia, ilegible, mal escrit*, mal impres*, errat*, confundi*, cambiaron el,
            cambiaron la, equivocad*, extravi*, desaparec*, robaron, robada, robado, llor*, asust*, lesion*, hirio,
            herid*, hospital, enferm*, alergi*, tropez*, rayad*, rasgad*, abollad*, oxidad*, coj*, tambalea*,
            sobrevend*, overbooking, sin sitio, sin lugar, no nos dejaron, no me dejaron, echaron, echados, grit*,
            chill*, despect*, prepotente*, soberbi*, arrogante*, borde, mal humor, malhumorad*, de malas, con
            desgana, pasotism*, indiferen*, trato a mi, como si fuera, que poca, poca seriedad, falta de respeto,
            falta de seriedad, falta de profesionalidad, improvis*, amateur*, informal*, tard*, demor*, demora*,
            retrasad*, impuntual*, retraso, lo ocurrido, visto lo, otra empresa, otro proveedor, otros proveedores,
            en otro sitio, otro lugar, cancelar el contrato, rescind*, baja, darnos de baja, abusiv*, injust*,
            indebid*, cargos extra, cargo extra, recargo, sobreprecio, encarecid*, suplemento no, letra pequena,
            enganos*, enganad*, engan*, publicidad enganosa, no existe, gracias por nada, muy originales, gracias
            por mandar, muy listos, que listos, vaya tela, vaya forma, menuda, menudo, ninguna gracia, no me hizo,
            no hizo gracia, mal gusto, olvido por completo, se les olvido, se olvidaron, se olvido, perdi la tarde,
            perdido la tarde, dinero tirado, en vano, en balde, para nada, inservible*, inutiliz*, lento, largas
            filas, hora y media, dos horas, tres horas, media hora esperando, mal, mala, malo, malos, malas,
            decepcion*, molest*, descontent*, insatisf*, frustr*, reembols*, devoluci*, devuelv*, devolver*,
            defectuos*, roto, rota, rotos, rotas, rompi*, danad*, estropead*, desagradable*, grosero*, grosera*,
            maleducad*, poco profesional*, nada profesional*, caos, caotic*, desastre, desorden, inaceptable*, no es
            aceptable, ignor*, no contest*, no respond*, nunca contest*, nunca respond*, sigo esperando, seguimos
            esperando, sigo sin, seguimos sin, todavia no, no ha llegado, no llego, nunca llego, no llegaron, nunca
            llegaron, no recib*, no hemos recibido, no funcion*, dejo de funcionar, no aparec*, no se present*, no
            vino, no cumpl*, incumpl*, no es lo que, no fue lo que, no era lo que, no como acord*, no corresponde*,
            no coincide*, no estamos content*, no estoy content*, no satisf*, compens*, indemniz*, abono, nota de
            credito, descuento por, descuent* por, tercera vez, segunda vez, una vez mas, de nuevo sin, hora de
            espera, horas de espera, minutos de espera, hora tarde, horas tarde, minutos tarde, con retraso, llego
            tarde, llegaron tarde, demasiado tarde, muy tarde, demasiad*, muy pequen*, muy fri*, muy ruidos*, muy
            car*, muy lent*, cobr* dos veces, cobr* doble, doble cobro, cobro duplicado, cobraron de mas, cobrado de
            mas, cargo duplicado, factura incorrecta, incorrect*, averiad*, se cay*, cancel* sin, olia, olor,
            manch*, carisim*, mal organizad*, desorganizad*, nadie sabia, nadie nos, nadie me, nadie contest*, nadie
            respond*, nadie atend*, sin avisar, sin aviso, sin explic*, crud*, quemad*, incomible*, arruin*,
            descuid*, neglig*, chapuz*, no es la primera vez, gastos ocultos, perdid*, perdieron, dejaron tirad*,
            tirados, tirada, plantad*, agot*, no puede ser, no estuvo a la altura, no estuvieron a la altura, mal
            trato, mala educacion, peor, fall*, quejar*, quejo, no habia, insuficiente*, deficien*, solucion,
            solucionen, largas, promet*, sin luz, sin microfon*, no era""",
        -3: """para nada satisfech*, para nada content*, nada satisfech*, nada content*, harto, delincuent*,
            vejatori*, denigr*, atropell*, atropello, descaro, cara dura, caradura,
            sinverguenza*, ladrones, chorizos, robar, desfachatez, barbaridad, aberrant*, horrend*, horroroso,
            horrorosa, espeluznant*, penoso, penosa, lamentables, deplorable*, asquead*, repugnant*, vomit*, odio,
            odie, odiam*, llorando, destroz*, hundid*, arruinaron, arruinada, cagaron, mamada, pinche, chingad*,
            puta, puto, hostia, joder, juicio, juzgado, demanda, policia, facua, profeco, resena, redes sociales,
            formal, queja formal, ni se les ocurra, huyan, ni regalad*, de pena, da pena, catastrofe, horrible*,
            terrible*, pesim*, fatal, espantos*, asquer*, asco, vergonzos*, verguenza, escandal*, intolerable*,
            inadmisible*, indignant*, indignad*, catastrof*, pesadilla, desastros*, furios*, enfadad*, enojad*,
            rabia, ridicul*, patetic*, inutil*, broma, burla, estafa*, timo, fraude, robo, ladron*, mentir*,
            mintieron, incompeten*, nunca mas, jamas, no volver*, no vuelvo, no lo recomiendo, no recomiendo, no
            recomend*, perdida de tiempo, perder el tiempo, abogad*, denunci*, hoja de reclamaciones, consumo,
            demand*, exijo, exigimos, mi dinero, nuestro dinero, harta, hartos, hartas, imperdonable*, insult*,
            humill*, intoxic*, peligros*, lamentable*, inaudito, increible que, el colmo, cero estrellas, una
            estrella, tomadura de pelo, nefast*, bochorn*, chafa, porqueria, una mierda, mierda, cagada, el peor, la
            peor, competencia, de vergueza""",
    },
    negations="""no, ni, nunca, jamas, nada, sin, ningun, ninguna, ninguno, tampoco, apenas""",
    intensifiers="""muy, mucho, realmente, extremadamente, absolutamente, totalmente, completamente, tan, super,
            sumamente, especialmente, bastante, re, verdaderamente, tremendamente, sobre todo""",
    dampeners="""un poco, poco, algo, ligeramente, relativamente, casi, mas o menos, medio, un poquito""",
    contrasts="""pero, sin embargo, aunque, no obstante, lamentablemente, desafortunadamente, salvo, excepto,
            eso si, sino, lo unico, por desgracia, en cambio, lastima""",
    intents={
        "Complaint": """3 devolveme, 3 la fianza, 3 descuenten, 3 descuent*, 3 rebaja, 3 reintegr*, 3
            regresenme, 3 rectific*, 3 queja formal, 3 disculpa, 3 disculpas, 3 explicacion, 3 reembols*, 3 reclam*,
            3 queja*, 3 quej*, 3 compens*, 3 indemniz*, 3 devolucion, 3 devuelv*, 2 abuso, 2 no es normal, 2 nada
            conformes, 2 no vamos a, 2 golpead*, 2 reclamamos, 2 no existia, 2 reservada, 2 sin decir, 2 se corto, 2
            faltan, 2 reparacion, 2 me parece un abuso, 2 nos sirvieran, 2 segun el contrato, 2 contrato, 2
            contratamos, 2 contrate, 2 pagamos, 2 pague, 2 paga, 2 habiamos, 2 pedimos, 2 acordado, 2 vinieron, 2 se
            fue, 2 seguian, 2 goter*, 2 se olvid*, 2 se les olvido, 2 olvido, 2 esperar, 2 hora y media, 2 adjunto
            fotos, 2 adjunto foto, 2 trato a, 2 que poca, 2 originales, 2 gracias por mandar, 2 rogamos, 2 ruego
            que, 2 factura, 2 no nos dejaron, 2 se cort*, 2 se apag*, 2 intoxic*, 2 enferm*, 2 perdi*, 2 robaron, 2
            desaparec*, 2 rasgad*, 2 alguien me explique, 2 quien me, 2 no me parece, 2 no parece, 2 un descuento, 2
            a pesar de, 2 aunque habiamos, 2 dijeron, 2 prometieron, 2 dinero, 2 lana, 2 plata, 2 inaceptable*, 2
            dos veces, 2 roto, 2 rota, 2 rotas, 2 rotos, 2 defectuos*, 2 danad*, 2 no funcion*, 2 nunca llego, 2 no
            llego, 2 no llegaron, 2 no recib*, 2 no ha llegado, 2 falta*, 2 error*, 2 equivoc*, 2 horrible*, 2
            pesim*, 2 desastre, 2 vergonzos*, 2 verguenza, 2 nunca mas, 2 abogad*, 2 ridicul*, 2 tercera vez, 2
            segunda vez, 2 otra vez, 2 una vez mas, 2 en vez de, 2 en lugar de, 2 furios*, 2 decepcion*, 2 hart*, 2
            estafa*, 2 reemplaz*, 2 repuesto, 2 tarde, 2 sucio*, 2 sucia*, 2 todavia no, 2 sigo sin, 2 seguimos sin,
            2 mal, 2 mala, 2 molest*, 2 averiad*, 2 sin avisar, 2 sin aviso, 2 poco profesional*, 2 no cumpl*, 2
            incumpl*, 2 lamentable*, 2 exijo, 2 exigimos, 2 descuento por, 2 no es lo que, 2 no era lo que, 2
            demasiado, 2 cobr*, 2 cancel* sin, 2 manch*, 2 inadmisible*, 2 fatal, 2 terrible*, 2 indignant*, 2 no
            puede ser, 2 abono, 2 fallo, 2 deficien*, 2 nota de credito, 1 no, 1 ni, 1 lamentablemente, 1 fri*, 1
            nadie, 1 esper*, 1 problema*, 1 solo""",
        "FollowUpRequest": """5 devuelvan la llamada, 5 devolverme la llamada, 5 devolverle la llamada, 4
            recuerdame, 4 recuerdeme, 4 contactemos, 4 contactemos de nuevo, 4 la contactemos, 4 llamame cuando, 4
            llameme cuando, 4 me puede llamar, 4 me puedes llamar, 4 me pueden llamar, 4 puede llamar*, 4 llamen al,
            4 llamar esta tarde, 4 llamarle, 4 contactar conmigo, 4 devolver la llamada, 4 me llamen, 4 llamenme, 4
            llameme, 4 llamame, 4 me llame, 4 me llaman, 4 llamarme, 4 llamarnos, 4 nos llamen, 4 nos llame, 4
            volver a contactar*, 4 vuelvan a, 4 vuelve a, 4 volver a llamar, 3 mandame un, 3 mandenme, 3 respondeme,
            3 respondame, 3 espero su llamada, 3 espera de su, 3 a la espera de su, 3 tengo noticias, 3 tenga
            noticias, 3 noticias suyas, 3 noticias, 3 apenas tengas, 3 en llamarme, 3 avisabas, 3 me avisabas, 3
            despues de reyes, 3 me avisas, 3 me avisan, 3 avisas, 3 avisar*, 3 cuando sepas, 3 cuando sepan, 3 en
            cuanto, 3 informarme, 3 informarnos, 3 hagan el favor de, 3 que me digan, 3 me digan algo, 3 digan algo,
            3 digame algo, 3 pendiente de, 3 quedo pendiente, 3 sin respuesta, 3 contestenme, 3 contesten, 3
            contesteme, 3 respondanme, 3 respondan, 3 una respuesta, 3 esperamos con, 3 escribanos, 3 escribanme, 3
            escribirme, 3 me escribe, 3 me mandas un, 3 mantengan al, 3 mantenerme, 3 hay novedades, 3 novedades, 3
            expediente, 3 cuarta vez, 3 tercera vez que escribo, 3 vez que escribo, 3 que paso con, 3 se sabe algo,
            3 sabes algo, 3 saben algo, 3 hay algo, 3 hablar de nuevo, 3 hablamos de nuevo, 3 retomar, 3 retomamos,
            3 fin de mes, 3 despues de las vacaciones, 3 despues de semana santa, 3 en enero, 3 en septiembre, 3 mas
            adelante, 3 seguimiento, 3 alguna novedad, 3 novedad*, 3 recordatorio, 3 recuerd*, 3 recordar*, 3 espero
            su, 3 esperamos su, 3 espero tu, 3 esperando la, 3 esperando su, 3 esperando el, 3 a la espera de, 3
            esperando respuesta, 3 avis*, 3 avisame, 3 avisen, 3 me avise*, 3 nos avise*, 3 ponganse en contacto, 3
            pongase en contacto, 3 ponerse en contacto, 3 ponte en contacto, 3 contactarme, 3 contactarnos, 3
            contacten*, 3 contacteme, 3 al tanto, 3 al corriente, 3 informad*, 3 en que quedo, 3 en que va, 3 como
            va, 3 estado de, 3 retom*, 3 me escriban, 3 escribeme, 3 me escribas, 3 un toque, 3 respuesta a, 2 esta
            tarde, 2 su propuesta, 2 tu propuesta, 2 el presupuesto del, 2 por el presupuesto, 2 respuesta, 2
            prometi*, 2 quedaron en, 2 quedo en, 2 quedamos en, 2 su oferta, 2 su presupuesto, 2 el presupuesto, 2
            la propuesta, 2 la cotizacion, 2 nuestra conversacion, 2 como hablamos, 2 como acordamos, 2 la semana
            pasada, 2 en dos semanas, 2 en un mes, 2 dentro de, 2 mi correo, 2 mi mensaje, 2 mi mail, 2 mi solicitud""",
        "MeetingRequest": """4 convoquen una, 4 reunion urgente, 4 recibirnos, 4 sentarnos a, 4 en persona, 4
            un hueco, 4 juntamos, 4 nos juntamos, 4 nos vemos, 4 vernos, 4 nos reunimos, 4 podemos volver, 4 volver
            el, 4 quedar el, 4 prueba de menu, 4 ensayo, 4 tomar medidas, 4 cita, 4 reunion, 4 reunir*, 4 juntarnos,
            4 encuentro, 3 hablar de la, 3 planificar, 3 para explicarme, 3 recibirme, 3 viniera*, 3 venga*, 3
            vengan, 3 venir, 3 que alguien, 3 ensenar*, 3 ensenarselo, 3 mostrar*, 3 ver los detalles, 3 repasar, 3
            revisar juntos, 3 revisarlo, 3 charlar, 3 charla, 3 platicar, 3 un cafecito, 3 almorzar, 3 comer juntos,
            3 desayuno, 3 tomamos un, 3 nos tomamos, 3 sentarse, 3 recibir*, 3 nos reciba*, 3 me reciba*, 3 pasemos,
            3 paso por, 3 pasamos por, 3 pasar a ver, 3 ir a ver, 3 ir a conocer, 3 dar una vuelta, 3 vuelta por, 3
            meet, 3 llamada de, 3 llamada por, 3 hablar por, 3 otro el jueves, 3 visita*, 3 visitar, 3 ver el salon,
            3 ver la sala, 3 ver las salas, 3 ver el lugar, 3 ver el espacio, 3 conocer el, 3 recorrido, 3 recorrer,
            3 pasar por, 3 pasarme, 3 acercarme, 3 acercarnos, 3 videollamada, 3 videoconferencia, 3 zoom, 3 teams,
            3 una llamada, 3 degustacion, 3 agendemos, 3 quedar, 3 quedamos el, 3 presencial, 3 cara a cara, 3
            concertar, 3 entrevista, 3 sentarnos, 3 coordinar, 2 sabado, 2 domingo, 2 el dia, 2 propone, 2 a las 10,
            2 a las 11, 2 a las, 2 proxima semana, 2 semana que viene, 2 tienes tiempo, 2 tiene tiempo, 2 tienen
            tiempo, 2 tendrias, 2 tendria, 2 tendrian, 2 tienen disponib*, 2 tienes disponib*, 2 disponible el, 2
            disponibles el, 2 estas libre, 2 hueco, 2 media hora, 2 30 minutos, 2 cafe, 2 les viene bien, 2 te viene
            bien, 2 le viene bien, 2 os viene bien, 2 agenda, 2 agendar, 2 lunes, 2 martes, 2 miercoles, 2 jueves, 2
            viernes, 2 demostracion, 2 por la manana, 2 por la tarde""",
        "Feedback": """2 iba sin, 2 buenisimo, 2 el musical, 2 lo mas, 2 salio, 2 nada que, 2 me ha
            parecido, 2 nos ha parecido, 2 aprendi, 2 le cuento como vi, 2 la feria, 2 como vi, 2 no nos convencio,
            2 el recinto, 2 nos decepciono, 2 esperabamos, 2 expectativa*, 2 nos gustaba mas, 2 jornada, 2 la cata,
            2 agradecer, 2 cracks, 2 fieston, 2 gracias x, 2 chapo, 2 pegas, 2 emociono, 2 mi opinion, 2 opinion, 2
            por si les sirve, 2 por si os sirve, 2 os lo digo, 2 se lo digo, 2 lo digo, 2 la verdad, 2 la verdad es
            que, 2 sinceramente, 2 honestamente, 2 el monologo, 2 el concierto, 2 la musica, 2 el salon, 2 la
            decoracion, 2 el catering, 2 los camareros, 2 los meseros, 2 la atencion, 2 el trato, 2 la organizacion,
            2 el show, 2 el dj, 2 aburrid*, 2 larg*, 2 publicidad, 2 encuesta, 2 valoracion, 2 nota, 2 puntuacion, 2
            puntos, 2 detalle, 2 lo hizo posible, 2 que fiesta, 2 que noche, 2 bonit*, 2 lind*, 2 hermos*, 2 nos
            encanto, 2 me encanto, 2 quiero felicitar, 2 un abrazo, 2 gracias por, 2 gracias a, 2 genial*, 2
            excelente*, 2 maravillos*, 2 fantastic*, 2 perfect*, 2 encant*, 2 disfrut*, 2 sugerencia*, 2 sugier*, 2
            sugerir*, 2 la proxima, 2 proxima vez, 2 proximo ano, 2 el ano que viene, 2 nuestros invitados, 2 los
            invitados, 2 todo el mundo, 2 todos, 2 el evento fue, 2 la noche, 2 la fiesta, 2 en general, 2 recom*, 2
            impresion*, 2 delicios*, 2 hubiera sido, 2 habria sido, 2 podria, 2 podrian mejorar, 2 bien organizad*,
            2 felicit*, 2 enhorabuena, 2 estrellas, 2 content*, 2 satisfech*, 2 nada mal, 2 amable*, 2 agradable*, 2
            gusto, 2 nos parecio, 2 me parecio, 2 la comida, 2 el equipo, 2 el personal, 2 el sonido, 2 experiencia,
            2 comentario, 2 mejorar, 2 ambiente, 2 volveremos, 2 repet*, 1 fue, 1 fueron, 1 estuvo, 1 estuvieron, 1
            estaba, 1 un poco""",
        "InformationRequest": """3 sabes si, 3 saben si, 3 sabe si, 3 entran en, 3 entra en, 3 funciona tambien,
            3 que otras, 3 ofrecen en, 3 autobus, 3 que fechas, 3 fechas, 3 fecha, 3 les quedan, 3 os quedan, 3
            quedan, 3 alquilan, 3 alquilar, 3 alquilais, 3 alquiler, 3 rentan, 3 renta, 3 costaria, 3 costarian, 3
            cobran, 3 cobrais, 3 por persona, 3 por cabeza, 3 metros cuadrados, 3 medidas, 3 superficie, 3 aforo, 3
            boletos, 3 entradas, 3 sacan, 3 abren, 3 cierran, 3 a que hora, 3 desde que hora, 3 hasta que hora, 3
            que tipo, 3 que opciones, 3 opciones, 3 luz electrica, 3 enchufe*, 3 wifi, 3 proyector, 3 equipo de, 3
            seguro, 3 pago, 3 transferencia, 3 tarjeta, 3 cuenta bancaria, 3 ninos, 3 perros, 3 mascotas, 3 como
            llego, 3 transporte, 3 hotel, 3 alojamiento, 3 minimo, 3 maximo, 3 halal, 3 kosher, 3 alergenos, 3
            programa del, 3 lista de, 3 requisitos, 3 inscripcion, 3 inscrib*, 3 reservar, 3 cancelacion, 3 hacen, 3
            haceis, 3 tambien los, 3 sueltos, 3 cuanto, 3 cuantos, 3 cuantas, 3 cuanta, 3 cual, 3 cuales, 3 que
            precio*, 3 como puedo, 3 como se, 3 como, 3 cuando, 3 donde, 3 hay, 3 tienen, 3 tenes, 3 teneis, 3
            ofrecen, 3 es posible, 3 se puede, 3 se pueden, 3 puedo, 3 podemos, 3 podrian, 3 podria, 3 podeis, 3
            pueden, 3 puede, 3 podes, 3 me envien, 3 me envie, 3 nos envien, 3 enviarme, 3 enviarnos, 3 enviar, 3
            mandar*, 3 precio*, 3 tarifa*, 3 costo*, 3 coste*, 3 cuesta, 3 presupuesto para, 3 capacidad, 3
            aparcamiento, 3 parking, 3 estacion*, 3 disponib*, 3 factura, 3 iva, 3 plazo, 3 fecha limite, 3
            horario*, 3 accesib*, 3 vegan*, 3 vegetarian*, 3 celiac*, 3 gluten, 3 permit*, 3 incluye*, 3 incluid*, 3
            senia, 3 anticipo, 3 deposito, 3 descuento, 3 plano, 3 condiciones, 3 direccion, 3 menu*, 3 carta, 3
            orden de compra, 3 folleto, 3 que incluye, 3 si aceptan, 3 aceptan, 3 confirmar si, 3 hasta que, 3 que
            hay, 2 informacion, 2 info, 2 detalles, 2 saber, 2 pregunta, 2 consulta, 2 duda, 2 interesad*, 2 busc*,
            2 organiz*""",
    },
    stop="""el, la, los, las, un, una, unos, unas, de, del, al, a, en, y, e, o, u, pero, si, que, quien,
            cual, cuyo, con, sin, por, para, sobre, entre, desde, hasta, hacia, segun, durante, antes, despues, yo,
            me, mi, mis, nos, nuestro, nuestra, nuestros, nuestras, tu, te, ti, tus, usted, ustedes, le, les, lo,
            se, su, sus, os, vosotros, vuestro, vuestra, ella, ellos, ellas, este, esta, estos, estas, ese, esa,
            eso, esto, aquel, es, son, era, eran, ser, sido, soy, somos, fue, fueron, estan, estaba, estaban,
            estuvo, estar, he, ha, hemos, han, habia, hay, haber, tiene, tienen, tenemos, tengo, tener, hace, hacer,
            puede, pueden, podria, podrian, puedo, debe, quiero, queremos, gustaria, no, ni, mas, menos, muy, mucho,
            mucha, muchos, muchas, poco, todo, toda, todos, todas, tambien, ya, aun, todavia, siempre, nunca, nada,
            aqui, alli, asi, entonces, como, cuando, donde, cuanto, porque, gracias, hola, saludos, cordial,
            estimados, estimado, estimada, favor, buenos, dias, buenas, tardes, bien, solo, otra, vez, cada, tan""",
)

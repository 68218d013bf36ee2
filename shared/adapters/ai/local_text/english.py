"""English words. Folded (no accents, small letters); `*` stands for any ending."""

from shared.adapters.ai.local_text.vocabulary import Vocabulary

ENGLISH = Vocabulary(
    valence={
        4: """a dream to, dream come true, magical*, in a heartbeat, nothing to moan, nothing to fault, could not
            recommend, unbeatable, a triumph, lost for words, speechless, outstanding, exceptional, phenomenal,
            flawless, blown away, exceeded * expectation*, above and beyond, could not be happier, could not have
            been better, could not have asked for, nothing but praise, highly recommend*, second to none, world
            class, best * ever, made our day, made my day, absolute* love*, five star*, 10 out of 10, ten out of
            ten, not a single complaint*, not have a single complaint*, never had any complaint*, nothing to complain
            about, have nothing to complain about,
            could not be more pleased, could not be more happy, could not be more satisfied,
            could not be more grateful, could not be more impressed, nothing went wrong,
            a single thing that went wrong, bad word to say, hats off, top notch""",
        3: """could not fault, kindness, dream, gem, star, stars, heroes, hero, legend*, fabulous*, terrific,
            splendid, exquisite, joy, inspired, inspiring, touched, moved to tears, happy tears, heartfelt, treat,
            blast, hit with, raving, mesmeris*, enchant*, adore*, still talking about, cannot thank, wow, yay,
            stellar, never better, as always, thumbs up, bravo, excellent, fantastic, wonderful*, amazing*,
            brilliant*, superb*, perfect*, delighted, thrilled, magnificent, awesome, incredible, love, loved,
            loving, spotless, marvellous, marvelous, gorgeous, unforgettable, impeccable, over the moon, would
            recommend, will recommend, recommend you, definitely be back, be back, book again, booking again, come
            again, thank you so much, thanks so much, thank you very much, huge thank*, big thank*, many thanks for,
            well worth, went above, kudos, lifesaver, life saver, stunning, first class, no complaint*, nothing to
            complain, ran like clockwork, without a hitch, like clockwork, top marks""",
        2: """gone to plan, such a good, official, best, years best, better than the usual, stopped raving, raving
            about, instead we had, highly recommended by, so kind, excited to, recommended by, warm*, hospitable,
            hospitality, laugh*, smil*, calm under, saved the, saved our, rescued, went the extra, extra mile,
            looked wonderful, looked great, tasted, came through, well received, well run, well planned, well worth
            it, praise*, proud, relief, relieved, brighten*, genius, clever, creative, elegant, classy, attention to
            detail, cosy, cozy, charm, delight*, sparkl*, worked like a, painless, straightforward, hard working,
            hardworking, quick to, on point, went so well, went really well, went very well, turned out well, good
            time, great time, lovely time, fun time, accept your offer, excited, cannot wait, neat, handled, great,
            good, happy, pleased, enjoy*, enjoyed, lovely, impress*, delicious, friendly, kind, helpful, smooth*,
            beautiful*, satisf*, professional*, attentive, glad, well organised, well organized, well done, nicely,
            grateful, appreciate*, praise, compliment*, success*, memorable, charming, tasty, comfortable, spot on,
            on time, quick response, quick reply, solved, sorted, hassle free, pleasure, fun, a hit, no problem*, no
            issue*, not bad, worth every, better than expected, better than we, thank you for, thanks for, thanks
            to, exactly what we, so easy, effortless*, seamless*, warm welcome, welcoming, looked after, raved,
            cheered, went down well, big help, good job, great job, nice job, good value, thoughtful*, generous*,
            prompt*, efficient*, courteous, polite, reliable, patient with""",
        1: """nice, fine, ok, okay, easy, clean, quick*, fast, interesting, useful, recommend*, thank*, fresh,
            improved, improvement, fair, decent, solid, calm, relaxed, tidy, works well, worked well, worked out,
            looking forward""",
        0: """bad homburg, bad nauheim, bad kissingen, bad vilbel, bad kreuznach, bad tolz, bad ischl, bad ragaz,
            refund polic*, complaints procedure, any complaint*, cheers, neither better nor worse, some less so, so
            so, overall average, best regards to, at best,
            best of luck, what is the latest, best wishes to, the best time, your best price, best price, best
            option, best offer, worried about the, whether, paid the deposit, have paid, i have paid, we have paid,
            already paid, once paid, to be paid, get paid, apologies for the, sorry for the, sorry to bother, sorry
            for bothering, apologies for, on short notice, short notice, differences between, difference between,
            extra charge for, is there a charge, no sound system, hot drinks, hot food, hot meal*, warm drinks, star
            sign, since monday we, left over, half board, half day, half an hour, half past, sick leave, allergic
            guests, allergies, allergy information, power supply, power socket*, waste bins, thanks in advance,
            thank you in advance, many thanks, kind regards, best regards, best wishes, warm regards, with thanks,
            thank you and, good morning, good afternoon, good evening, good day, happy to pay, happy to help, happy
            to come, happy to discuss, happy to adjust, happy to wait, would be happy, would be great, would be
            good, would be nice, would be lovely, would be helpful, would be perfect, would love to, d love to, be
            grateful if, appreciate it if, appreciate a, grateful for a, good time to, best time, best way, what is
            the best, please, fine print, if possible, free parking, free of charge, fair ground, trade fair, the
            fair, book fair, job fair, craft fair, wedding fair, fairs, fun fair, good fit, a great fit, at your
            convenience, fine dining, easy access, easy to reach, clean up, quick question, quick call, quick chat,
            quick note, nice to meet, no rush, no hurry, not urgent, no problem if, problem if, fast food,
            interested in, well as, as well, lost and found, worked out how, thanks and, thanks""",
        -1: """boring, bored, drag*, long winded, tired, too much, slightly too, hot, stuffy, repetitive, awkward,
            uncomfortable, hungry, thirsty, hidden, steep, no sign of, puzzled, worried, struggle*, hard time, maze,
            given up, unfortunately, problem*, issue*, concern*, although, however, slow*, late, delay*, cold,
            noisy, loud, small, missing, wrong*, mistake*, error*, unclear, confus*, complain*, complaint*,
            difficult, hard to, lack*, crowded, cramped, pricey, expensive, instead of, again, still, dark, dusty,
            messy, queue*, waited, waiting, misunderst*, missed, only, never, odd, weak, lukewarm, soggy, dry,
            bland, too little, ran out, run out, sold out, nobody, no one, no reply, no answer, no response,
            overlook*, forgot*, forgotten, should have, not what, twice, stale, average, mediocre, could be better,
            could have been better, room for improvement, less than ideal""",
        -2: """dull, supposed to do, corrected bill, corrected invoice, send a corrected, meant to be returned, was
            meant to, were meant to, should have been, days ago, weeks ago, losing patience, actually reading,
            behind a pillar, move us, hoped for more, expected more, expected better, taken off, fainted,
            paramedic*, degrees and, botched, trust is gone, rung back, rang back, voicemails, hear from your, had
            heard of our, find rooms for themselves, at midnight, mispronounc*, never matched, hoped for better, day
            41, ended up, had to find, had to buy, had to pay, had to carry, had to leave, no one had, nobody had,
            listed but, there were only, there was only, only two of, only half, only one of, misspel*, misprint*,
            typo, freez*, froze*, crash*, collaps*, crack*, blocked, mixed up, mix up, stolen, soaked, mould, mold,
            mouldy, rat, rats, mouse, cockroach*, hair in, expired, cut off, cut short, turned away, refused entry,
            refused to, kicked out, locked out, shouted, yelled, swore, lectured, bored to, dreary, empty handed, in
            vain, nothing happened, nothing was done, no explanation, no excuse, excuses, blame*, unwilling, could
            not be bothered, not bothered, unhelpful, dismissive, sarcastic, pushy, arrogant, patronis*,
            condescending, not even, forgot our, forgot my, forgotten our, were told, was told, we were promised, i
            was promised, was promised, had agreed, had signed off, had been agreed, contract says, contract said,
            according to the contract, as per contract, deduct*, waive*, reverse, reprint, redo, make up for, put
            right, put this right, make this right, rectif*, credit note, credit us, credit my, discount on the
            bill, price reduction, apolog*, explanation, explain how, explain why, black hole, third email, second
            email, third message, second reminder, fourth message, several messages, several emails, twice already,
            i still have nothing, have nothing, still nothing, since monday, since march, for weeks, for months, in
            the rain, outside in, on the floor, in the corridor, given away, gave away, given to another, wrongly,
            invalid, void, unusable, cannot use, could not use, could not open, would not open, would not start, out
            of date, short by, half empty, half of the, half the, not one, no longer work, no power, no heating, no
            water, no sound, no signal, power cut, microphone cut, stained, ripped, torn, rust*, blunt, burnt, raw,
            greasy, tasteless, sour, sick, ill, allergic, allergy, tripped, fell over, hurt, hospital, unreadable,
            misleading, bait, different from, differ*, not the same as, worse, downgrade*, cheap looking, tacky,
            flimsy, thank you for nothing, thanks for nothing, thanks a bunch, thanks a lot for, nice one, well done
            you, bit rich, so much for, what a way, unanswered, ghosted, silence, kept us, left us, left me, left
            standing, abandoned, bothered, unsatisf*, dissatisf*, inadequate, insufficient, inconvenien*, unfair,
            unjust*, unexpected charge*, extra charge*, hidden charge*, charged for, charged my card twice, charged
            us for, billed for, billed twice, invoiced for, invoiced twice, full price, paid for, we paid, i paid,
            bad*, poor*, disappoint*, annoy*, unhappy, upset, frustrat*, refund*, overcharg*, charged twice, double
            charged, broken, broke, faulty, failed, fail*, fault, damag*, dirty, rude*, unfriendly, unprofessional,
            chaotic, mess, cancel* without, unaccept*, ignored, ignoring, still waiting, still no, still not, still
            have not, have not heard, has not arrived, have not received, never received, never arrived, did not
            arrive, did not work, does not work, not working, stopped working, no show, not show up, did not show,
            did not turn up, not delivered, not as agreed, not as described, not as promised, not what we ordered,
            not what we, not acceptable, not good enough, not happy, let down, letdown, compensat*, money back,
            reimburs*, sort this out, fix this, third time, second time, fourth time, once again, yet again, had to
            wait, made to wait, kept waiting, waited over, waited for, hour wait, hours late, hour late, minutes
            late, days late, weeks late, too late, too small, too loud, too cold, too hot, too long, too slow, too
            expensive, twice the, unreliable, unsafe, incorrect*, misle*, broke down, out of order, fell apart,
            leak*, smell*, stain*, overpriced, unorganised, disorganis*, disorganiz*, badly organi*, poorly organi*,
            nobody answer*, nobody told, nobody knew, no one told, no one answer*, without notice, without warning,
            without asking, short of, fewer than, less than we, could not hear, could not see, cold food, food was
            cold, wrong size, wrong date, wrong name, wrong address, wrong order, undercooked, overcooked, inedible,
            spoil*, regret*, complaint about, not impressed, sub par, subpar, lost our, lost my, argu*, dispute*,
            shoddy, careless*, sloppy, neglect*, tired of, not the first time, hidden cost*, hidden fee*,
            unexplained, went wrong, no apology, never called, never replied, nobody called, nobody came, no one
            came, short staffed, understaffed, arrived damaged, double booked, not been, came late, arrived late, a
            shame, shame that, missing from""",
        -3: """could not be more disappointed, could not be more unhappy, could not be more frustrated, could not be
            more dissatisfied, could not have been worse, great another, well done really, chaos, debacle,
            catastroph*, filthy, vile, revolting, hate, hated, atrocious, abysmal, dire,
            deplorable, laughable, criminal, robbed, robbery, con, swindle, heartbroken, in tears, cried, crying,
            devastat*, humiliat*, livid, appalled, beyond belief, beyond a joke, worst part, laughing stock, lost
            cause, other supplier, another supplier, another venue, someone else, somewhere else, taking our, cancel
            our contract, terminate, final warning, watchdog, ombudsman, review online, social media, terrible*,
            awful*, horrible*, horrend*, worst, disgust*, disgrace*, appalling*, dreadful*, shocking*, ruin*,
            disaster*, nightmare, fiasco, furious, angry, outrag*, unbelievabl*, ridiculous*, pathetic, useless,
            hopeless, shambles, joke, scam, fraud, rip off, ripped off, cheat*, lied, liar*, incompeten*,
            inexcusabl*, never again, never book, never use, never come, never be back, avoid, fed up, sick of,
            waste of, wasted, lawyer, solicitor, legal action, small claims, chargeback, trading standards, demand
            a, demand an, want my money, want our money, full refund, embarrass*, insult*, unforgivable, food
            poison*, injur*, dangerous, ashamed, unbearable, absolute* no*, deeply disappointed, extremely
            disappointed, last straw, how dare, cannot believe, go elsewhere, take our business, someone else next,
            not recommend, zero stars, one star""",
    },
    negations="""not, no, never, neither, nor, hardly, barely, without, nothing, wasnt, isnt, dont, didnt,
            cant, wont, doesnt, havent, hasnt, couldnt, aint""",
    intensifiers="""very, really, extremely, absolutely, totally, completely, so, such, incredibly, utterly,
            deeply, truly, particularly, especially, super, most, thoroughly, highly, far, way""",
    dampeners="""a bit, slightly, somewhat, little, rather, fairly, kind of, sort of, almost, partly, quite""",
    contrasts="""but, however, yet, although, though, unfortunately, except, sadly, whereas, nevertheless,
            still i, only that""",
    intents={
        "Complaint": """0 nothing to complain, 0 nothing to complain about, 0 any complaint*, 0 no complaint*, 0 single
            complaint*, 0 refund polic*, 0 complaints procedure, 3 corrected bill, 3 corrected invoice, 3 deduct*, 3
            waive*, 3 credit note, 3
            refund*, 3 money back, 3 compensat*, 3 reimburs*, 3 complain*, 3 complaint, 2 taken off, 2 invoice
            lists, 2 meant to be, 2 was meant to, 2 were meant to, 2 should have been, 2 supposed to, 2 ended up, 2
            move us, 2 give us a discount, 2 sold to me, 2 sold to us, 2 returned within, 2 deposit back, 2 our
            deposit, 2 my deposit, 2 embarrassing, 2 ruined, 2 explain to me, 2 explain to us, 2 had to find, 2
            there were, 2 reverse, 2 reprint, 2 misspel*, 2 freez*, 2 crash*, 2 collaps*, 2 cut off, 2 turned away,
            2 no explanation, 2 apolog*, 2 explanation, 2 twice, 2 agreed, 2 booked, 2 ordered, 2 reserved, 2 paid,
            2 promised, 2 contract, 2 difference, 2 bill, 2 charged, 2 billed, 2 invoiced, 2 turned up, 2 arrived, 2
            came, 2 instead, 2 demands, 2 demand, 2 upset, 2 full price, 2 should be paying, 2 fee back, 2 have
            that, 2 put right, 2 rectif*, 2 inexcusable, 2 debacle, 2 filthy, 2 stolen, 2 lost, 2 hurt, 2 sick, 2
            not usable, 2 unusable, 2 cannot use, 2 at your cost, 2 at your expense, 2 your fault, 2 bunch, 2 thanks
            for nothing, 2 turn up, 2 swap*, 2 nobody told, 2 even though, 2 in the end, 2 had to, 2 kept, 2
            unaccept*, 2 overcharg*, 2 charged twice, 2 broken, 2 faulty, 2 did not work, 2 not working, 2 never
            arrived, 2 did not arrive, 2 not delivered, 2 has not arrived, 2 damaged, 2 wrong, 2 missing, 2
            terrible, 2 awful, 2 worst, 2 disgust*, 2 disgrace*, 2 disaster, 2 rude, 2 nightmare, 2 never again, 2
            lawyer, 2 legal action, 2 ridiculous, 2 third time, 2 yet again, 2 once again, 2 ruin*, 2 failed, 2 no
            show, 2 did not show, 2 not as agreed, 2 not what we ordered, 2 instead of, 2 furious, 2 angry, 2
            outrag*, 2 disappoint*, 2 fed up, 2 joke, 2 replacement, 2 replace, 2 sort this out, 2 ran out, 2 leak*,
            2 smell*, 2 stain*, 2 cancel* without, 2 without warning, 2 without notice, 2 unprofessional, 2 let
            down, 2 discount for, 2 price reduction, 2 wrong size, 2 double booked, 2 shambles, 2 chargeback, 2
            useless, 1 not, 1 no, 1 unfortunately, 1 late, 1 cold, 1 dirty, 1 nobody, 1 waited, 1 mistake, 1
            problem, 1 error, 1 fix this, 1 still, 1 again, 1 poor, 1 only""",
        "FollowUpRequest": """4 call me back, 4 call us back, 4 call back, 4 ring me back, 4 get back to, 4
            come back to, 3 hearing back, 3 hear from, 3 let us have a reply, 3 have a reply, 3 rung back, 3 call me
            on, 3 respond asap, 3 waiting on your, 3 reading this inbox, 3 after that, 3 remind, 3 get in touch with
            me after, 3 days ago, 3 voicemail*, 3 pick it up again, 3 next steps, 3 phone me, 3 phone him, 3 phone
            her, 3 phone us, 3 call him, 3 call her, 3 call me, 3 call us, 3 ring me, 3 ring us, 3 return my call, 3
            return my, 3 returned my, 3 return his, 3 return her, 3 drop me a line, 3 drop us a line, 3 drop me, 3
            text me, 3 message me, 3 email me when, 3 come back with, 3 get a chance to look, 3 had a chance, 3 have
            you had, 3 did you get, 3 third email, 3 my email, 3 heard nothing, 3 nothing since, 3 still have
            nothing, 3 no word, 3 any word, 3 any progress, 3 progress on, 3 news on, 3 news about, 3 what happened
            to, 3 waiting on, 3 awaiting, 3 await your, 3 expecting your, 3 when the proposal, 3 when you know, 3
            once you, 3 when it is ready, 3 as soon as, 3 try again, 3 again in, 3 talk again, 3 speak again, 3
            contact us in, 3 contact me in, 3 end of the month, 3 after the holidays, 3 after easter, 3 in the new
            year, 3 put a note, 3 make a note, 3 give us a shout, 3 give me a shout, 3 shout when, 3 follow up, 3
            following up, 3 follow* up on, 3 chasing, 3 chase, 3 any news, 3 any update*, 3 an update, 3 remind me,
            3 reminder, 3 still waiting for, 3 waiting for your, 3 waiting to hear, 3 have not heard, 3 heard back,
            3 hear back, 3 get in touch, 3 let me know when, 3 let us know when, 3 check in, 3 checking in, 3 touch
            base, 3 status of, 3 where are we, 3 circle back, 3 give me a ring, 3 give me a call when, 3 nudge, 3
            ping me, 3 keep me posted, 3 keep us posted, 3 contact me again, 3 contact us again, 3 contact me, 3
            reach out, 3 try me again, 3 write to me again, 3 bump*, 2 tomorrow between, 2 this afternoon, 2
            promised, 2 revised quote, 2 proposal, 2 the offer, 2 your reply, 2 a reply, 2 reply to, 2 answer my, 2
            answer to my, 2 respond to, 2 get an answer, 2 finally, 2 offer you, 2 your offer, 2 your quote, 2 the
            quote, 2 next week again, 2 last week, 2 as discussed, 2 our conversation, 2 we spoke, 2 in two weeks, 2
            in a month, 2 my email from, 2 my message from, 2 my mail, 2 no reply, 2 been a week, 2 as soon as you
            know, 2 revisit, 2 pick this up""",
        "MeetingRequest": """4 sit down, 4 come over, 4 come by, 4 come and see, 4 come and look, 4 come to
            see, 4 look at the, 4 appointment, 4 meeting with, 4 set up a meeting, 4 meet, 4 schedule a, 3 propose,
            3 move our, 3 set up a call, 3 to talk about our, 3 face to face, 3 meet in, 3 a m, 3 p m, 3 have a
            look, 3 take a look, 3 in town, 3 second session, 3 book a session, 3 session with, 3 tasting session, 3
            rehearsal, 3 go over, 3 go through, 3 talk through, 3 discuss in, 3 meet up, 3 get together, 3 chat, 3
            quick call, 3 phone call, 3 conference call, 3 show you, 3 show my, 3 show our, 3 bring my, 3 pop in, 3
            pop round, 3 pop by, 3 swing by, 3 measure, 3 inspect*, 3 walk round, 3 walk around, 3 recce, 3 drop in,
            3 host us, 3 receive us, 3 welcome us, 3 visit us, 3 our office, 3 your office, 3 meeting, 3 viewing, 3
            site visit, 3 visit, 3 look at the venue, 3 see the venue, 3 see the room*, 3 look around, 3 show us
            around, 3 tour, 3 walk through, 3 video call, 3 zoom, 3 teams call, 3 a call, 3 book a call, 3 jump on,
            3 come round, 3 drop by, 3 stop by, 3 tasting, 3 in person, 3 walkthrough, 2 does 11 work, 2 work for
            you, 2 works for, 2 does that work, 2 o clock, 2 morning, 2 afternoon, 2 saturday, 2 sunday, 2 when
            could, 2 when can you, 2 when are you, 2 when would, 2 available on, 2 are you free, 2 free on, 2 slot,
            2 half an hour, 2 30 minutes, 2 coffee, 2 suit you, 2 works for you, 2 diary, 2 calendar, 2 monday, 2
            tuesday, 2 wednesday, 2 thursday, 2 friday, 2 demo, 2 presentation, 2 catch up, 1 next week, 1 am, 1 pm""",
        "Feedback": """2 my impression, 2 sessions, 2 honest feedback, 2 just so you know, 2 to be
            honest, 2 neither, 2 average, 2 hoped for, 2 at that price, 2 best, 2 ever, 2 the app, 2 the moderator,
            2 portions, 2 thank you, 2 magical, 2 kindness, 2 impressive, 2 survey, 2 okay, 2 nothing to, 2 moan, 2
            for what it s worth, 2 a small thing, 2 small thing, 2 everything else, 2 felt, 2 thought, 2 found, 2 i
            d say, 2 honest, 2 honestly, 2 opinion, 2 just wanted to say, 2 wanted to say, 2 to let you know, 2 made
            our, 2 made my, 2 made the, 2 dream, 2 wow, 2 a bit long, 2 dragged, 2 boring, 2 too long, 2 not my, 2
            for me, 2 personally, 2 enjoyable, 2 well received, 2 rating, 2 rate, 2 points, 2 the programme, 2 the
            talks, 2 the talk, 2 the music, 2 the band, 2 the venue was, 2 the venue felt, 2 your team, 2 your crew,
            2 your staff, 2 pass on, 2 compliment, 2 thank you for, 2 thanks for, 2 thank you so, 2 thanks to, 2
            great, 2 wonderful, 2 fantastic, 2 excellent, 2 lovely, 2 loved, 2 enjoyed, 2 amazing, 2 brilliant, 2
            perfect, 2 feedback, 2 suggestion, 2 suggest, 2 one thing, 2 next time, 2 next year, 2 our guests, 2
            everyone, 2 the event was, 2 the evening, 2 the whole, 2 was great, 2 recommend, 2 impressed, 2
            delicious, 2 would have been, 2 could be, 2 might want to, 2 overall, 2 in general, 2 experience, 2
            review, 2 pleased, 2 happy with, 2 delighted, 2 well organised, 2 well organized, 2 well done, 2 stars,
            2 out of 10, 2 compliments, 2 a bit, 2 improve*, 2 not bad, 2 no complaints, 2 smooth*, 2 friendly, 2
            superb, 2 beautiful*, 2 we felt, 2 i felt, 2 i liked, 2 we liked, 2 the food, 2 the staff, 2 the team, 2
            the speaker*, 2 the sound, 1 was, 1 were""",
        "InformationRequest": """3 what does, 3 fee for, 3 surcharge, 3 catering options, 3 options, 3 seat*, 3
            how big, 3 how far, 3 how early, 3 how late, 3 how soon, 3 how do we, 3 square metres, 3 dimensions, 3
            power, 3 socket*, 3 wifi, 3 wi fi, 3 beamer, 3 projector, 3 equipment, 3 technical, 3 insurance, 3
            cancellation, 3 policy, 3 payment, 3 bank details, 3 iban, 3 pay by, 3 receipt, 3 tickets left, 3
            tickets, 3 age limit, 3 children, 3 dogs, 3 pets, 3 dress code, 3 directions, 3 public transport, 3
            shuttle, 3 hotel, 3 accommodation, 3 minimum, 3 maximum, 3 per person, 3 per head, 3 rent, 3 hire, 3
            rental, 3 specification*, 3 allergen*, 3 halal, 3 kosher, 3 schedule of, 3 programme for, 3 agenda for,
            3 list of, 3 licence, 3 permit, 3 how much, 3 how many, 3 how long, 3 how do i, 3 how can, 3 what is
            the, 3 what are, 3 what time, 3 where can, 3 is there, 3 are there, 3 do you have, 3 do you offer, 3 do
            you, 3 can i, 3 can we, 3 could you tell, 3 could you send, 3 could you let, 3 please send, 3 can you
            send, 3 can you tell, 3 price*, 3 pricing, 3 cost*, 3 quote for, 3 a quote, 3 capacity, 3 parking, 3
            price list, 3 brochure, 3 availab*, 3 invoice, 3 vat, 3 deadline, 3 which, 3 what, 3 when, 3 where, 3
            how, 3 opening hours, 3 wheelchair, 3 vegan, 3 vegetarian, 3 gluten, 3 allowed, 3 possible to, 3
            include*, 3 deposit, 3 discount, 3 floor plan, 3 terms, 3 wondering, 3 rates, 3 address, 3 does the, 3
            is it, 3 would it, 3 menu*, 3 confirm whether, 3 confirm if, 3 purchase order, 2 information, 2 details,
            2 need to know, 2 question, 2 interested in, 2 looking for, 2 planning a""",
    },
    stop="""a, an, the, and, or, but, if, of, at, by, for, with, about, to, from, in, on, off, over,
            under, again, then, once, here, there, when, where, why, how, all, any, both, each, few, more, most,
            other, some, such, no, nor, not, only, own, same, so, than, too, very, can, will, just, should, now, i,
            me, my, we, our, ours, us, you, your, yours, he, him, his, she, her, it, its, they, them, their, what,
            which, who, whom, this, that, these, those, am, is, are, was, were, be, been, being, have, has, had,
            having, do, does, did, doing, would, could, may, might, must, shall, ca, wo, as, until, while, because,
            into, through, during, before, after, above, below, between, up, down, out, also, still, even, please,
            thanks, thank, hello, hi, dear, regards, best, kind, get, got, make, made, let, know, like, one, two,
            want, need, much, many, really, never, ever, well, yes, ok""",
)

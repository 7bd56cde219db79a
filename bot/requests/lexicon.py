"""Everyday words and the concepts they stand for, in Danish and English. No rule: see phrases.py.

A concept's words stand in any form that has the same stem. An entry with `_` is a phrase: its words
in that order, with at most two light words between them.
"""

CONCEPTS = {
    # Question words that ask for something.
    "who": "hvem who whom whose hvis_er",
    "when": """hvornår when tid_for tid_på hvad_tid what_time which_time tidspunkt klokkeslæt dato datoer date dates hvad_dag
        hvilken_dag which_day what_day what_date starttid starttidspunkt mødetid mødetidspunkt hvor_lang_tid hvor_længe_varer
        how_long_is tidspunktet hvad_tidspunkt hvad_for_en_dag varighed duration kl_hvad klokken_hvad""",
    "begin": """starter start starte startet begynder begynde begyndte begins starts begin started mødes mødtes finder_sted
        takes_place afholdes holdes held slutter slut ends end varer vare gang klokken går_i_gang formiddag eftermiddag morning afternoon aften kicks_off sluttidspunkt ligger falder
        fandt_sted took_place foregår""",
    "where": """hvor where hvorhenne lokale lokalet mødelokale adresse adressen room venue location address
        mødested hvor_henne hvilket_sted""",
    "buying": "købe køber buy buying purchase",
    "wanting": "ønsker ønskes behøver brug_for skal_bruge har_brug want wants wanted need needs efterspørger",
    "since": "siden_sidst since_last siden_jeg siden_i",
    "at_you": "hos_jer hos_dig tager_sig_af sidder_med_det",
    "steps": "trin skridt faser etaper steps stages phases",
    "reported": "meldt_ind indmeldt indmeldte indberettet bedt_om efterspurgt requested reported asked_for",
    "away": "været_væk været_syg været_på_ferie har_været_på been_away været_fraværende was_away",
    "glance": "overblik introduktion intro briefing indblik",
    "now_what": "hvad_nu hvad_så what_now",
    "my_meeting": "mit_møde mine_møder my_meeting my_meetings our_meetings vores_møder jeg_til_møde vi_til_møde",
    "process": "process processen skaleringsprocessen skaleringsproces projektet forløbet",
    "latest": "seneste nyeste sidste latest newest",
    "signing": "skrive_under skriver_under underskrive underskriver sign",
    "whereabouts": "hvor_er_vi hvor_står_vi where_are_we where_do_we_stand hvor_i how_far",
    "many": "hvor_mange hvor_meget hvor_meget_bliver how_many how_much antal number_of antallet hvor_stor hvor_stort",
    "why": "hvorfor why hvordan_kan_det",
    "me": "jeg mig min mit mine me my mine myself",
    "we": "vi os vores vor we us our ours hos_os",
    "org": """kommune kommunen kommunes organisation organisationen forvaltning forvaltningen forsyning forsyningen afdeling
        afdelingen region regionen selskab selskabet municipality utility council organization organisation office kontor kontoret department havn havnen""",
    "my": "min mit mine vores vor my our mine",
    "you": "jer jeres du dig you your sammen",
    "others": """andre andres alle alles de_andre øvrige others everybody everyone else all deltagernes
        kommunerne kommuner bygherrer bygherrerne everybodys everyones""",
    # Things that one asks for.
    "papers": """dokument dokumenter dokumenterne fil filer materiale materialer materialet papirer document documents
        file files material materials bilag filarkiv arkiv mappe folder mapper dokumentoversigt dokumentliste
        paperwork everything_you_have kan_jeg_hente kan_jeg_downloade can_i_download alt_i_har alt_hvad_i_har papers""",
    "inhouse": "hos_os fra_os fra_vores from_us from_our i_vores_kommune on_our_side at_our af_vores vores_kolleger",
    "public_body": "offentlig offentlige",
    "somebody": "en_jeg_kan nogen en_af someone somebody anyone anybody en_der one_of",
    "parties": "markedet market pressen offentligheden konkurrenter konkurrenterne ministeriet naboer borgere borgerne",
    "slip": "kom_til_at trykket_forkert tastet_forkert svaret_forkert svare_forkert skrevet_forkert skrev_forkert lavet_en_fejl kom_til_at_skrive made_a_mistake made_an_error made_a_typo wrong_number wrong_answer",
    "question": "spørgsmål spørgsmålet spørg question questions ask",
    "helper": "can_help kan_hjælpe hjælper_mig could_help",
    "form": "digital digitale digitalt fysisk fysiske virtuel virtuelle virtuelt",
    "opinion": """hvad_synes hvad_mener hvad_tænker mener_du mener_i synes_du synes_i think_of think_about what_do_you_think
        enig uenig fejl_i forkert_i kritik""",
    "outline": """skitsere skitser ridse rids beskrive beskriv gennemgå gennemgang outline walk_me_through describe forklare
        forklar explain tegne præsentere""",
    "meetings": "møder møderne meetings mødeplan mødeoversigt mødekalender",
    "results": "resultat resultatet resultater resultaterne results totals facit totalerne sumtal hovedtal",
    "fewer": "færre sjældnere fewer less mindre mindre_tit for_mange too_many reducere reduce skrue_ned skru_ned skruer_ned",
    "off": "turn_off slå_fra slukke slukker disable deaktivere fravælge fravælger slår_fra switch_off slå_til turn_on aktivere",
    "pdf": "pdf fil file word docx printe print download udskrive udskrift printout filen document dokument",
    "new": """nyere nyt nye ny ændret opdateret opdateringer opdatering nyheder tilføjet uploadet lagt_op lagt_ud
        kommet new newer updated updates update added uploaded posted has_changed have_changed been_changed blevet_ændret sket_ændringer news nytilkommet siden_sidst
        since_last siden_jeg""",
    "link": """link linket links mødelink url zoom teams google_meet webinar webinarlink videolink logger_på log_på logge_på log_in
        logge_ind koble_på kobler_på kobler_mig join dial_in dial_into videomøde online_adgang deltage_online deltager_jeg deltager_man deltager_vi kommer_jeg_med kommer_vi_med kommer_man_med kommer_jeg_ind kommer_man_ind get_into get_in get_on online virtuelt
        kommer_jeg_på kommer_vi_på kommer_man_på komme_ind_på kommer_ind_på komme_på_mødet komme_på_infomødet connect teamslink zoomlink adgangslink hoppe_på ringe_op_på møderum
        hopper_på klikke_på klikker webex skype login_til call_in kaldes_op""",
    "meeting": """møde mødet møder møderne meeting meetings session workshop workshops arrangement arrangementer event
        events webinar seminar mødeindkaldelse mødeindkaldelser mødeindkaldelserne""",
    "signed": """tilmeldt tilmelding tilmeldinger tilmeldte registreret registrering registreringer inviteret
        på_listen takket_ja sagt_ja sagt_nej takket_nej meldt_fra meldt_til meldt_afbud afbud registered registrations signed_up booked
        said_yes said_no accepted declined accept accepted attending invited rsvp indkaldt indkaldelse indkaldelser bookinger
        framelde_mig svaret_ja svaret_nej enrolled aftaler_mine tilmelde tilmeld sign_up meld_mig_til
        meld_os_til melde_afbud cancel_my melder_afbud skal_med_til going_to_attend""",
    "timeline": """tidslinje tidslinjen tidslinie milepæl milepæle milepælene timeline milestone milestones roadmap ske_hvornår sker_hvornår hvornår_sker sker_der_hvornår what_happens_when hvilke_datoer which_dates what_dates
        forløb forløbet procesplan køreplan køreplanen deadlines faser fase phases phase etaper
        vigtige_datoer important_dates key_dates alle_datoer datoerne slutter_det_hele det_hele_slut det_hele_færdig hele_færdigt hele_planen overall_plan
        the_plan planen plan kalenderoversigt årshjul næste_faser""",
    "timetable": "tidsplan tidsplanen timetable schedule tidsskema tidsoversigt planche_med_tid",
    "next": """næste_skridt næste_step next_step next_steps next_for_me what_next
        foretage_os foretage_mig noget_jeg_skal noget_vi_skal haster i_gerne_vil_have have_at_jeg have_at_vi skal_jeg_gøre skal_vi_gøre skal_jeg_lave skal_vi_lave skal_jeg_nu skal_vi_nu mangler_jeg mangler_vi
        forventes_der forventer_i forventer_du venter_i_på venter_du_på expected_of expect_from need_to_do have_to_do
        want_us_to_do want_me_to_do forventes_af need_from_us need_from_me need_anything_from brug_for_fra bruge_fra should_i_do should_we_do supposed_to_do todo todoliste opgaver opgave min_tur vores_tur my_turn our_turn
        mangler_der_fra mangler_der_hos mangler_at_gøre mangler_at_lave kommer_videre komme_videre næste_opgave næste_træk min_rolle_nu waiting_for_me
        waiting_for_us venter_på_mig venter_på_os my_tasks tasks my_task i_do_now we_do_now gør_jeg_nu gør_vi_nu
        gør_jeg_så skal_jeg_bidrage left_to_do outstanding udestår udestående do_i_do do_we_do
        do_i_need do_we_need jeg_skal_gøre vi_skal_gøre jeg_skal_lave i_should_do we_should_do næste_jeg_skal næste_vi_skal jeg_bør_gøre jeg_mangler vi_mangler i_need_to_do i_have_to_do we_need_to_do i_need_to bolden_hos next_move next_thing mit_næste vores_næste hænger_jeg_på""",
    "participants": """deltagere deltagerne deltagerliste deltagerlisten medlemmer medlemmerne partnere partnerne
        participants participant members partners attendees medvirkende medlem parter parterne deltagerkreds deltagerkredsen
        medlemsliste tilsluttede deltagende organisationer organisations organizations kommuner
        municipalities bygherrer clients forsyninger regioner havne utilities""",
    "taking": """være_med participating taking_part joined deltager sidder_med kører_med med_ombord
        on_board involved involveret er_ellers_med taking_part take_part går_med har_tilsluttet tilsluttet_sig er_vi_med hvem_kommer who_is_coming who_comes who_else hvem_ellers er_på
        meldt_sig med_i_processen part_of andre_med deltager_i is_in are_in is_taking""",
    "contact": """contact_person kontakt kontakter kontaktperson kontaktpersoner kontaktpersonen kontaktoplysninger kontaktinfo
        kontaktinformation telefonnummer telefonnumre nummer telefon mobil mobilnummer mobilnr telefonnr mail mailadresse email
        e_mail epost emailadresse contact contacts phone number direkte_nummer phonenumber mailen tlfnr e_mailadresse
        email_address hotline contact_details contact_info""",
    "reach": """ringe ringer ring kontakte call reach skrive_til skriver_til write_to henvende henvender fat_i fange fanger
        fat_på get_hold hold_of ansvarlig ansvarlige responsible in_charge spørge spørger ask mail_til maile mailer gå_til
        turn_to vende_mig email talk contact get_in_touch in_touch""",
    "leaders": """procesleder proceslederen procesledere proceslederne facilitator facilitatorer facilitatoren
        facilitators procesledelse projektledelse projektleder projektlederen project_leader projektleder sekretariat
        sekretariatet organiser organisers organizer organizers styrer_det står_for står_bag leder_processen
        tovholder tovholderen tovholdere ansvarlig who_runs runs_this in_charge process_leader process_manager""",
    "person_word": "navn name stilling titel arbejder works rolle role",
    "status": """status hvor_langt hvor_er_vi  how_far progress fremdrift kommet_langt how_are_we står_vi stilling
        tilstand state finished hvordan_ligger står_det_til ligger_vi_til går_det_med hvordan_går_det is_it_going i_mål nået_det_hele komplet fuldstændig på_plads we_doing doing gået færdige færdig done stadie stade""",
    "answers": """svar svaret svare svarene svaret besvarelse besvarelser besvarelsen besvaret answers answer answered
        responses response responded reply replies udfyldt udfyldte skrevet skrev indtastet indtastede indberettet
        indberetning indberetninger tastet oplyst angivet svarede besvarede filled wrote written submitted input indsendt entered""",
    "told": "number skrive skriver tal tallene oplysninger oplyst skriver skrevet skrev numbers figures says said_so behov input siger data",
    "fill": "udfylde udfylder fill_in fill_out svare svarer besvare besvarer answer answering complete respond",
    "change": """rette retter rettet ret ændre ændrer ændret ændring ændringer lave_om redigere redigér opdatere correct
        correction change edit fix revise fortryde slå_fejl tastefejl skrevet_forkert forkert wrong typo mistake
        update korrigere korrigeres rettes rettelse omgøre lavet_fejl tastet_forkert kom_til_at""",
    "data": """data oplysninger personoplysninger persondata personlige registreret
        personal_data dataindsigt dataudtræk""",
    "stored": """gemt gemmer gemme lagrer lagret lagre opbevarer opbevaret registreret registrerer stored keep
        keeps kept hold hold_on saved save indsamlet indsamler ved_i_om ved_du_om know_about liggende har_i_på har_i_om have_on have_about i_har_om i_har_på you_have_on you_have_about""",
    "about_me": "ret_til_indsigt om_mig about_me have_on_me have_on_us om_os mine_data my_data mine_oplysninger min_profil har_på_mig har_om_mig",
    "export": """eksport eksportere eksporter export download downloade udtræk udlevere udlevering hente hent
        fetch copy_of kopi_af indsigt access_to aktindsigt få_udleveret""",
    "erase": """slet slette slettet sletning slettes delete erase deletion fjern fjerne remove glemt_mig ryd
        forgotten udslet wipe""",
    "language": """sprog language sproget languages sprogindstilling oversættelse""",
    "tongue": "dansk engelsk danish english på_dansk på_engelsk in_english in_danish",
    "switch": """skift skifte skifter ændre ændr change switch set sæt skriv skrive skriver write speak tal snak snakke svar svare
        talk answer send få hellere rather foretrækker prefer kommunikere beskeder messages fremover
        indstil oversæt continue fortsæt""",
    "pause": """pause pauser pausen pausere pausér pauses paused sæt_på_pause på_pause hold_pause snooze udsæt udskyd
        udskyde stil_bero bero standby hold_igen ro_på fred_og_ro lad_mig_være i_fred mute ferie barsel sommerferie
        vacation holiday on_leave out_of_office fraværende orlov sygemeldt away break time_off off_until
        efter_ferien efter_sommerferien hold_fri silence""",
    "stop": """skriv_ikke not_message do_not_write not_write stop stoppe stoppes hold_op holde_op ikke_flere ingen_flere no_more stop_with ingen
        vent wait ro undgå slip slippe fri_for no_messages quit_sending dont_send not_send lade_være lade_vær lad_vær la_vær ikke_skriv ikke_skrive holde_inde
        lad_være leave_me not_write ikke_få""",
    "messages": """not_message besked beskeder beskederne rykker rykkere rykkerne påmindelse påmindelser påmindelserne notifikation
        notifikationer notifications notification reminder reminders messages message skriver pings ping nudges
        forstyr forstyrre disturb mails mas bombarderer spam pinge rykke skrive_til_mig skrive_til_os writing_to_me""",
    "until": "indtil until til_den vent_til wait_until frem_til uger weeks uge week to_uger dage days måned month",
    "settings": """indstilling indstillinger indstillingerne præferencer preferences settings preference opsætning
        konfiguration configuration notifikationsindstillinger valg_af_mails beskedindstillinger""",
    "deputy": """stedfortræder stedfortræderen vikar suppleant substitute deputy stand_in standin stedfortrædere
        afløser backup i_stedet_for_mig instead_of_me min_plads på_mine_vegne on_my_behalf overtage take_over replace_me""",
    "digest": """digest ugentlig ugentligt ugevis dagligt daglig opsummeringsmail samlet_en_gang en_gang_om
        once_a_week weekly daily nyhedsbrev samlemail om_ugen a_week en_gang_ugen per_uge ugemail bundle samle_beskederne
        samlet_besked once_a_day one_message en_besked en_samlet a_day""",
    "channel": """på_mail pr_mail via_mail per_mail by_mail by_email via_email på_e_mail by_e_mail via_e_mail som_mail as_email
        på_sms by_post i_mailen i_min_indbakke to_my_inbox over_mail""",
    "mails": "email e_mail e_mails mail mails emails sms",
    "instead": "stedet instead rather hellere fremfor i_stedet instead_of",
    "quiet_hours": """stilletid stille_timer quiet_hours arbejdstid working_hours efter_klokken kun_mellem
        efter_arbejdstid weekenden weekend weekends om_aftenen aftenen evenings nat night uden_for_arbejdstid do_not_disturb
        forstyr_ikke""",
    "important": "vigtige vigtigt important essential nødvendige nødvendigt kun_det",
    "often": "hvor_tit hvor_ofte how_often oftere sjældnere mindre_tit mindre_ofte less_often hyppighed frequency sjældent",
    "sum": """sum summen summer samlet samlede tilsammen total totalen totalt i_alt lagt_sammen altogether together_all
        aggregated aggregate overall combined add_up adds_up added_up løber_op tæller_op opgjort opgørelse totals in_total
        sums summeret sammenlagt samlede_tal samlet_set tallene på_tværs across alles facit hele_gruppen
        resultat resultatet resultater results mellemregning statistik statistics""",
    "needs": """behov behovet behovene efterspørgsel efterspørgslen efterspørger volumen volume demand need needs mængde mængder
        antal maskiner machines tallene tal numbers figures svar answers efterspørges kortlægning kortlægningen behovskortlægning
        behovskortlægningen maskiner_i_alt køb indkøb""",
    "calendar": """kalender kalenderen kalenderabonnement calendar ical ics icalendar kalenderfeed feed webcal kalenderlink
        outlook google iphone android apple google_calendar abonnement abonnementslink subscription kalenderadresse kalenderfil""",
    "subscribe": """abonnere abonnerer abonner abonnement subscribe tilføje tilføj add sync synkronisere synkroniser
        synk koble import importere adresse adressen feed lægge læg overføre""",
    "missed": """gået_glip_af glip misset missed miss overset foregået sket happened gået_for_sig ikke_fulgt_med været_væk været_fraværende been_away not_followed skal_jeg_vide skal_vi_vide should_i_know need_to_know
        catch_up catch_me_up catch_me up_to_speed up_to_date op_til_dato opdater_mig opdateret_mig bring_mig indhente
        opsamling opsummere opsummér opsummer opsummering resumé briefe briefing resume_af recap summary summarise summarize fill_me_in ajour
        sætte_mig_ind sæt_mig_ind hvad_er_der_sket indtil_nu hidtil so_far until_now historikken kort_fortalt
        løbet briefing brief_me onboard get_up hægtet_af bagud behind""",
    "newcomer": """ny_her ny_i jeg_er_ny new_here im_new just_joined lige_kommet lige_startet startet_nu ny_på
        newcomer am_new lige_blevet lige_trådt nytilkommen overtaget taken_over lige_koblet ind_fra_sidelinjen
        sent_ind joined_late late kommer_ind netop_startet lige_hoppet hoppet_på""",
    "leave": """fjern_mig slet_mig dropper_det droppe_det nødt_til_at_stoppe stoppe_her we_leave i_leave meld_os_fra melde_os_fra melder_os_fra tag_os_af tag_mig_af af_listen off_the_list fjern_os slet_os vi_stopper trække_os_ud meld_mig_ud meld_os_ud melde_mig_ud melde_os_ud meldes_ud meldt_ud melder_mig_ud melder_os_ud melde_ud melder_ud
        afmeld afmelde afmelding afmeld_os frameld framelde framelding udtræde udtræder udtrædelse udmelde udmelding
        udmeldelse trække_os trækker_os trække_mig trækker_mig træk_os træde_ud træder_ud ud_af_processen ud_af_det
        ud_af_forløbet ud_af_samarbejdet ud_af_projektet ud_af_det_her ikke_med_mere ikke_med_længere
        ikke_være_med ikke_deltage ikke_deltager stoppe_vores_deltagelse ophøre drop_out dropout dropper_ud droppe_ud opt_out
        withdraw withdrawing withdrawal unsubscribe take_us_out take_me_out take_me_off take_us_off remove_me remove_us
        leave_the leave_this want_out out_of_the_process out_of_this out_of_it not_taking_part not_participating
        not_take_part no_longer_part no_longer_participate step_out pull_out pulling_out quit quitte springer_fra
        hopper_fra hoppe_fra stå_af står_af melder_fra_processen leave_process leaving stopper_i_processen
        stoppe_i_processen forlade forlader sign_off ikke_længere_med ikke_længere_være ikke_længere_deltage want_to_leave like_to_leave
        drop_us how_do_i_leave end_our_participation trækker_sig udtrådt""",
    "help": """hjælp hjælpe help hjælpetekst vejled_mig hvad_kan_du hvad_gør_du what_do_you_do what_can_you du_svare_på can_you_answer kan_du_hjælpe can_you_help
        hvordan_virker how_does_it_work how_does_this_work hvordan_fungerer bruger_man_dig bruger_jeg_dig use_you
        brugsanvisning hvad_er_du who_are_you what_are_you hvem_er_du
        what_is_this hvad_er_det_her finde_ud_af hvad_er_sammen what_is_sammen hvad_er_det_for kan_man_spørge kan_jeg_spørge can_i_ask
        hvordan_gør_man hvordan_gør_jeg hvordan_gør_vi kommandoer commands hvad_kan_jeg_skrive hvad_kan_man hvad_kan_jeg_bruge what_can_i kan_du_gøre
        hvad_kan_den hvad_du_kan what_you_can use_this bruge_det_her do_you_do er_du_en are_you_a funktioner features gået_i_stå aner_ikke_hvordan
        kan_ikke_finde_ud virker_det_her begynder_jeg_med vide_hvordan bruge_dig kan_jeg_bruge bruger_jeg_det""",
    "human": """menneske mennesker mennesket person human person_i rigtig_person real_person rigtigt_menneske levende
        en_person a_person rigtig_medarbejder medarbejder somebody someone nogen_rigtige snakke_med_en tale_med_en lad_mig_tale en_af_jer
        one_of_you en_kollega_der til_en_kollega operator supportmedarbejder a_human en_levende virkelig_person
        actual_person living_person en_fra_jer en_fra_kontoret en_voksen fysisk_person""",
    "talk": """tale tal taler snakke snakker talk talking speak speaking chat ringe ring ringer call snak kontakte
        kontakter besvare forward videresend send_det_videre send_videre pass_on giv_det_videre hand_over stil_mig_om
        omstille stille_om stillet_om viderestille spørg_en ask_a kan_I_ringe i_røret skrive_med reach get_back vende_tilbage
        vender_tilbage ringes_op ringet_op send_det_til_en""",
    "callback": """ring_mig_op på_mit_nummer stil_mig_om omstil viderestil viderestille send_det_videre sende_det_videre pass_it_on pass_this_on giv_det_videre ring_til_mig ringe_til_mig ringer_til_mig call_me call_me_back ring_mig_op ringe_mig_op ringer_mig_op ring_tilbage
        ringe_tilbage ringe_mig ringer_mig kontakt_mig kontakte_mig contact_me call_back ringe_op ringet_op get_back_to_me
        reach_out_to_me vende_tilbage_til_mig ring_til_os ringe_til_os call_us_back call_us give_me_a_call
        ringe_på_mit""",
    "courtesy": """tak det_var_det det_var_alt mange_tak tusind_tak takker thanks thank_you thank cheers tusen_takk tak_for fedt skønt lækkert
        dejligt perfekt perfect super fantastisk great awesome brilliant fabelagtigt herligt sejt topnice nice lovely
        wonderful excellent fremragende sødt pænt kanon alle_tiders hurra yes_tak supert glimrende mega smukt flot godt_gået well_done
        good_job appreciated appreciate sweet top nemt hjælpsom hjælpsomt helpful much_obliged cool godt_klaret dygtig takk
        fint ok_tak modtaget_tak received_thanks værsgo velbekomme hjalp hjulpet helped no_worries selv_tak god_weekend have_a_nice
        god_dag good_day vi_ses ses see_you bye farvel hav_en_god""",
    "parting": """vi_ses ses_på see_you ses_i glæder_mig glæder_os look_forward looking_forward hav_en_god god_weekend
        have_a_good have_a_nice bye farvel vi_tales""",
    "received": """har_fået har_modtaget have_got have_received got_it received har_nu_fået fik_den fik_det modtog har_set
        har_allerede have_already har_læst fundet_den fundet_det found_it""",
    "negated": "ikke not ingen aldrig never cannot mangler missing no",
    # Words of frequent questions, whatever the process is about.
    "cost": """dyrt dyr billigt expensive koste koster kostede pris prisen priser betale betaler betaling betales gebyr deltagergebyr kontingent gratis
        udgift udgifter omkostning omkostninger cost costs price pay paying payment fee fees charge free expense
        medlemsgebyr økonomi økonomisk""",
    "join": """være_med er_med deltage deltager deltagelse join joining take_part taking_part participate participating participation
        velkommen velkomne med tilslutte tilslutter komme_med gå_med optager optage optages accepterer part ombord processen process projektet forløbet deltagende blive_med
        with_you skaleringsproces samarbejdet""",
    "see": "se ser set læse læser kigge adgang see view read access visible synlig synlige vises får_at_se",
    "secret": """fortrolig fortroligt fortrolige fortrolighed hemmelig hemmelige hemmeligt anonym anonyme anonymt anonymous confidential
        secret offentligt offentliggøre offentliggjort offentliggøres delt deles delte deler shared published offentlighed
        confidentiality anonymity anonymitet public videregivet videregives aktindsigt lukket""",
    "oblige": """forpligte forpligter forpligtende forpligtet forpligtelse forpligtelser binde binder bindende bundet commit
        committed commitment commitments binding bound obligated obligation obligations obliged hænger_på forpligtigende
        forpligtiger forpligtigelse hæfte uforpligtende juridisk legally tvunget forced""",
    "private": """privat private privatejet virksomhed virksomheder firma firmaer company companies firms firm leverandør producent business
        privateejede entreprenør rådgiver rådgivere rådgiverfirma konsulentfirma entreprenørfirma supplier vendor manufacturer udlejer maskinudlejer aktieselskab
        aps private_sector erhvervsdrivende""",
    "several": """flere mere_end_en flere_end_en begge to_personer være_to to_der er_to to_af_os være_tre er_tre være_flere er_flere two_of_us both two several multiple more_than_one begge_to mange
        fælles_om sammen_om hinanden kollega kolleger kollegaer colleague colleagues co_workers kollegerne""",
    "same": "samme same fælles organisation kommune team",
    "deadline": """frist fristen deadline deadlinen svarfrist svarfristen hvor_lang_tid_har lang_tid_har_vi how_much_time sidste_vi_kan senest seneste latest_by by_when due due_date sidste_frist
        sidste_dag last_day sidste_chance hvor_længe how_long tidsfrist afleveringsfrist indsendelsesfrist inden_hvornår skal_være_inde
        lukker close closes afleveres aflevere hand_in""",
    "mapping": """behovskortlægning behovskortlægningen kortlægning kortlægningen spørgeskema spørgeskemaet skema skemaet needs_mapping
        mapping questionnaire survey form interview behovsafdækning formular""",
    "bot": "bot robot chatbot robotten maskine automatik computer ai machine",
    "tell": "fortæl fortælle tell forklar forklare explain oplyse",
}  # fmt: skip

# What sort of thing a document is: the name of the sort in process files, and words for it.
SORTS = {
    "slides": "oplæg oplæggene slides slide præsentation præsentationer powerpoint ppt pptx planche plancher presentation deck",
    "minutes": "referat referater mødereferat minutes mødenotat beslutningsreferat",
    "agenda": "program dagsorden agenda programme mødeprogram mødeplan",
    "template": "skabelon skabeloner template paradigme",
    "guide": "manual instruks vejledning vejledninger guide guideline guidelines brugsvejledning guidance",
    "note": "notat notater notatet note notes memo paper",
    "overview": "oversigt oversigten overview liste katalog",
    "draft": "udkast draft udkastet",
    "timetable": "tidsplan timetable tidsskema",
    "survey": "undersøgelse undersøgelsen survey study analyse analysen analysis",
    "list": "liste list fortegnelse",
    "invitation": "invitation invitationen indbydelse invite invitationsbrev",
    "report": "rapport rapporten report evaluering",
    "letter": "brev brevet letter",
    "contract": "kontrakt contract aftale agreement",
    "budget": "budget",
    "poster": "plakat poster flyer folder brochure pjece",
    "video": "video optagelse optagelsen recording",
}  # fmt: skip

# General nouns for any document; they say nothing about which.
ANY_DOCUMENT = "skriftligt skriftlig dokument document fil file pdf papir paper materiale material bilag version udgave"

# Words that titles are made of, so that compounds can be taken apart.
PARTS = """
krav udbud behov marked markeds dialog møde workshop spørge opstart opstarts bygge plads byggeplads styre gruppe styregruppe
leverandør arbejds entreprenør pris tids person kontakt telefon kontrakt hensigt hensigts erklæring bygherre skalering
skalerings proces information informations info orienterings klima miljø energi indkøb indkøbs projekt plan drift teknik
økonomi kommune region bestyrelse bestyrelses repræsentant kick opfølgning opfølgnings afslutning afslutnings forår efterår
resultat slut midtvejs evaluering evaluerings leje køb maskin transport lade strøm el data tekst politik strategi fase
"""

# Words of one meaning whatever the process is about; the process's own synonyms come on top.
SYNONYMS = (
    ("pris", "priser", "koste", "koster", "price", "cost"),
    ("opfølgende", "opfølgning", "follow-up", "followup"),
    (
        "kontakt",
        "telefon",
        "telefonnummer",
        "telefonnumre",
        "kontaktoplysninger",
        "mailadresser",
        "numre",
    ),
    ("el", "elektrisk", "eldrevet", "elmaskine", "electric"),
    ("byggeplads", "plads", "site", "construction site"),
    ("ladestander", "lader", "opladning", "charger", "charging"),
)

# Words that make a thing due: "hvornår skal skemaet være udfyldt".
DUE = "skal must have should done bruge inde færdig færdige færdigt senest needed need udfyldt afleveret sendt ind"

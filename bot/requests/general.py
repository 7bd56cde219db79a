"""Words that no wish is about: light ones, general ones, and those of other topics.

GENERAL words may stand in any request and speak neither for it nor against it, in any form that has
the same stem. What names a thing that can be asked about belongs in lexicon.py: an unknown noun is
what shows that something else is meant.
"""

# Words that carry no wish of their own: whatever else is said, they may be there.
LIGHT = """
en et den det de dem der deres dette denne disse dit din dine dig du han hun hans hendes sin sit man i
og eller men som at for fra til med om på af ved hos over under efter før inden når hvis da så også endnu
kun lige bare godt gerne nok vel altså jo nu her dér derfor selv igen mere mest meget lidt noget nogen
alle alt hele hel sådan sådanne hvilken hvilket hvilke hvad hvordan hvor er var være været bliver
blive blev blevet har have havde få får fik fået kan kunne skal skulle vil ville må måtte bør gør gøre gjort
ikke ingen ej nej ja jo jeg mig min mit mine vi os vores jer jeres jer vor vort sig ligesom både enten
tror mener synes tænker håber ved vide spørge spørger spørgsmål brug bruge bruger går gå kommer komme kom
sender sende send sendt giv give giver gav finde finder find ligger ligge lå vis vise viser se ser hente
henter hent skaffe skaf søger søge leder lede mangler mangle ønsker ønske smid smide smider læse læser åbne
åbner åben åbent kigge kig hold tag tage tager sted steder muligt mulig hurtigt hurtig straks snart stadig stadigvæk
allerede ellers måske vist egentlig faktisk forresten desuden samt også tak venlig venligst søde sød rar
undskyld beklager hej goddag godmorgen dav davs halløj kære mojn hilsen hilsner mvh vh dbh kh bh knus
fint fin okay ok super perfekt dejligt helt ganske ret temmelig tit ofte aldrig altid engang gang gange
endelig først sidst seneste nyeste sidste latest newest last aktuelle gældende current recent begge both herind herinde herover heroppe hertil dertil derfra herfra ind ud op ned frem tilbage rundt
ude inde oppe nede frem væk mht vedrørende angående omkring ang vedr ift forhold forbindelse stedet
the a an of to in on at by with from for and or but so if then than that this these those there here it its
is are was were be been being am do does did done have has had having can could will would shall should may
might must not no yes i me my mine we us our ours you your yours he she his her they them their who's any
some all every each one ones please thank thanks kindly hi hello hey dear regards best kind sorry just also too
again still yet already now get got give gives send sent show see look find found want need like love would
possible possibly maybe perhaps quickly really actually very much more most bit about into out up down over
which what how let know think hope wonder wondering wondered ask asking question use using go going come
coming came put take make right well sure quick way back able same else other as when whenever while because
since until before after only even both either lot something anything someone everything thing things ting
hør hører høre dér dèr nå tja hmm øh øhm åh ah oh lol hihi haha hva altså da dog ellers bl nævnte omtalte
manden menneskeligt chef chefen leder kollega kollegaer kolleger kollegerne min_chef boss colleague
bed bede beder bedt hjælpe hjælpes kontoret skrivebord computer telefonen mobilen mail_boks papiret udskrevet
somewhere huske husker remember mandagens tirsdagens onsdagens torsdagens fredagens flyttet tilsendt oprindelige oprindelig forskellige forskellig korte automatisk ryge besluttet decided overhovedet alligevel hende ham gik gå blevet vedhæfte trykket lov kort place holdt holder lavede skrev delte nævnte sagde præsenterede gennemgik sendte open able sker videre indtil next næste point penge lave laver lavet resend gensend liggende kommende fandt synes viste vist del part bagefter efterfølgende afterwards siden resten rest året året året share sharing dele år year overtaget tvivl indgår time tid lang lange længe nået indgået muligvis skabt via begge klar klart printe print printer printede udskrive udskrift word excel a4 fil format version udgave kopi copy eksemplar
glemt glemte glemmer smuttet forsvundet væk slettet ryddet tabt lost forgot forgotten mistet misplaced
igår nyligt selvfølgelig naturligvis virkelig rigtig god godt good nice great søge leder skynder skynde travlt
hvorhenne henne henne_ad findes fandtes eksisterer exist exists available tilgængelig tilgængeligt
ligge lagt læg lægge lægger stå står stod sagt sige siger sagde hedder hed kaldes kaldet called named
prøver prøve prøvede forsøger trying tried try andet anden andre sammen hver hvert per pr stk par lidt_om
bor sidder sidde sad sat sætte sætter venter vente ventede snakkede snakker talte lovede promised
aften formiddag eftermiddag morgenen today tonight morning afternoon desværre hellere hvert_fald fald tilfælde grund skyld sag sagen emne subject re fwd vs hilsen_fra
"""  # fmt: skip

# Ordinary words that no wish is about. Knowing them keeps them from being taken for a misspelling.
OTHER = """
kontrakt kontrakten underentreprenør parkering frokost kaffe mad vegetar tilskud støtte puljer
minister borgmester politiker udvalg direktion byråd rektor barn børn syg ferie vejr tog bus hotel bolig
skole gade vej bil biler diesel benzin hvo fossil brændstof ton kilo timer minut lov loven
regel regler klage klager fejl vred sur rasende dårlig elendig ubrugelig useless terrible angry broken
faktura regning budget løn moms konto bank krone kroner tabel vedhæftning vedhæftningen attachment mængde aftale advokat
avis journalist presse nyhed radio film bog sang musik fodbold kamp banan blå rød grøn gul hund kat fugl
computer skærm tastatur printer internet wifi kode kodeord password login vejret
contract contractor parking lunch dinner coffee food subsidy grant funding weather train hotel minister mayor
politics school child kid sick invoice budget salary money bank law rule rules complaint error
business case uddannelse kursus bestille bestil order sælge sell leje rent levere levering delivery
garanti reservedele reparation reparere service værksted batteri motor hydraulik støj larm luft klima vand
mening holdning opinion anbefale anbefaling recommend erfaring erfaringer experience holdbarhed tekst
gælder gælde tæller tælle count counts oversætte translate betyder means betydning definere definition
passe passer pas norge sverige tyskland oslo stockholm berlin eu england holland paris
"""

# What people do in any sentence, whatever it is about. Past tenses with another vowel stand beside.
DOING = """
sige sende vise finde mangle være modtage modtog modtaget tilsende fremsende fremskaffe levere udlevere overlevere opdrive finde skaffe hente tjekke checke
undersøge kontrollere sikre huske glemme nævne oplyse informere orientere meddele melde fortælle fortalte forklare
besvare vide vidste mene mente tænke tænkte tro troede synes føle følte forstå forstår forstod forstået begribe fatte
ønske håbe vente forvente regne overveje beslutte vælge valgte afgøre gide orke magte klare nå når slå slår består opstår bestemme prøve forsøge lykkes
bruge benytte anvende behøve mangle savne trænge tillade lade lod ladet få sørge starte begynde fortsætte slutte
blive komme gå tage tog taget give gav givet sætte lægge stille holde holdt føre førte bringe bragte følge fulgte
vise pege kigge se så set læse lede søge opsøge klikke trykke taste scrolle hoppe nøjes række rækker ordne fikse arrangere
indmelde virke fungere opstå ske foregå ændre skyldes handle dreje vedrøre omhandle indeholde høre tilhøre passe kaldes hedde
love lovede aftale aftalte snakke tale råde hjælpe hjalp bistå mellem imellem iblandt forbundet spørge spurgte svare bede bad bedt takke undskylde
ringe skrive maile kontakte henvise sidde stå ligge hænge leve arbejde rejse køre løbe vende returnere genfinde gense
tiltræde tiltrådt ansætte ansat overtage slettede smed smidt tabe tabte overse overså overset udestå gider trængte
receive obtain provide supply check verify ensure remember mention inform notify tell told explain understand understood
believe guess suppose assume expect decide choose manage try attempt seem appear happen start begin continue keep
bring brought leave turn point direct contact follow hold held work help thank apologise apologize appreciate
wonder care mind grab pull locate spot access dig figure sort deal handle remind chase drop pass hear heard
wants lots gets got getting seems seemed wanted needed tried said says
"""

# How, how much, when and in what spirit.
_HOW = """
lang langt længere længst kort kortere hurtig langsom nem let svær stor større størst lille små mindre tung ny gammel gamle
god bedre bedst dårlig fin flot rigtig forkert præcis nøjagtig omtrent cirka netop nærmest simpelthen ærlig ærligt
oprigtig virkelig sikkert formentlig vistnok åbenbart tydeligvis selvfølgelig naturligvis endvidere ydermere hvorvidt
såvidt såfremt medmindre hvorimod imens mens fordi eftersom idet derved dermed hermed herved dertil hvortil hvoraf
forrige foregående nuværende tidligere senere oprindelig seneste kommende pågældende eventuel eventuelt diverse øvrige
sine eneste første sidste fælles egen eget egne enkelt enkelte hverken samtlige tværs sideløbende undervejs nylig løbende
venlig elskværdig travl forvirret forvirrende usikker træt glad ked nysgerrig interesseret spændende relevant vigtig
nødvendig tusind masser bunke flok par dusin trods ifølge ligeledes blot kun udelukkende især specielt generelt særlig
helst gerne hellere straks omgående hurtigst øjeblik øjeblikket pt lige forhåbentlig tilsyneladende faktisk reelt
skam sgu satme fandme pokker altså nemlig jamen hov ups hallo hejsa halløjsa davs farvel tilgive beklage gider simpel
long short quick slow easy hard difficult big small large old early late later previous earlier former original
final real true wrong exact exactly honest honestly certain certainly definitely probably apparently obviously
basically simply especially particularly anyway though although however unless whether despite besides instead
bad good better best fine happy glad confused lost busy interested important necessary relevant several various
different own whole entire single double half couple bunch lots kinda sorta gonna asap soon recently lately
"""

# General nouns: they stand for what else is said.
_THINGS = """
gang omgang måde slags type art del stykke punkt emne sag ting tilfælde årsag grund anledning sammenhæng
situation problem udfordring behov mulighed chance lov vej retning side sted plads bane banen bord ende top bund midte skridt trin
øjeblik stund uge måned dag år dato tid periode øje hånd hoved tanke ide tvivl overblik indtryk svar bud hint tip vink
nettet telefonen skærmen siden appen slack kanalen tråden indbakken postkassen postkasse indboks indbakke mappe mapperne
direktør chef leder team afdeling kontor forvaltning møntfod bestyrelse bagland folk personer mennesker kolleger makker kontorchef
enhedschef afdelingschef indkøbschef introduktion
way kind sort type part piece point matter case reason purpose situation problem chance side place end top bottom
moment while week month day year time hand head thought idea clue hint tip overview inbox channel thread slack
director boss manager team department office folks people guys everyone step basement copy job
"""

GENERAL = f"{DOING} {_HOW} {_THINGS}"

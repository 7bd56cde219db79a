"""Words that name no topic: they may stand in any request and speak neither for it nor against it.

Each stands in any form that has the same stem. What names a thing that can be asked about belongs
in lexicon.py instead: an unknown noun is what shows that something else is meant.
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

GENERAL = " ".join((DOING, _HOW, _THINGS))

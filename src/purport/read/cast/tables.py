"""Words that tell what a noun phrase stands for: persons, bodies, peoples, recordings and documents."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from purport.records.names import Carrier


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


STRIPPED_TITLES = words_of(
    """mr mrs ms miss mx dr prof professor capt captain gen general maj major col colonel lt lieutenant sgt sergeant cpl
    corporal pvt private adm admiral brig brigadier cmdr commander commodore marshal sen senator rep representative gov governor
    president vice prime minister secretary chancellor premier mayor ambassador judge justice deputy chief spokesman spokeswoman
    spokesperson inspector superintendent constable officer detective sheriff attorney chairman chairwoman director archbishop
    bishop cardinal rev reverend rabbi congressman congresswoman councillor minister envoy foreign defence defense interior
    acting former retired field staff wing warrant hon sir dame lord lady undersecretary assistant"""
)
"""Titles that never belong to the name; lower case, no full stop."""

KEPT_TITLES = words_of(
    "king queen prince princess pope sheikh sheik shaykh imam mullah mallam maulvi maulana ayatollah father sister emir"
)
"""Titles that belong to the name when a single name follows (``Mullah Daoud``)."""

MALE_TITLES = words_of(
    "mr king prince pope sheikh sheik shaykh imam mullah mallam maulvi ayatollah father sir lord emir rabbi"
)
FEMALE_TITLES = words_of("mrs ms miss queen princess sister lady dame")
MALE_NOUNS = words_of(
    """man boy father son brother husband king prince uncle nephew gentleman policeman businessman gunman
    imam priest monk emir sheikh fisherman widower grandfather grandson stepfather stepson landlord groom bridegroom waiter
    headmaster nobleman"""
)
NO_MEN = words_of("human german roman norman ottoman shaman talisman layman")
"""Words that end like a man's trade and are none, or say nothing of men."""
FEMALE_NOUNS = words_of(
    """woman girl mother daughter sister wife queen princess aunt niece lady spokeswoman chairwoman policewoman businesswoman
    nun widow grandmother actress congresswoman granddaughter stepmother stepdaughter landlady bride waitress headmistress
    seamstress hostess heiress noblewoman"""
)

_GIVEN = tomllib.loads(files("purport.read.cast").joinpath("given_names.toml").read_text(encoding="utf-8"))
MALE_NAMES = words_of(_GIVEN["male"])
FEMALE_NAMES = words_of(_GIVEN["female"])

PERSON_NOUNS = (
    MALE_NOUNS
    | FEMALE_NOUNS
    | words_of(
        """activist actor adviser advisor agent aide ambassador analyst announcer archbishop assassin attacker attorney author
    baker bishop bomber boss boxer broker bystander candidate captain captive captor caretaker caller cardinal chairperson
    chancellor chief child citizen civilian cleric clerk coach colleague colonel columnist commander commentator commissioner
    commissar confidant conscript constable consul contractor coordinator correspondent councillor cousin critic deputy
    defector deserter detainee detective dictator diplomat director dissident doctor driver economist editor elder employee
    engineer envoy eyewitness expert exile farmer farmhand fighter figure fugitive general gendarme governor guard guerrilla
    guide headman headmaster herder historian hostage host hunter informant informer inspector insurgent investigator
    jihadist journalist judge juror lawmaker lawyer leader legislator lieutenant local major manager mayor mediator medic member
    merchant militant militiaman miner minister monarch mourner musician negotiator neighbour neighbor novelist nurse officer
    official operative opponent organiser organizer owner paramedic parent partner passenger passer-by pastor patient paymaster
    peacekeeper pensioner person photographer pilot poet policeman politician preacher premier president prisoner producer
    professor prosecutor protester rebel recruit refugee relative reporter rescuer researcher resident reservist ruler runner
    sailor scholar scientist secretary senator sentry separatist sergeant servant shepherd sheriff shopkeeper smuggler soldier
    source speaker specialist spokesperson spy strategist strongman student successor suspect supporter survivor teacher terrorist
    trader traveller treasurer uploader veteran victim villager visitor volunteer voice warden warlord welder witness worker
    worshipper writer youth ombudsman chairman marine trooper teenager newcomer executive investor donor scientist monitor
    observer inhabitant follower loyalist nationalist planner surveyor porter hermit bishop clergyman gunman kidnapper raider
    defendant plaintiff appellant applicant complainant intermediary middleman interpreter translator presenter narrator moderator
    magistrate bailiff registrar coroner midwife nanny carer chaplain nuncio vicar cleaner carpenter bricklayer mason plumber
    electrician mechanic tailor butcher cook chef gardener painter sculptor singer dancer composer conductor steward stewardess
    attendant motorist cyclist pedestrian rider jockey champion skipper helmsman trainer referee goalkeeper keeper striker
    midfielder defender winger substitute brigadier admiral corporal cadet sniper foreman supervisor apprentice trainee intern
    tenant lodger stranger orphan heir newcomer guest customer client shareholder creditor debtor lender dealer vendor seller
    buyer trafficker courier messenger scout tracker translator biographer blogger anchor pollster statistician auditor regulator
    inspector-general assessor arbitrator commissioner rapporteur delegate deputy-governor vice-chancellor rector dean principal
    headteacher tutor lecturer classmate teammate team-mate roommate housemate flatmate cellmate inmate convict
    chargé d'affaires supplier retailer wholesaler employer grower brewer distributor operator importer exporter manufacturer
    ex-president ex-minister co-founder founder head number-two lieutenant-colonel vice-president"""
    )
)

NOMINAL_PERSONS = words_of("accused deceased condemned convicted bereaved")
"""Adjectives and participles that stand for one person after *the*."""
NOMINALS = NOMINAL_PERSONS | words_of("other latter former")
"""Adjectives and participles that stand for somebody after *the*."""

BODY_NOUNS = words_of(
    """academy administration agency air-force alliance army arm assembly association authority bank base battalion bench bloc
    board body brigade broadcaster bureau cabinet campaign cell center centre chamber channel charity church circle
    clan club coalition column
    commando commission committee community company confederation conglomerate congress consortium corporation corps council court
    daily delegation department desk detachment directorate division embassy emirate enterprise faction family federation firm
    fleet force foundation front garrison gang government group guard guards gendarmerie guild hospital house institute institution
    intelligence jirga judiciary junta kremlin league legion legislature magazine mandate militia ministry mission monitor
    movement mujahideen navy network newspaper newsroom ngo office opposition organisation organization outlet outfit panel paper
    parliament
    party patrol phalanx platoon police presidency press radio regime regiment registry ring school sect secretariat security
    senate service side society squad staff state station syndicate taskforce team television tribe tribunal troupe trust union unit
    university vanguard website weekly wing watchdog think-tank bulletin administration command collective caucus cooperative
    inquiry observatory ombudsman's troops site"""
)

GENERIC_BODIES = words_of(
    """group organisation organization association movement faction agency outlet network company firm militia body party
    charity watchdog newspaper paper daily weekly station broadcaster radio television channel union league council committee
    commission club bank airline"""
)
"""Heads by which a body named before is taken up again (``the group``)."""

PEOPLE_NOUNS = words_of(
    """people men women children police militia clergy troops forces personnel staff authorities rebels family families crowd
    population media intelligence youth villagers soldiers public poor leadership settlers crew crews team faithful elite press folk
    captors sides parents relatives friends allies survivors others"""
)

PLACE_NOUNS = words_of(
    """area avenue base border bridge camp capital checkpoint city coast compound continent country county crossing district
    enclave frontier governorate hamlet harbour harbor hill island lake market mountain municipality nation neighbourhood
    neighborhood peninsula port prefecture province quarter region river road shore site stronghold suburb square street town
    valley village zone"""
)

CARRIERS = {
    **dict.fromkeys(words_of("audio audiotape audiotapes podcast voicemail"), Carrier.AUDIO),
    **dict.fromkeys(words_of("video footage film videotape livestream"), Carrier.VIDEO),
    **dict.fromkeys(words_of("recording tape clip broadcast sermon"), Carrier.RECORDING),
    **dict.fromkeys(
        words_of(
            """message speech address statement letter leaflet pamphlet note post posting tweet communique communiqué document memo
            memorandum report bulletin dispatch declaration fatwa manifesto email e-mail fax telegram pamphlet flyer flier poster
            text screenshot order cable transcript diary will"""
        ),
        Carrier.DOCUMENT,
    ),
}
"""Nouns for what brings words, with the kind of carrier; a modifier (``audio message``) decides over the noun."""

CARRIER_MODIFIERS = {
    "audio": Carrier.AUDIO,
    "voice": Carrier.AUDIO,
    "sound": Carrier.AUDIO,
    "video": Carrier.VIDEO,
    "filmed": Carrier.VIDEO,
    "televised": Carrier.VIDEO,
    "recorded": Carrier.RECORDING,
    "taped": Carrier.RECORDING,
    "radio": Carrier.AUDIO,
    "written": Carrier.DOCUMENT,
    "telegram": Carrier.DOCUMENT,
}

SPOKEN_CARRIERS = words_of("speech address message sermon statement broadcast")
"""Carriers that may be the same thing as a recording introduced beside them."""

MEASURES = words_of(
    "hour minute second day week month year time number part lot kind sort rest half dozen hundred thousand per-cent percent"
)

NAME_JOINTS = words_of(
    "al el ad as an ar at az ash abd bin ibn bint de del della der den di da do dos das du la le van von of the ul ud y"
)
"""Small words that may stand inside a personal name."""

PARENTS = words_of("abu umm um")
"""``Abu Samer`` is the father of Samer, not Samer."""

ARABIC_ARTICLES = words_of("al el ad as an ar at az ash")

DETERMINERS = words_of("the a an this that these those some any such each every another both")
INDEFINITE = words_of("a an some any another several many few two three four five six seven eight nine ten")

MALE_PRONOUNS = words_of("he him his himself")
FEMALE_PRONOUNS = words_of("she her hers herself")
NEUTER_PRONOUNS = words_of("it its itself")
PLURAL_PRONOUNS = words_of("they them their theirs themselves")
SPEAKER_PRONOUNS = words_of("i me my mine myself we us our ours ourselves")
RELATIVES = words_of("who whom which that whose")

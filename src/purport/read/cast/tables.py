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

OFFICES = (
    STRIPPED_TITLES
    - words_of(
        "mr mrs ms miss mx dr prof capt gen maj col lt sgt cpl pvt adm brig cmdr gov sen rep rev hon sir dame lord lady"
    )
    - words_of(
        "private field staff wing warrant acting former retired foreign defence defense interior prime vice assistant"
    )
) | words_of(
    """king queen pope prosecutor speaker rapporteur ombudsman delegate principal rector dean manager coach witness defendant
    claimant applicant counsel treasurer"""
)
"""Nouns that, written with a capital and an article, mean who holds an office."""

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
    accountant acolyte acquaintance acrobat addict adjutant administrator admirer adolescent adult adventurer adversary
    advertiser advocate aggressor agitator amateur amputee ancestor angler animator antiquarian apostle appointee appraiser
    arbiter archdeacon architect aristocrat artisan assailant assistant astronaut astronomer athlete attache attaché
    autocrat aviator babysitter bachelor backbencher backer bandit bandleader banker baritone barmaid baroness baronet
    barrister bartender batter beadle beekeeper beggar believer benefactor beneficiary biker billionaire birdwatcher
    blacksmith bodyguard bookkeeper bookmaker bookseller borrower boyfriend brother-in-law builder bully burglar bursar
    busboy cabbie cabinetmaker caddie campaigner camper canvasser caregiver cartographer castaway celebrity censor centurion
    chairmaker chambermaid chaperone chauffeur cheerleader chieftain choirmaster choreographer chronicler churchwarden
    claimant clairvoyant climber clinician clown co-author co-defendant co-pilot co-worker coastguard cobbler collaborator
    collector combatant comedian commandant commander-in-chief commodore commuter companion compatriot compere comrade
    concierge confessor congregant conjurer conqueror conservator conspirator consultant consumer contender contestant
    convener cop copywriter cosmonaut counsel counsellor counselor countess cricketer crusader culprit curate curator
    custodian dame daredevil daughter-in-law debater deckhand decorator defaulter deminer democrat demonstrator dependant
    deportee descendant designer despot devotee dietician dignitary diner disciple dispatcher dissenter diver docker
    dockworker doorkeeper drafter dressmaker drinker drummer drunk duchess dweller earner educator elector electorate
    embezzler emigrant emigre emissary emperor empress enforcer engraver entertainer enthusiast entrant entrepreneur escapee
    ethnographer evacuee ex-husband ex-wife examiner executioner executor exhibitor expatriate explorer fanatic farmworker
    father-in-law fiance fiancee fiancé fiancée filmmaker firebrand firefighter fishmonger fishwife flagbearer footballer
    forager forecaster forefather foreigner forester forger freedom-fighter freeholder freelancer friend fruiterer
    fundraiser gambler gamekeeper gaoler gatekeeper genius geographer girlfriend go-between goalscorer goatherd godfather
    godmother godson golfer governess graduate grandchild grandma grandpa grandparent gravedigger greengrocer guardian
    gunner gymnast hacker hairdresser half-brother half-sister harbourmaster harvester hawker healer helper heretic hero
    heroine hijacker hiker holidaymaker homeowner homesteader householder housekeeper housewife humanitarian illustrator
    imagemaker immigrant impostor industrialist infant infiltrator innkeeper innocent inquirer insider installer instigator
    instructor internee interrogator interviewee interviewer intruder inventor invigilator ironmonger islander jailer
    janitor jeweller juggler kid laborer labourer landowner laundress lawbreaker lawgiver leaseholder legionnaire leper liar
    librarian lifeguard limner listener litigant locksmith logger loser lumberjack magician magnate maid maiden mariner
    martyr masseur master mate mathematician matron mayoress mercenary metalworker migrant milliner millionaire mimic
    mindreader minesweeper mineworker minor minstrel misfit missionary mistress mogul moneylender mother-in-law mugger
    mule-driver murderer navigator neurosurgeon newlywed newsreader nomad nominee non-believer nonagenarian notary novice
    nursemaid obstetrician occupant octogenarian offender onlooker oppressor optician orator orchestrator outcast outlaw
    outsider overlord paediatrician paralegal paratrooper pardoner parishioner parliamentarian partisan passerby patriarch
    patrician patriot patron pawnbroker payer peasant peddler pedlar penitent performer perpetrator philosopher physician
    pickpocket pimp pirate planter plasterer playwright plotter poacher policymaker pontiff postmaster postmistress
    practitioner predecessor prefect prelate presbyter pretender prizewinner probationer procurator programmer proofreader
    prophet proprietor prospector protege protestor protégé provocateur publican pundit pupil purchaser purveyor
    quartermaster rabble-rouser radiographer rambler rancher ransomer rapper reader recluse reformer refusenik regent
    registrant renegade renter representative reprobate republican retiree returnee reveller reviewer revolutionary
    ringleader rioter roadworker robber roofer saboteur sacristan saddler saver saviour scapegoat sceptic schemer schoolboy
    schoolchild schoolgirl schoolmaster schoolmistress schoolteacher scoundrel screenwriter scribe scriptwriter sculptress
    seafarer second-in-command self-employed seminarian septuagenarian serf settler sharpshooter shipmaster shipowner
    shoemaker shoplifter shopper sibling sidekick signatory sister-in-law skater skeptic skydiver slave smoker socialite
    solicitor son-in-law soothsayer sorcerer spectator speechwriter spinster sprinter squatter stallholder stepbrother
    stepsister stockbroker stoker stonemason storekeeper storyteller straggler subaltern subcontractor subordinate
    subscriber sufferer sultan superior supremo surgeon swimmer swindler sympathiser sympathizer taxpayer technician
    theologian thief thinker thug tiler timekeeper toddler toolmaker torturer traitor trapper trekker trespasser trickster
    troublemaker trucker trumpeter trustee turncoat tycoon tyrant umpire undergraduate underling undersecretary undertaker
    underwriter user usurper vagrant valet vandal vet veterinarian viceroy vigilante villain vintner voter waif warder
    warmonger warrior watchmaker weightlifter whaler whistle-blower whistleblower winemaker winner wizard woodcutter
    wrestler wrongdoer youngster zealot zookeeper émigré
    controller chargé d'affaires ex-president ex-minister co-founder founder head number-two lieutenant-colonel vice-president"""
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

PAPER_NAMES = words_of(
    "courier times post herald gazette tribune journal telegraph chronicle observer press news mirror echo mail radio tv ledger"
)
"""Last words of the names of newspapers and stations."""

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
NOBODY = words_of("nobody none neither no-one")
INDEFINITE = words_of("a an some any another several many few two three four five six seven eight nine ten")

MALE_PRONOUNS = words_of("he him his himself")
FEMALE_PRONOUNS = words_of("she her hers herself")
NEUTER_PRONOUNS = words_of("it its itself")
PLURAL_PRONOUNS = words_of("they them their theirs themselves")
SPEAKER_PRONOUNS = words_of("i me my mine myself we us our ours ourselves")
RELATIVES = words_of("who whom which that whose")

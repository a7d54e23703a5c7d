"""Names of countries as news writes them, and what their people and things are called. Codes are ISO 3166-1 alpha-2."""

from __future__ import annotations

_DEMONYMS = """
AE Emirati; AF Afghan; AL Albanian; AM Armenian; AO Angolan; AR Argentine, Argentinian; AT Austrian; AU Australian;
AZ Azerbaijani, Azeri; BA Bosnian; BD Bangladeshi; BE Belgian; BF Burkinabe; BG Bulgarian; BH Bahraini; BI Burundian; BJ Beninese;
BN Bruneian; BO Bolivian; BR Brazilian; BT Bhutanese; BW Botswanan; BY Belarusian, Belarussian; BZ Belizean; CA Canadian;
CD Congolese; CF Central African; CH Swiss; CI Ivorian; CL Chilean; CM Cameroonian; CN Chinese; CO Colombian; CR Costa Rican;
CU Cuban; CV Cape Verdean; CY Cypriot; CZ Czech, Czechs; DE German; DJ Djiboutian; DK Danish, Dane; DZ Algerian; EC
Ecuadorian, Ecuadorean;
EE Estonian; EG Egyptian; ER Eritrean; ES Spanish, Spaniard; ET Ethiopian; FI Finnish, Finn; FJ Fijian; FR French, Frenchman;
GA Gabonese; GB British, Briton; GE Georgian; GH Ghanaian; GM Gambian; GN Guinean; GR Greek; GT Guatemalan; GY Guyanese;
HN Honduran; HR Croatian, Croat; HT Haitian; HU Hungarian; ID Indonesian; IE Irish; IL Israeli; IN Indian; IQ Iraqi; IR Iranian;
IS Icelandic, Icelander; IT Italian; JM Jamaican; JO Jordanian; JP Japanese; KE Kenyan; KG Kyrgyz; KH Cambodian; KM Comorian;
KP North Korean; KR South Korean; KW Kuwaiti; KZ Kazakh, Kazakhstani; LA Laotian; LB Lebanese; LK Sri Lankan; LR Liberian;
LS Basotho; LT Lithuanian; LU Luxembourgish; LV Latvian; LY Libyan; MA Moroccan; MD Moldovan; ME Montenegrin; MG Malagasy;
MK Macedonian; ML Malian; MM Burmese, Myanmarese; MN Mongolian; MR Mauritanian; MT Maltese; MU Mauritian; MV Maldivian;
MW Malawian; MX Mexican; MY Malaysian; MZ Mozambican; NA Namibian; NE Nigerien; NG Nigerian; NI Nicaraguan; NL Dutch, Dutchman;
NO Norwegian; NP Nepalese, Nepali; NZ New Zealander; OM Omani; PA Panamanian; PE Peruvian; PH Filipino, Philippine; PK Pakistani;
PL Polish; PS Palestinian; PT Portuguese; PY Paraguayan; QA Qatari; RO Romanian; RS Serbian, Serb; RU Russian; RW Rwandan;
SA Saudi, Saudi Arabian; SD Sudanese; SE Swedish, Swede; SG Singaporean; SI Slovenian, Slovene; SK Slovak; SL Sierra Leonean;
SN Senegalese; SO Somali; SS South Sudanese; SV Salvadoran; SY Syrian; TD Chadian; TG Togolese; TH Thai; TJ Tajik; TM Turkmen;
TN Tunisian; TR Turkish, Turk; TW Taiwanese; TZ Tanzanian; UA Ukrainian; UG Ugandan; US American; UY Uruguayan; UZ Uzbek;
VE Venezuelan; VN Vietnamese; XK Kosovar; YE Yemeni; ZA South African; ZM Zambian; ZW Zimbabwean
"""

_VARIANTS = """
US United States, United States of America, U.S., US, U.S.A., USA, America; GB United Kingdom, Britain, Great Britain, UK, U.K.;
AE UAE, U.A.E., Emirates, United Arab Emirates; CD DRC, DR Congo, Democratic Republic of Congo, Congo-Kinshasa;
CG Republic of Congo, Congo-Brazzaville; CI Ivory Coast, Cote d'Ivoire; CZ Czech Republic, Czechia; MM Burma, Myanmar;
KR South Korea; KP North Korea; PS Palestine, Palestinian Territories, occupied territories; RU Russia, Russian Federation;
SY Syria, Syrian Arab Republic; IR Iran, Islamic Republic of Iran; VA Vatican; LA Laos; VN Vietnam; MK Macedonia, North Macedonia;
NL Netherlands, Holland; TL East Timor; CV Cape Verde; SZ Swaziland, Eswatini; TR Turkey, Turkiye; BA Bosnia; CF CAR; TZ Tanzania;
CN China; TW Taiwan; BO Bolivia; VE Venezuela; MD Moldova; GM Gambia; BS Bahamas; FM Micronesia; SA KSA; CH Switzerland
"""


def _table(text: str) -> dict[str, str]:
    """Name to country code, of entries ``CC name, name; CC name``."""
    out: dict[str, str] = {}
    for entry in " ".join(text.split()).split("; "):
        code, names = entry[:2], entry[3:]
        out |= {name.strip(): code for name in names.rstrip(";").split(", ")}
    return out


def _people(demonyms: dict[str, str]) -> dict[str, str]:
    """The demonyms with their plurals."""
    plural = {
        f"{name}s": code
        for name, code in demonyms.items()
        if name[-1] in "ncritkbez" and not name.endswith(("ese", "ish", "ch"))
    }
    return demonyms | plural


DEMONYMS = _people(_table(_DEMONYMS))
"""Adjective or people's name to country code."""

VARIANTS = _table(_VARIANTS)
"""Other English names of countries to country code."""

_SHORT = """
US.AL Ala.; US.AK Alaska; US.AZ Ariz.; US.AR Ark.; US.CA Calif., Cal.; US.CO Colo.; US.CT Conn.; US.DE Del.; US.FL Fla.; US.GA Ga.;
US.HI Hawaii; US.ID Idaho; US.IL Ill.; US.IN Ind.; US.IA Iowa; US.KS Kan., Kans.; US.KY Ky.; US.LA La.; US.ME Maine; US.MD Md.;
US.MA Mass.; US.MI Mich.; US.MN Minn.; US.MS Miss.; US.MO Mo.; US.MT Mont.; US.NE Neb., Nebr.; US.NV Nev.; US.NH N.H.; US.NJ N.J.;
US.NM N.M., N. Mex.; US.NY N.Y.; US.NC N.C.; US.ND N.D., N. Dak.; US.OH Ohio; US.OK Okla.; US.OR Ore., Oreg.; US.PA Pa.,
Penn., Penna.;
US.RI R.I.; US.SC S.C.; US.SD S.D., S. Dak.; US.TN Tenn.; US.TX Tex.; US.UT Utah; US.VT Vt.; US.VA Va.; US.WA Wash.; US.WV
W.Va., W. Va.;
US.WI Wis., Wisc.; US.WY Wyo.; US.DC D.C., DC; CA.08 Ont.; CA.10 Que.; CA.02 B.C.; CA.01 Alta.; CA.11 Sask.; CA.03 Man.; CA.07 N.S.;
CA.04 N.B.; CA.09 P.E.I.; CA.05 N.L., Nfld.
"""
_NICKNAMES = """
#5128581 New York City, NYC, N.Y.C., New York; #5368361 LA, L.A.; #4140963 Washington, Washington D.C., Washington DC, D.C., DC;
#5391959 San Fran; GB.ENG England; GB.SCT Scotland; GB.WLS Wales; GB.NIR Northern Ireland, Ulster; IQ.15 Nineveh, Ninewa,
# Ninawa, Nineva;
IQ.11 Erbil, Irbil, Arbil; IQ.02 Basra, Basrah; IQ.18 Salahuddin, Salah al-Din, Salahaddin, Saladin; IQ.01 Anbar; IQ.10 Diyala;
IQ.05 Sulaimaniya, Sulaymaniyah, Sulaimani; IQ.08 Dohuk, Duhok, Dahuk; SY.02 Latakia; SY.07 Deir al-Zor, Deir ez-Zor, Deir Ezzor;
SY.04 Raqqa; SY.12 Idlib; SY.09 Aleppo; SY.10 Hama; SY.11 Homs
"""


def _entries(text: str) -> dict[str, str]:
    """Name to code, of entries ``CODE name, name; CODE name``."""
    out: dict[str, str] = {}
    for entry in " ".join(text.split()).split("; "):
        code, _, names = entry.partition(" ")
        out |= {name.strip(): code for name in names.rstrip(";").split(", ")}
    return out


DIVISIONS = _entries(_SHORT)
"""Abbreviation of a state or province to its code (AP style)."""

NICKNAMES = _entries(_NICKNAMES)
"""Common name to the code of a division, or ``#`` and the GeoNames id of a town."""

CODES = frozenset(("US", "CA"))
"""Countries whose divisions news names by postal codes ("Oxford, NC")."""

_PEOPLES = """
GB.ENG English, Englishman; GB.SCT Scottish, Scot; GB.WLS Welsh, Welshman; GB.NIR Northern Irish; continent~EU European;
continent~AS Asian; continent~AF African; US.AL Alabaman, Alabamian; US.AK Alaskan; US.AZ Arizonan; US.CA Californian;
US.CO Coloradan;
US.FL Floridian; US.HI Hawaiian; US.IA Iowan; US.ID Idahoan; US.IL Illinoisan; US.KS Kansan; US.KY Kentuckian; US.LA Louisianan;
US.MD Marylander; US.MI Michigander; US.MN Minnesotan; US.MO Missourian; US.MS Mississippian; US.MT Montanan; US.NE Nebraskan;
US.NV Nevadan; US.NY New Yorker; US.OH Ohioan; US.OK Oklahoman; US.OR Oregonian; US.PA Pennsylvanian; US.TN Tennessean; US.TX Texan;
US.UT Utahn; US.VT Vermonter; US.VA Virginian; US.WV West Virginian; US.WI Wisconsinite; CA.08 Ontarian; CA.10 Quebecer, Quebecker;
CA.01 Albertan
"""
PEOPLES = _people(_entries(_PEOPLES))
"""What belongs to a division or continent to its code (``~`` for a space)."""

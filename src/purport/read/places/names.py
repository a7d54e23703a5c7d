"""Names of countries as news writes them, and what their people and things are called. Codes are ISO 3166-1 alpha-2."""

from __future__ import annotations

_DEMONYMS = """
AE Emirati; AF Afghan; AL Albanian; AM Armenian; AO Angolan; AR Argentine, Argentinian; AT Austrian; AU Australian;
AZ Azerbaijani, Azeri; BA Bosnian; BD Bangladeshi; BE Belgian; BF Burkinabe; BG Bulgarian; BH Bahraini; BI Burundian; BJ Beninese;
BN Bruneian; BO Bolivian; BR Brazilian; BT Bhutanese; BW Botswanan; BY Belarusian, Belarussian; BZ Belizean; CA Canadian;
CD Congolese; CF Central African; CH Swiss; CI Ivorian; CL Chilean; CM Cameroonian; CN Chinese; CO Colombian; CR Costa Rican;
CU Cuban; CV Cape Verdean; CY Cypriot; CZ Czech; DE German; DJ Djiboutian; DK Danish, Dane; DZ Algerian; EC Ecuadorian, Ecuadorean;
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

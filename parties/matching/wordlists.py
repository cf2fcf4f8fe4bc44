"""Words that say little about who bears a name: legal forms, fillers, words of trade, and the
abbreviations that stand for them. Part of the normalisation: a change here is a new version of it.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS = _words(
    """
    ltd limited ltda lda llc llp lp plc pte pty pvt inc incorporated corp corporation co company
    cie gmbh mbh ag kg kgaa sa sas sarl srl spa sl bv nv oy oyj ab as asa aps kk jsc ojsc cjsc pjsc
    ao oao zao pao ooo fze fzc fzco fzllc dmcc est sirketi sti sdn bhd tbk pt tov tdv ev doo dd ad
    ead eood ood zrt kft nyrt sia uab spzoo akciova sapi cv coltd cocoltd coinc collc private
    public joint stock open closed aktsionernoe aktsionernoye obshchestvo obschestvo otkrytoe
    otkrytoye zakrytoe zakrytoye publichnoe publichnoye ogranichennoy
    ogranichennoi otvetstvennostyu anonim
    ticaret spolka rl liability pjs psc saog saoc bsc wll kscc ggmbh eurl snc scs sapa
    """
)
"""Set aside on both sides: one firm writes its form in many ways, and a form tells nobody apart."""

LONG_FORMS = tuple(sorted(form for form in LEGAL_FORMS if len(form) >= 5))
"""Forms long enough that a misspelt one is still known for what it is."""

SHORT_FORMS = (
    *("llc", "ltd", "jsc", "ojsc", "pjsc", "cjsc", "plc", "inc", "ooo", "oao", "zao"),
    *("gmbh", "fze", "dmcc", "uab", "corp", "sarl", "open", "co", "ao"),
)
"""Common short forms; a word that the list does not know and that is one letter off, at either end
of a name, is one of them misspelt."""

ENDINGS = ("limited", "liability", "company", "corporation", "gmbh", "ltda", "ltd", "llc", "inc")
"""Forms that are found run together with the word before."""

SPELT_FORMS = {
    ("s", "ogranichennoy", "otvetstvennostyu"): "ooo",
    ("s", "ogranichennoi", "otvetstvennostyu"): "ooo",
    ("sa", "de", "cv"): "sa",
    ("sapi", "de", "cv"): "sa",
    ("srl", "de", "cv"): "srl",
    ("s", "de", "r", "l"): "srl",
    ("s", "de", "rl"): "srl",
    ("societe", "anonyme"): "sa",
    ("sociedad", "anonima"): "sa",
    ("sociedad", "limitada"): "sl",
    ("gesellschaft", "mit", "beschrankter", "haftung"): "gmbh",
}
"""Forms of several words, which one by one would not all be taken for forms."""

FILLERS = _words(
    """
    and the of for a an de la le el al y e i bin ibn ben abu von van der du des do da dos ul ur
    """
)

TITLES = _words(
    """
    mr mrs ms miss dr prof professor eng engr gen general col colonel capt captain lt maj major sgt
    sheikh shaykh sheik haji hajji hajj mullah maulana sayyid sayed sayyed seyed syed jr sr phd md
    sir madam don dona
    """
)
"""What stands before a person's name and after it, today so and tomorrow not."""

TRADE_WORDS = _words(
    """
    trading group holding holdings international technology technologies industries industry
    industrial enterprise enterprises general import export services service systems system
    shipping trade trust investment investments development science center centre institute
    research factory plant bureau office branch electronics electronic engineering department
    manufacturing equipment national management laboratory ministry
    """
)

PLACES = _words(
    """
    china hong kong hongkong shanghai beijing shenzhen guangzhou taiwan taipei japan tokyo korea
    seoul singapore malaysia india delhi mumbai pakistan karachi dubai sharjah abu dhabi uae
    emirates iran tehran iraq baghdad syria damascus lebanon beirut turkey turkiye istanbul ankara
    russia russian moscow petersburg belarus minsk ukraine kyiv kazakhstan germany berlin france
    paris london england usa america asia europe european middle east africa gulf mexico panama
    netherlands switzerland cyprus
    """
)
"""Where a firm sits: people add it to a name as often as they leave it out."""

_ABBREVIATIONS = """
    technology technologies tech technol teknoloji | international intl int internatl |
    manufacturing mfg manuf manufacture manufacturers | university univ | institute inst |
    electronics electronic elec electron | development dev devel | general gen gnrl |
    science sciences sci scientific | industry industries industrial ind inds indus |
    engineering eng engr engrg | equipment equip eqpt | group grp | research res rsch |
    holding holdings hldg hldgs | service services svc svcs serv | system systems sys syst |
    center centre ctr cntr | national natl | government govt gov | department dept |
    ministry min | aerospace aero | association assn assoc | brothers bros | saint st |
    communication communications comm comms | management mgmt mgt | trading trdg | mount mt |
    investment investments invest | pharmaceutical pharmaceuticals pharm pharma |
    petroleum petro petrol | semiconductor semiconductors semicon semi | military mil |
    laboratory laboratories lab labs | import imp | export exp | enterprise enterprises ent |
    construction constr const | transport transportation transp | mechanical mech |
    machinery mach | chemical chemicals chem | logistics log logist | automation autom |
    material materials matl | machine machines | product products prod prods |
    aviation avn | bank bk | brigade bde | academy acad
"""


def _families() -> dict[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for family in _ABBREVIATIONS.split("|"):
        words = frozenset(family.split())
        for word in words:
            families[word] = words - {word}
    return families


WORD_FAMILIES = _families()
"""Per word the ways to write it short, long or in the plural: `intl` and `international`. Many of
them are names too (Min, Dev), so a name keeps its own word and the pair is a reason of a match."""

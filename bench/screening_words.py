"""Tables of the name generator: how names are misspelt, and firms that are on no list."""

LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXaeopcyxijsdhqwABEZHIKMNOPTYXo",
)
HOMOGLYPHS = dict(zip("aeopcyxi", "аеорсухі", strict=True))
ACCENTS = dict(zip("aeiouncsyz", "áéíöüñçšýž", strict=True))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, _, new in (pair.partition(":") for pair in text.split()))


TRANSLITERATIONS = _pairs(
    """
    mohammed:muhammad muhammad:mohamed ahmed:akhmad hussein:husayn kh:h q:k dh:d zh:j iy:y
    ii:iy ye:e yu:iu ya:ia ou:u oo:u ee:i ts:tz sch:sh shch:sch v:w ph:f x:ks ck:k gh:g dj:j
    j:dzh c:k aa:a eh:e ah:a u:oo al-:el- sk:ck ov:off ev:eff ie:ye y:i tch:ch hs:x ch:tch
    """
)
ABBREVIATIONS = _pairs(
    """
    international:Intl technology:Tech technologies:Tech manufacturing:Mfg university:Univ
    institute:Inst electronics:Elec development:Dev science:Sci industry:Ind industries:Ind
    industrial:Ind engineering:Eng equipment:Equip group:Grp services:Svcs systems:Sys research:Res
    center:Ctr centre:Ctr national:Natl ministry:Min management:Mgmt semiconductor:Semicon
    laboratory:Lab
    """
)
CYRILLIC = _pairs(
    """
    shch:щ sch:щ zh:ж kh:х ts:ц ch:ч sh:ш yu:ю ya:я yo:ё ye:е iy:ий a:а b:б v:в g:г d:д e:е
    z:з i:и y:й k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф h:х c:к j:й w:в q:к x:к
    """
)
SCANNED = _pairs(
    """
    o:0 l:1 i:l s:5 b:8 rn:m m:rn e:c u:v g:9
    """
)
ADDITIONS = (
    "Beijing",
    "Branch",
    "Group",
    "Trading",
    "Moscow",
    "Holding",
    "Co Ltd",
    "International",
    "Dubai",
    "LLC",
    "Hong Kong",
    "Department",
)

_FORMS = """
    ab ad ag akciova aktsionernoe aktsionernoye anonim ao aps as asa bhd bv cie cjsc closed co
    company corp corporation dd dmcc doo ead eood est ev fzc fzco fze fzllc gmbh inc
    incorporated joint jsc kft kg kgaa kk lda limited llc llp lp ltd ltda mbh nv nyrt oao
    obschestvo obshchestvo ogranichennoy ojsc ood ooo open otkrytoe otkrytoye otvetstvennostyu
    oy oyj pao pjsc plc private pt pte pty public publichnoe publichnoye pvt rt s sa sarl sas
    sdn sia sirketi sl spa spolka spzoo srl sti stock tbk tdv ticaret tov uab zakrytoe
    zakrytoye zao zrt
"""
LEGAL_FORMS = frozenset(_FORMS.split())

_SHORT = "a abu al an and ben bin da de der des do dos du e el for i ibn la le of the van von y"
SHORT_WORDS = frozenset(_SHORT.split())

LOCALES = (
    "en_US",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "tr_TR",
    "pl_PL",
    "en_IN",
    "id_ID",
    "pt_BR",
    "sv_SE",
)
SCRIPTS = ("ru_RU", "ar_AA", "zh_CN", "ko_KR", "fa_IR")

_FIRMS = """
    Samsung Electronics Co., Ltd. | SK hynix Inc. | Tokyo Electron Limited |
    ASML Netherlands B.V. | Applied Materials Inc. | LG Energy Solution | POSCO Future M |
    Intel Corporation | Taiwan Semiconductor Manufacturing Company | GlobalFoundries Inc. |
    Texas Instruments Incorporated | Analog Devices Inc. | Infineon Technologies AG |
    STMicroelectronics N.V. | NXP Semiconductors | Renesas Electronics Corporation |
    Robert Bosch GmbH | Siemens Aktiengesellschaft | Schneider Electric SE | ABB Ltd |
    Mitsubishi Electric Corporation | Hitachi Ltd | Toshiba Corporation | Panasonic Holdings |
    Murata Manufacturing Co Ltd | Kyocera Corporation | TDK Corporation | Carl Zeiss SMT GmbH
    | TRUMPF SE | Jenoptik AG | Rolls-Royce Holdings plc | Airbus SE | Safran SA |
    Thales Group | Leonardo SpA | Saab AB | BAE Systems plc | Boeing Company |
    Lockheed Martin Corporation | Raytheon Technologies | Northrop Grumman |
    General Electric Company | Honeywell International Inc | Caterpillar Inc | Deere & Company
    | Cummins Inc | Ford Motor Company | Toyota Motor Corporation | Hyundai Motor Company |
    Kia Corporation | Honda Motor Co Ltd | Nissan Motor | Volkswagen AG | BMW AG |
    Mercedes-Benz Group AG | Renault SA | Stellantis N.V. | Volvo Group | Scania AB |
    MAN Truck & Bus | Continental AG | ZF Friedrichshafen AG | Valeo SA | Denso Corporation |
    Aisin Corporation | Magna International | Pfizer Inc | Merck & Co | Novartis AG |
    Roche Holding AG | Sanofi SA | GlaxoSmithKline plc | AstraZeneca plc | Bayer AG | BASF SE
    | Dow Inc | DuPont de Nemours | Linde plc | Air Liquide SA | Evonik Industries AG |
    Solvay SA | Arkema SA | Nestle SA | Unilever plc | Danone SA | Heineken N.V. |
    Carlsberg A/S | Maersk A/S | Kuehne + Nagel International AG | DHL Supply Chain |
    DB Schenker | FedEx Corporation | United Parcel Service | Expeditors International |
    CH Robinson Worldwide | Nippon Express Holdings | Yusen Logistics | HSBC Holdings plc |
    Barclays Bank PLC | Deutsche Bank AG | BNP Paribas | Societe Generale | UBS Group AG |
    ING Groep N.V. | Banco Santander SA | BBVA | UniCredit SpA | Standard Chartered Bank |
    Citibank N.A. | JPMorgan Chase Bank | Wells Fargo Bank | Apple Inc | Microsoft Corporation
    | Alphabet Inc | Amazon.com Inc | Meta Platforms Inc | Oracle Corporation | Salesforce Inc
    | Adobe Inc | Cisco Systems Inc | Juniper Networks | Dell Technologies | HP Inc |
    Hewlett Packard Enterprise | Lenovo Group Limited | Acer Incorporated |
    ASUSTeK Computer Inc | Quanta Computer | Hon Hai Precision Industry | Pegatron Corporation
    | MediaTek Inc | Realtek Semiconductor | United Microelectronics Corporation |
    Nvidia Corporation | Advanced Micro Devices Inc | Qualcomm Incorporated | Broadcom Inc |
    Marvell Technology | Micron Technology Inc | Western Digital | Seagate Technology |
    Keysight Technologies | National Instruments | Teradyne Inc | KLA Corporation |
    Lam Research Corporation | Nikon Corporation | Canon Inc | Screen Holdings |
    Tata Consultancy Services | Infosys Limited | Wipro Limited | Reliance Industries Limited
    | Larsen & Toubro Limited | Mahindra & Mahindra | Petrobras | Vale SA | Embraer SA |
    WEG SA | Cemex SAB | Grupo Bimbo | Telefonica SA | Vodafone Group | Orange SA |
    University of Cambridge | Massachusetts Institute of Technology | ETH Zurich |
    Seoul National University | University of Tokyo | National Taiwan University |
    Delft University of Technology | Fraunhofer Gesellschaft | Max Planck Institute | KAIST |
    Acme Trading Company | Golden Star Trading LLC | Blue Ocean Shipping Ltd |
    Sunrise Electronics Co Ltd | Global Import Export GmbH | Eastern Technology Development Co
    | Pacific Industrial Group | Modern Engineering Services | Al Noor General Trading LLC |
    Delta Marine Services
"""
FIRMS = tuple(" ".join(firm.split()) for firm in _FIRMS.split("|"))

"""Words that signs, feeds and people write short, by language: few, and only what is common.

One short form may stand for several words (`st`: saint, street); which one is meant, the other
words of a name decide.
"""

from collections.abc import Iterator

PORTUGUESE = """
rua r; avenida av avda; praca pc pca pct; praceta pcta pct; travessa tv trav; largo lg lgo;
estrada estr; alameda al; calcada calc cc; bairro bo; urbanizacao urb; quinta qta; rotunda rot;
santo sto s; santa sta s; sao s; nossa n; senhora sra sr; senhor sr; dom d; dona d; doutor dr;
doutora dra; engenheiro eng; general gen gal; professor prof; almirante alm; marechal mal;
estacao est; hospital hosp; universidade univ; escola esc; faculdade fac; mercado merc
"""
FRENCH = """
rue r; avenue av ave; boulevard bd bld blvd boul; place pl; chemin ch che chem; impasse imp;
allee all; allees all; route rte; square sq; faubourg fbg fg; cours crs; quai q; residence res;
lotissement lot; passage pass; saint st; sainte ste; docteur dr; general gal gen; marechal mal;
professeur pr prof; capitaine cap cne; colonel col; commandant cdt; hopital hop; universite univ;
gare gr; eglise egl; notre n; dame d; centre ctre; commercial cial cal; zone z; college clg;
lycee lyc; mairie mie; sous ss; sur s; grand gd; grande gde; nord n; sud s; est e; ouest o
"""
SPANISH = """
calle c cl; avenida av avda ave; plaza pza pl plza; paseo po pso; carretera ctra carr;
privada priv; callejon cjon clln; calzada calz; boulevard blvd bulevar; andador and;
prolongacion prol; fraccionamiento fracc; colonia col; unidad u; general gral; doctor dr;
ingeniero ing; licenciado lic; profesor prof; san s; santa sta; santo sto; nuestra ntra;
senora sra; norte nte; oriente ote; poniente pte; sur s; hospital hosp; universidad univ;
estacion est; mercado mdo
"""
GERMAN = """
strasse str; platz pl; bahnhof bhf bf; hauptbahnhof hbf; sankt st; doktor dr; professor prof;
gasse g; allee al; oberer ob; unterer unt; grosse gr; kleine kl; nord n; sud s; west w; ost o
"""
ENGLISH = """
street st; avenue ave av; road rd; square sq; boulevard blvd; drive dr; lane ln; court ct;
place pl; highway hwy; parkway pkwy; terrace ter; saint st; mount mt; fort ft; station stn sta;
center ctr; centre ctr; north n; south s; east e; west w; northwest nw; northeast ne;
southwest sw; southeast se; university univ; hospital hosp; international intl; airport apt
"""
ITALIAN = """
via v; piazza pza p; piazzale ple; corso cso c; viale vle; largo lgo; vicolo vic; san s; santa sta;
santo sto; stazione staz; ospedale osp
"""
DUTCH = "straat str; plein pl; laan ln; sint st; station stn; burgemeester burg; dokter dr"

TABLES = (PORTUGUESE, FRENCH, SPANISH, GERMAN, ENGLISH, ITALIAN, DUTCH)


def _rows() -> Iterator[list[str]]:
    for table in TABLES:
        for row in table.split(";"):
            yield row.split()


def _equivalents() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows():
        for word in row:
            found.setdefault(word, set()).update(other for other in row if other != word)
    return {word: frozenset(others) for word, others in found.items()}


EQUIVALENTS = _equivalents()
"""A folded word -> what may stand in its place."""

FULL = {short: row[0] for row in reversed(list(_rows())) for short in row[1:] if len(short) > 1}
"""A short form -> the first word it stands for."""


def spelled_out(folded: str) -> str:
    """A folded name with short forms written out: one key for all ways to write a street.

    Where a short form has several meanings the first one is taken, for every name alike.
    """
    return " ".join(FULL.get(word, word) for word in folded.split())

"""The grammar of time expressions: regular expressions over token classes, tried in order at every token.

`<name>` stands for one token of that class (lexicon/data/time_words.tsv and the shapes of time_tokens.py); `{NAME}` for a
piece named below. A rule's name is the key of its reading in time_readings.py. A number has at most 13 words, since every
rule tries every length of it.
"""

from __future__ import annotations

import re
from functools import cache

from fogline.read.time_tokens import codes

_PIECES = (
    ("ORD", "(?:<ordword>|<second>|<ordinal>)"),
    ("MONTH", "(?:<month>|<maymonth>)"),
    ("DIGITS", "(?:<day>|<number>|<decimal>|<year>|<four>)"),
    ("WORDS", "<num>(?:<hyphen>?<num>){0,12}"),
    ("MOD", "(?:(?:<the>)?(?:<early>|<mid>|<late>)<hyphen>?|<the>?(?:<endof>|<startof>|<midof>)<of>)"),
    ("SHIFT", "(?:<this>?(?:<last>|<past>|<next>)|<this>|<current>|<previous>|<following>|<latest>)"),
    ("UNIT", "(?:<unit>|<second>|<quarter>|<weekend>|<period>)"),
    ("UNITS", "(?:<units>|<hours>|<quarters>|<weekends>)"),
    ("ANYUNIT", "(?:{UNIT}|{UNITS})"),
    ("SEASON", "(?:<season>|<softseason>)"),
    (
        "AMOUNT",
        "(?:{DIGITS}<num>|{DIGITS}(?:<day><slashmark><day>)?|<a><num>(?:<hyphen>?<num>){0,12}|{WORDS}|<a><few><of>?|<few><of>?|<a>|<another>)",
    ),
    ("QUANT", "(?:<approx>)?{AMOUNT}(?:(?:<to>|<or>|<hyphen>){AMOUNT})?(?:<more>)?"),
    (
        "CLOCK",
        "(?:(?:<clock>|<decimal>)<ampm>|<clock>|<day><ampm>|<day><oclock>|<noon>|<mil>|(?:<year>|<four>)(?=<zone>|<hours>)<hours>?|(?<=<at>)(?:<year>|<four>)(?=<on>|<comma>|<stop>|<open>|<deictic>|<weekday>|<day>))<zone>?",
    ),
    ("BEFORE", "(?:{CLOCK}(?:<comma>|<on>)*|<the>?(?:<early>|<late>)?<part>(?:<of>|<on>)|(?:<early>|<late>)<on>)"),
    ("YEAR", "(?:<comma>?<year>)"),
    ("DAYNUM", "(?:<day>|<ordinal>)"),
    ("MD", "{MONTH}(?:<the>)?{DAYNUM}(?:(?:<hyphen>|<to>|<and>){DAYNUM}(?!{MONTH}))?{YEAR}?"),
    ("MORD", "{MONTH}(?:<the>)?{ORD}"),
    (
        "DM",
        "<the>?{DAYNUM}(?:(?:<hyphen>|<to>|<and>){DAYNUM})?(?:<of>)?{MONTH}(?:{YEAR}|<number>(?![<word><counted>]))?",
    ),
    ("DAY", "(?:{MD}|{DM}|{MORD})"),
    ("WEEKDAY", "(?:<weekday>|<dayabbr>(?=<comma>?{DAY}))"),
)

# (rule, pattern): the first that matches at a token wins
_RULES = (
    ("iso", "<iso>"),
    ("year", "<the><year>(?:<period>|<quarter>)"),
    ("year", "{MOD}?<the><unit><year>"),
    ("slash", "<slash>"),
    ("weekset", "(?:<each>(?:{WEEKDAY}|{MONTH})|<weekdays>|<weekday><parts>)"),
    (
        "day",
        "{BEFORE}?(?:(?:<early>|<mid>|<late>|<earlier>|<later>)<hyphen>?)?(?:<mid><hyphen>)?(?:<part>(?=<deictic>))?"
        "(?:(?:<the>)?{SHIFT}|<that>|<the>(?=<weekday>))?{WEEKDAY}(?:<comma>?{DAY})?(?:<part>)?(?:(?:<at>|<comma>)*{CLOCK})?",
    ),
    ("day", "{BEFORE}?{DAY}(?:<comma>?<part>)?(?:(?:<at>|<comma>)*{CLOCK})?"),
    ("beyond", "<the><unit>(?:<before>|<after>)<deictic>"),
    (
        "deictic",
        "{BEFORE}?(?:(?:<early>|<mid>|<late>|<earlier>|<later>)<hyphen>?)?<part>?<deictic>(?:<part>)?(?:<at>?{CLOCK})?",
    ),
    (
        "month",
        "{MOD}?(?:(?:<last>|<past>|<next>|<this><last>|<this><past>|<this><next>){MONTH}|(?:<this>|<that>)<month>(?!{DAYNUM}))",
    ),
    ("monthpart", "<the>(?:{ORD}|<last>)(?:<unit>|<weekend>|<few><units>|<num><units>)<of>{MONTH}(?:<of>?{YEAR})?"),
    ("month", "{MOD}?{MONTH}<of>?(?:<the>)?{SHIFT}<unit>"),
    ("month", "{MOD}?{MONTH}(?:<of>)?{YEAR}"),
    ("month", "{MOD}?{MONTH}<of>?<num><hyphen>?<num>(?:<hyphen>?<num>)?"),
    ("month", "{MOD}?<month>"),
    ("month", "{MOD}<maymonth>"),
    ("month", "(?<=[<in><since><until><by><during><through><between><before><after><from>])<maymonth>"),
    ("month", "(?:(?<=<month><to>)|(?<=<maymonth><to>)|(?<=<month><and>)|(?<=<month><or>))<maymonth>"),
    ("quarter", "(?:<the>|<poss>)?(?:<comma>?<year>)(?:<fiscal>)?{ORD}<hyphen>?(?:<quarter>|<half>)"),
    ("quarter", "(?:<the>|<poss>)?(?:{SHIFT}<unit><quote><word>)(?:<fiscal>)?{ORD}<hyphen>?(?:<quarter>|<half>)"),
    (
        "quarter",
        "(?:<the>|<poss>)?(?:<unit><hyphen>(?:<ago>|<earlier>))?(?:<fiscal>)?<hyphen>?{ORD}<hyphen>?<quarter>(?:<of>?(?:(?:<the>)?{SHIFT}<unit>|(?:<fiscal>)?<year>))?",
    ),
    ("quarter", "(?:<the>)?(?:{ORD}|<last>)<half><of>(?:<year>|<the>?{SHIFT}?<unit>)"),
    ("season", "{MOD}?(?:<the>)?{SHIFT}{SEASON}"),
    ("season", "{MOD}?(?:<the>)?{SEASON}<of>?<year>"),
    ("season", "{MOD}?(?:<the>)?{SEASON}<of><num><hyphen>?<num>(?:<hyphen>?<num>)?"),
    ("season", "{MOD}?<the>?<season>"),
    ("season", "(?<=[<in><during><since><until><by><within>])(?:{MOD}|<the>)<softseason>(?!<of>)"),
    ("season", "(?<=<in>)<softseason>(?!<of>)"),
    ("season", "(?<!<the>){MOD}<softseason>(?!<of>)"),
    ("decade", "{MOD}?<the>?(?:<early>|<mid>|<late>)?<hyphen>?<decade>"),
    ("decade", "{MOD}?<the>(?:<early>|<mid>|<late>)?<hyphen>?<decadeword>"),
    ("century", "{MOD}?<the>?(?:<early>|<mid>|<late>)?<hyphen>?{ORD}<hyphen>?<unit>"),
    ("partset", "<each><part>"),
    (
        "daypart",
        "(?:<early>|<late>|<earlier>|<later>)?(?:<this>|<that>|<last>|<the><same>|<the><following>|<the><next>|<the><previous>)<part>(?:<at>?{CLOCK})?",
    ),
    ("daypart", "(?:<tonight>|<overnight>)"),
    ("daypart", "(?:{CLOCK})(?:<in>|<on>)<the><part>"),
    ("daypart", "(?<=[<in><during>])<the>(?:<early>|<late>)?<part>"),
    ("daypart", "(?<=[<by><until><since>])<mid>?<hyphen>?<part>"),
    ("ago", "{QUANT}<hyphen>?{ANYUNIT}(?:<or><word>)?(?:<ago>|<earlier>|<later>)"),
    ("ago", "<units>(?:<ago>|<earlier>|<later>)"),
    ("yearago", "(?:<the>|<a>)?<unit><hyphen>(?:<ago>|<earlier>)(?:<quarter>|<period>)?"),
    ("event", "{QUANT}<hyphen>?{ANYUNIT}(?:<before>|<after>)"),
    (
        "stretch",
        "<the>?{ORD}?<the>?{SHIFT}<approx>?(?:{AMOUNT}(?:(?:<to>|<or>){AMOUNT})?(?:<more>)?){UNITS}(?:<or><word>)?",
    ),
    ("stretch", "<the>?{SHIFT}(?:{WORDS}|<num>)<unit>"),
    ("narrated", "<the>(?:<same>|<following>|<next>|<previous>)(?:<unit>|<quarter>)"),
    ("narrated", "<that>(?:<same>)?(?:<unit>|<quarter>|<weekend>)"),
    ("vague", "(?:<recent>|<the>?(?:<last>|<past>|<next>)){UNITS}(?:<and>{UNITS})?"),
    ("current", "(?:<earlier>|<later>|<early>|<late>)(?:<in>)?<the><unit>"),
    ("current", "(?:{MOD}|<earlier>|<later>)?(?:<the>)?{SHIFT}<fiscal>?(?!<second>){UNIT}"),
    ("current", "{MOD}(?:<the>)<unit>"),
    ("current", "(?:<the>|<this>)?<fiscal><year>"),
    ("current", "<the>?<unit>(?:<quote><word>)?<hyphen>?<endof>(?!<of>)"),
    ("current", "<the>(?:<unit>|<quarter>|<weekend>|<fiscal><unit>)(?!<of>)"),
    ("unitset", "<each>(?:{UNIT}|<part>|(?:<num>|<day>|<few>){UNITS})"),
    ("unitset", "<per>(?:<unit>|<second>|<quarter>)"),
    ("adverb", "<adverb>"),
    ("halfunit", "(?:<approx>)?<half>(?:<hyphen>)?<a>?(?:<hyphen>)?<unit>"),
    ("halfunit", "<a><unit><and><a><half>"),
    ("duration", "(?:<approx>)?{AMOUNT}<and><a><half>{UNITS}"),
    ("duration", "<the>?(?:<ordword>)?{QUANT}<hyphen>?{UNITS}(?:<and><a><half>)?"),
    ("duration", "<the>?(?:<ordword>)?(?:{DIGITS}|{WORDS}|<few>)<hyphen>?{UNIT}(?:<hyphen><old>|<hyphen>?<period>)?"),
    ("single", "(?:<approx>)?(?:<a>|<another>)(?:<more>)?<unit>"),
    ("bareunits", "(?<=[<for><in><within><after><through><during><or>])(?:<the>)?(?:<units>|<hours>)(?:<or>{UNITS})?"),
    ("spokenyear", "(?:<the><unit>)?<num><hyphen>?<num>(?:<hyphen>?<num>)?"),
    ("clock", "{CLOCK}"),
    ("year", "{MOD}?<year>"),
    ("now", "(?:<now>|<current>)"),
    ("past", "(?:<recently>|<the><past>)"),
    ("future", "(?:<soon>|<the><word>?<future>)"),
)

# classes that open no rule: most tokens are of these, and fail at once
_NEVER_FIRST = tuple(
    (
        "word stop comma quote open close hyphen dash money percent slashmark break in on at of to and or by for from "
        "between since until through during within after before more old ampm zone oclock ago period counted notnoun "
        "willdo planned future paper feast pastverb"
    ).split()
)


def _expand(pattern: str) -> str:
    table, pieces = codes(), dict(_PIECES)
    while re.search(r"\{[A-Z]", pattern):
        pattern = re.sub(r"\{([A-Z]+)\}", lambda m: pieces[m[1]], pattern)
    return re.sub(r"<(\w+)>", lambda m: table[m[1]], pattern)


@cache
def grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The compiled grammar over code strings, and the rule name of each of its groups (group 1 first)."""
    rules = "|".join(f"({_expand(pattern)})" for _, pattern in _RULES)
    none = "".join(codes()[name] for name in _NEVER_FIRST)
    return re.compile(f"(?=[^{none}])(?:{rules})"), tuple(name for name, _ in _RULES)

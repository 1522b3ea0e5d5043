"""Words that tell nothing of what is searched for: left out where any word of a search will do."""

_WORDS = """
    a about after again all almost also although always am an and any are aren't as at be because been before being between both but by
    can can't could couldn't did didn't do does doesn't doing don't during each either else enough ever every few find for from further
    get gets getting give given gives go going got had has hasn't have haven't having he her here hers him his how how's i if in instead
    into is isn't it it's its itself just know let like made make makes making many may me might more most much must my near need needs
    never no nor not now of off often on once one only or other our out over own per perhaps please rather really said same say says see
    she should shouldn't show since so some somebody someone something still such tell than that that's the their them then there these
    they thing things this those though through to told too under until up us use used using very was wasn't we were weren't what what's
    when where whether which while who who's whom whose why will with within without won't would wouldn't yes yet you your
"""
STOP_WORDS = frozenset(_WORDS.split())

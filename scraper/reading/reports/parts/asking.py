"""Whether a text asks for something to be done, or states how things are and so is nothing a report asks for."""

import re

_IMPERATIVES = (
    "accelerate act adapt address adopt agree align analyse apply appoint arrange articulate assess assure audit be broaden build capture"
    " carry cease challenge clarify collate collect commission communicate complete conduct consider consolidate consult continue"
    " coordinate co-ordinate create deliver demonstrate determine develop devise disseminate embed enable encourage engage enhance ensure"
    " establish evaluate expand expedite explore extend finalise find focus follow formalise further fulfil gather give hold identify"
    " implement improve include increase inform introduce invest investigate involve issue keep launch lead liaise listen maintain make"
    " manage maximise measure minimise monitor obtain offer oversee place plan prepare prevent prioritise produce progress promote provide"
    " publish put raise reassess receive recognise record recruit reduce re-establish refresh refine reinforce renew replace report require"
    " resolve respond review revise revisit revitalise roll satisfy scrutinise secure seek set share sharpen simplify source speed"
    " standardise stop streamline strengthen support sustain tackle take target test tighten track train undertake update urgently use"
    " utilise work"
)
"""Verbs with which items begin: "Ensure that …"."""
_BEGINS = re.compile(
    rf"(?:(?:to|and|also|then|\w+ly)\s+)*(?:{_IMPERATIVES.replace(' ', '|')})\b(?!\s+(?:is|are|was|were|has|have|had)\b)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:as|at|by|for|from|in|on|through|to|until|when|where|while|with|within|working|following|further)\b[^.]{3,160}?,\s+", re.IGNORECASE
)
_DUTY = re.compile(
    r"\b(?:should|must|ought to|shall|needs? to|needs? \w+ing|(?:is|are) (?:needed|required|necessary)|required to|have to|has to"
    r"|to be \w+(?:ed|n|t|e)\b|more (?:to do|could be done)|could do more)"
    rf"|^(?:the )?(?:[\w’']+ ){{1,4}}to (?:\w+ly )?(?:{_IMPERATIVES.replace(' ', '|')})\b",  # "The Board to ensure that …"
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|will|would|could|makes?|receives?|benefits?|knows?|understands?|feels?"
    r"|works? (?:well|closely|hard|together|effectively)|gives?|gets?|takes?|(?:are|is) being|(?:led|leads) to|provides?|ensures?"
    r"|demonstrates|contributes?|waits?|remains?|enables?|acts|(?:results?|resulted) in)\b"
)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whom|whose|how|whether|where|when|if|what|why|so|as|because|to)\b", re.IGNORECASE)
_GOOD = re.compile(
    r"\b(?:good|well|effective(?:ly)?|strong(?:ly)?|excellent|outstanding|high[ -]quality|positive(?:ly)?|success(?:ful|fully)?"
    r"|confident(?:ly)?|committed|robust(?:ly)?|comprehensive|valued?|benefit(?:s|ed|ing)?|appropriate(?:ly)?|swift(?:ly)?"
    r"|quickly|prompt(?:ly)?|proud|sensitive(?:ly)?|thorough(?:ly)?|skilled|creative|passionate|ambitious|stable|impressive|clear(?:ly)?"
    r"|strengths?|safe(?:ly)?|supported|helpful|timely|enthusiastic|inclusive|improved|praised?)\b",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:not|no|nor|never|cannot|\w+n[’']t|too|lack\w*|limited|insufficient\w*|in(?:consisten|adequa|effectiv|appropriat|complet)\w*"
    r"|poor\w*|weak\w*|delay\w*|drift\w*|however|although|though|while|whilst|but|despite|unless|variab\w+|few|fewer|fail\w*|gaps?"
    r"|under-?\s?\w+ed|rarely|without|little|only|slow\w*|un(?:clear|able|met|known|safe|necessary|acceptable|aware|even)|yet|still"
    r"|longer|wait\w*|inequit\w+|varies|mixed|miss(?:ed|ing)|hinder\w*|concerns?|challeng\w+|less|significant(?:ly)? \w+ing)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


def begins_with_order(text: str) -> bool:
    """Whether `text` begins with what is to be done: "Ensure that …", "With partners, improve …"."""
    before = _BEFORE.match(text)
    return bool(_BEGINS.match(text) or (before and _BEGINS.match(text, before.end())))


def asks(text: str) -> bool:
    """Whether `text` says in so many words that something is to be done; an item in noun form ("The quality of plans.") does not."""
    return begins_with_order(text) or _DUTY.search(text) is not None


def states(text: str) -> bool:
    """Whether `text` says how things are: a whole sentence that asks for nothing; an item in noun form is none."""
    if asks(text):
        return False
    first = _SENTENCE.split(text, maxsplit=1)[0]
    verb = _VERB.search(first)
    return verb is not None and not _SUBORDINATE.search(first, 0, verb.start())


def praises(text: str) -> bool:
    """Whether `text` states that things are good and finds no fault with them."""
    first = _SENTENCE.split(text, maxsplit=1)[0]
    return states(text) and _GOOD.search(first) is not None and not _FAULT.search(text)

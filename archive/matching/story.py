"""What kind of story an article is: findings of one inspection, or a preview, a national piece, a school, a new director.

Pure. When in doubt, each rule says no: an article that may not be about findings is linked to no report.
"""

import re

# The title and this many paragraphs say what an article is about; what follows may be background.
LEAD = 5

_SOURCE = r"(?:Ofsted|HMI|inspectors?|inspectorates?|watchdogs?|inspections?|(?:report|letter|visit|judgement|review|finding)s?)"
_VERB = (
    r"(?:said|says?|saying|found|finds|find|saw|sees|seen|noted|notes?|praise[sd]?|criticise[sd]?|commend(?:s|ed)?|hail(?:s|ed)?"
    r"|laud(?:s|ed)?"
    r"|slam(?:s|med)?|highlight(?:s|ed)?|rate[sd]|judge[sd]?|grade[sd]|reveal(?:s|ed)?|conclude[sd]?|recognise[sd]?|identifie[sd]"
    r"|warn(?:s|ed)?"
    r"|call(?:s|ed)|tells?|told|lift(?:s|ed)|upgrade[sd]?|downgrade[sd]?|describe[sd]?|acknowledge[sd]?|ruled|raise[sd]?|show(?:s"
    r"|ed|n)?|confirm(?:s|ed)?|state[sd]?|report(?:s|ed)|observed|welcome[sd]|urge[sd]?|order(?:s|ed)?|published)"
)
_GRADES = r"(?:outstanding|good|requires? improvement|requiring improvement|inadequate|improv\w+)"
_FINDING = re.compile(
    rf"\b{_SOURCE}\b[^.]{{0,90}}?\b{_VERB}\b"
    rf"|\b(?:rated|judged|graded|praised|criticised|slammed|commended|hailed|told|ruled|deemed|branded|downgraded|upgraded"
    rf"|recognised|welcomed|received)\b[^.]{{0,110}}\b{_SOURCE}\b|\baccording to (?:an? |the )?(?:new |latest |official )?{_SOURCE}"
    rf"|\b(?:services?|council|authority|trust|borough|county|city|department)\b[^.]{{0,70}}\b(?:rated|judged|graded|remains?|now"
    rf"|is|are|requires?|called|named)\b"
    rf"[^.]{{0,40}}\b{_GRADES}\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:has|have) been (?:told|praised|criticised|rated|judged|commended|hailed|upgraded|downgraded)\b", re.IGNORECASE)
# One of these in the title or the first paragraph: otherwise the inspection is background to another story.
_HEADLINE = re.compile(
    r"\b(?:Ofsted|HMI|inspect\w*|watchdog|rat(?:ed|ings?)|graded?|outstanding|good|inadequate|requires? improvement|prais\w+"
    r"|fail\w*|told|improv\w*|visit"
    r"|judge[sd]?|report|letter|findings|criticis\w+|slam\w*|hail\w*)\b",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"\b(?:last (?:rated|judged|inspect\w+|graded|full|visit\w*|time)|previous(?:ly)?|earlier (?:report|inspection|visit|rating"
    r"|year)|formerly|years? ago"
    r"|at (?:its|their) last|(?:was|were|had been|been) (?:last )?(?:rated|judged|graded|inadequate|outstanding"
    r"|good) (?:\w+ ){0,3}?(?:in|since) (?:\w+ )?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PREVIEW = re.compile(
    r"\b(?:(?:is|are|was|were) (?:due|set|expected|scheduled|likely|about) to\b|(?:is|are) (?:due|expected|imminent)\b"
    r"|(?:could|will|may|might|should|can) (?:soon )?(?:be (?:visited|inspected|assessed)|(?:visit|inspect|arrive|return|come"
    r"|expect)\b)"
    r"|prepar(?:es?|ing|ed) for|gets? ready|getting ready|ready for (?:an? |the )?(?:Ofsted|inspect|visit|return)|braced?\b|bracing"
    r"|ahead of (?:an?|the|its|their)\b[^.]{0,40}\b(?:inspection|visit|return)|(?:upcoming|forthcoming|imminent|next"
    r"|awaited) (?:\w+ ){0,2}?(?:inspection|visit|report)"
    r"|await(?:s|ing|ed)? (?:\w+ ){0,4}?(?:inspection|inspectors|report|findings|outcome|verdict|results?)|(?:inspection"
    r"|inspectors|visit) (?:is|are) (?:under ?way|here|in the)"
    r"|(?:begins?|began|start(?:s|ed)?|launch(?:es|ed)) (?:\w+ ){0,3}?inspection|have arrived|yet to (?:be )?publish|countdown"
    r"|mock inspection|peer review)",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b(?:annual report|chief inspector|nationally|nationwide|national (?!park)|across (?:England|the country|the UK)"
    r"|councils across|ministers?|government|DfE"
    r"|Department for Education|consult\w*|framework|(?:figures|data|statistics|analysis|research|survey) (?:shows?|suggests?"
    r"|reveals?|finds?)|statistics|league tables?"
    r"|(?:per cent|%|most|more|fewer|many|half|third|quarter|number|all|dozens) (?:of )?(?:all )?(?:councils|local authorities"
    r"|authorities|departments)|ADCS|LGA|Local Government Association|BASW|charit(?:y|ies) (?:says?|warns?)"
    r"|Ofsted (?:to|plans|consults|launches|announces|unveils|proposes|sets out|outlines|confirms (?:plans|changes)|resumes|pauses"
    r"|suspends))\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\b(?:(?:Ofsted|inspector|inspectorate)['’]?s? (?:\w+ )?annual report|chief inspector|Ofsted Annual)\b", re.IGNORECASE
)
_SERVICES = re.compile(
    r"\bchild(?:ren)?['’]?s['’]? (?:services|social|trust|department|safeguarding|partnership|help)|\bchild(?:ren)? protection"
    r"|\bsocial (?:work|services|care)"
    r"|\bchild(?:ren)? in (?:care|need)|\blooked[- ]after|\bcare leavers|\bSEND\b|\bspecial educational|\bfront door"
    r"|\bchildren and (?:families|young people)"
    r"|\bservices (?:for|to) (?:\w+ ){0,2}?(?:children|families|young people)|\bsafeguarding|\bvulnerable (?:children|young)"
    r"|\bhelp (?:and|for) (?:protection|missing|children)"
    r"|\bchildren (?:and young people )?at risk|\bearly help|\bfamil(?:y hubs|ies)|\bfoster (?:carers|care)\b"
    r"|\blooks? after children|\bchildren safe\b|\bexploit",
    re.IGNORECASE,
)
_PLACE_OF_CHILDREN = re.compile(
    r"\b(?:nurser(?:y|ies)|pre-?schools?|schools?|academ(?:y|ies)|colleges?|sixth[- ]form|childminders?|child['’]?s homes?"
    r"|children['’]?s['’]? homes?|care homes?"
    r"|fostering agenc(?:y|ies)|independent fostering|secure (?:unit|training|home|school)|playgroup|day ?care|kindergarten"
    r"|out-of-school|apprenticeship|prison"
    r"|hospital|police|constabulary|multi-academy|youth justice|probation|HMIP|pupils|headteacher|head teacher)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\bjoint[- ]targeted|\bJTAI\b", re.IGNORECASE)
_TITLE_SERVICES = re.compile(
    r"\bchild(?:ren)?['’]?s['’]? (?:services|social|trust|department)|\bsocial (?:work|services|care)|\bSEND\b|\bcare leavers"
    r"|\bchild protection|\bfront door"
    r"|\bspecial educational|\bjoint",
    re.IGNORECASE,
)
_ADULTS = re.compile(r"\badults?['’]?s?\b|\bCQC\b|\bCare Quality Commission\b|\bolder people\b", re.IGNORECASE)
_POSTS = re.compile(
    r"\b(?:appoint\w*|names? (?:its |a |their )?(?:new|interim)|new (?:director|chief|head|boss|leader|lead|cabinet)"
    r"|interim (?:director|chief|boss)|joins\b|steps? (?:down|up)"
    r"|stepping down|to leave\b|leaves (?:post|role|job|council)|resign\w*|retire[sd]?|quits?\b|hires?\b|shortlisted|awards?\b"
    r"|sacked|suspended|farewell|takes over as)",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Split a text roughly into sentences, so that words of different clauses stay apart."""
    return [sentence for sentence in re.split(r"(?<=[.!?])[\"'”’]?\s+|\n", text) if sentence]


def tells_findings(title: str, lead: tuple[str, ...]) -> bool:
    """Whether title and lead tell what an inspection found now: no preview, no older rating, no school, no new post."""
    headline = " ".join((title, *lead[:1]))
    if (
        _is_about_others(title, lead)
        or _POSTS.search(title)
        or not _HEADLINE.search(headline)
        or _YEARLY.search(" ".join((title, *lead[:2])))
    ):
        return False
    told = [sentence for part in (title, *lead) for sentence in sentences(part)]
    current = [
        each for each in told if (_FINDING.search(each) or _TOLD.search(each)) and not _PRIOR.search(each) and not _PREVIEW.search(each)
    ]
    if _PREVIEW.search(title):
        return False
    previewed = any(_PREVIEW.search(sentence) for part in lead[:2] for sentence in sentences(part))
    return len(current) > (1 if previewed else 0)


def is_national(title: str, first: str) -> bool:
    """Whether a title that names no authority, or the first paragraph, speaks of the whole country."""
    return bool(_NATIONAL.search(title) or _NATIONAL.search(first))


def is_national_title(title: str) -> bool:
    """Whether the title by itself speaks of the whole country or of the inspectorate's own plans."""
    return bool(_NATIONAL.search(title))


def is_prior(sentence: str) -> bool:
    """Whether a sentence speaks of an older inspection or grade."""
    return bool(_PRIOR.search(sentence))


def is_about_institution(title: str, lead: tuple[str, ...]) -> bool:
    """Whether the story is a school's, nursery's, home's or police force's, whatever council it names."""
    return bool(_PLACE_OF_CHILDREN.search(title)) and not _TITLE_SERVICES.search(title)


def is_about_services(title: str, lead: tuple[str, ...]) -> bool:
    """Whether title and lead speak of children's services, and not of a school, a nursery, a home or adults."""
    return bool(_SERVICES.search(" ".join((title, *lead)))) and not _is_about_others(title, lead)


def names_inspection(text: str) -> bool:
    """Whether a text speaks of Ofsted or of an inspection at all."""
    return bool(re.search(r"\bOfsted\b|\binspect(?:ors?|ion|orates?)\b|\bHMI\b|\bwatchdog\b|\bfocused visit\b", text, re.IGNORECASE))


def _is_about_others(title: str, lead: tuple[str, ...]) -> bool:
    """Whether the title, or a first paragraph under a title that says nothing of services, speaks of another kind of provider."""
    if _JOINT.search(" ".join((title, *lead))):
        return False
    if _TITLE_SERVICES.search(title) and not (_ADULTS.search(title) and not re.search(r"\bchild|\bSEND\b|\bjoint", title, re.IGNORECASE)):
        return False
    if _PLACE_OF_CHILDREN.search(title) or _ADULTS.search(title):
        return True
    first = lead[0] if lead else ""
    return bool(_PLACE_OF_CHILDREN.search(first)) and not _TITLE_SERVICES.search(first)

"""Topics of focused visits: the words of a letter's scope to the words of `vocabulary.TOPICS`; several may hold."""

import re

_WORDS = {
    "front_door": (
        r"front[\s-]door|\bMASH\b|safeguarding hub|multi-agency hub|single point of (?:access|contact)"
        r"|first (?:point of )?contact|initial contact"
        r"|contacts?,? (?:and|or) referrals?|referrals? (?:and|or) (?:initial )?assessments?|(?:new|initial) referrals"
    ),
    "children_in_need_and_protection": (
        r"child(?:ren)?[\s-]+in[\s-]+need|(?:in )?need (?:of )?(?:help|protection|and protection)|help and protection|protection plan"
        r"|child[\s-]+protection|section 47|pre-proceedings|public law outline|edge of care|privat(?:e|ely) foster"
    ),
    "children_in_care": (
        r"children (?:\w+ ){0,2}in (?:\w+ )?care\b(?! leavers)|children looked after|looked[\s-]after children"
        r"|(?:come|enter|coming|entering) (?:into )?care|accommodate children|placement|unregistered|children['’]s homes"
        r"|asylum|virtual school|fostering service"
    ),
    "permanence": r"permanen(?:ce|t|cy)|adoption|special guardian|reunification|long-term foster",
    "care_leavers": r"care[\s-]+leavers?|leaving care|care[\s-]experienced|pathway plan|young people leaving",
    "vulnerable_adolescents": (
        r"adolescen|exploit|extra-?familial|contextual safeguarding|go(?:ing|ne)? missing"
        r"|missing from (?!education)|gangs?\b|county lines|radicalis|older children"
        r"|present(?:ing)? as homeless|homeless (?:16|young|child)|teenage"
    ),
    "leadership_and_planning": (
        r"leaders|leadership|strategic|workforce|self-evaluation|improvement plan|performance management and quality assurance arrangements"
    ),
    "covid_19": r"covid|coronavirus|pandemic",
    "domestic_abuse": r"domestic (?:abuse|violence)",
    "neglect": r"\bneglect",
    "mental_health": r"mental (?:ill[\s-]?)?health",
    "sexual_abuse": r"sexual abuse",
    "early_help": r"early help|early intervention|family hubs?",
    "criminal_exploitation": r"criminal(?:ly)? (?:and sexual(?:ly)? )?exploit|county lines",
    "serious_youth_violence": r"youth violence|knife crime|serious violence",
}
_PATTERNS = {topic: re.compile(words, re.IGNORECASE) for topic, words in _WORDS.items()}


def read_topics(scope: str) -> tuple[str, ...]:
    """The topics that `scope`, the sentences saying what inspectors looked at, names; in the order of the vocabulary, perhaps none."""
    return tuple(topic for topic, pattern in _PATTERNS.items() if pattern.search(scope))

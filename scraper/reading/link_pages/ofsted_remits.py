"""Kinds of providers that the reports site can be asked for: the codes of its search, and what of the results is followed.

Codes: the options of a genuine page of results, and captures of others. Where a code is not known, the search is wider and results of other
types are left out. Childminders and registered persons are people: their pages are never asked for, and a list that names them is not kept.
"""

from dataclasses import dataclass

COUNCIL, CHILDRENS_HOME, NURSERY = "44", "2", "16"


@dataclass(frozen=True, slots=True)
class Remit:
    """`levels` are the codes of level_1_types, level_2_types[] and level_3_types, "" for any.

    Of the results, those of a type in `leave_out` are not followed, nor, where there is `only`, those of another. `one_type` is the type of
    all its providers, where no other remit has it. `people` says that its lists name private people. `daily`: every provider's page is
    asked for in every run; else only one that is new, has a newer report by the list, or is due.
    """

    levels: tuple[str, str, str]
    one_type: str | None = None
    only: str | None = None
    leave_out: tuple[str, ...] = ()
    people: bool = False
    daily: bool = False

    def takes(self, provider_type: str) -> bool:
        """Whether providers of this type (as in their addresses) belong to it."""
        return provider_type not in self.leave_out and self.only in (None, provider_type)


REMITS = {
    "local_authority_childrens_services": Remit(("3", "12", ""), one_type=COUNCIL, daily=True),
    "childrens_homes": Remit(("3", "11", ""), one_type=CHILDRENS_HOME),
    "other_social_care": Remit(("3", "", ""), leave_out=(COUNCIL, CHILDRENS_HOME)),
    "primary_schools": Remit(("1", "1", "")),
    "secondary_schools": Remit(("1", "2", "")),
    "special_schools": Remit(("1", "", "1")),
    "independent_schools": Remit(("1", "", "5")),
    "boarding_schools": Remit(("1", "", "6")),
    "further_education_and_skills": Remit(("1", "3", "")),
    "teacher_training": Remit(("1", "23", "")),
    "nurseries": Remit(("2", "", ""), only=NURSERY, people=True),
}
"""By their names of -a remit=."""

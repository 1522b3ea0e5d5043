"""Near-duplicates: copies and related texts by shared 5-word sequences."""

from archive.matching.copies import containment, likeness, shingles

STORY = " ".join(f"word{number}" for number in range(60))
OTHER = " ".join(f"other{number}" for number in range(60))


def test_a_copy_in_boilerplate_is_a_copy() -> None:
    wrapped = f"{OTHER} {STORY} {OTHER}"
    assert containment(shingles(STORY), shingles(wrapped)) == 1.0
    assert likeness(shingles(STORY), shingles(wrapped)) == "copy"


def test_a_cut_and_edited_copy_is_a_copy() -> None:
    cut = STORY.rpartition("word30")[0].replace("word9", "WORDS,")
    assert likeness(shingles(cut), shingles(STORY)) == "copy"


def test_texts_that_share_a_third_are_related() -> None:
    partly = " ".join(STORY.split()[:26] + OTHER.split()[:34])
    assert likeness(shingles(partly), shingles(STORY)) == "related"


def test_other_texts_and_scraps_are_nothing() -> None:
    assert likeness(shingles(STORY), shingles(OTHER)) is None
    assert likeness(shingles("word1 word2 word3 word4 word5"), shingles(STORY)) is None


def test_case_and_punctuation_do_not_count() -> None:
    assert shingles("The council’s plan, said Ofsted") == shingles("the council's plan said ofsted.")

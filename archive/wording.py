"""What a report asks for without the reference printed behind it, which a column of its own holds. Pure."""


def wording(text: str, reference: str | None) -> str:
    """`text` without the brackets at its end that hold `reference` ("outcome 3, national framework"), of which "; " parts several."""
    left = set(reference.split("; ")) if reference else set()
    while left:
        before, bracket, behind = text.rpartition("(")
        words = " ".join(behind.rstrip(" .,;)").split())
        if not bracket or words not in left:
            break
        left.discard(words)
        stop = "." if behind.rstrip().endswith(".") and not before.rstrip().endswith((".", "?", "!")) else ""
        text = before.rstrip() + stop
    return text

"""What the search engine keeps of each row of search_fts."""

from importlib.metadata import version

import tantivy

from archive.database.search_index import FIRST_PARAGRAPH, owner_of, sections_of
from archive.database.sections import BITS
from archive.search.stems import pairs

VERSION = f"2 {version('tantivy')}"  # of the fields below, and of what tantivy makes of them: an engine of another version is made anew
TOKEN_ROW = 0  # the document that holds the token; no row of the archive has this id
MOST_OWNERS = 60_000  # reports and articles that are counted at once: tantivy counts no more than 65,000 values


def make_schema() -> tantivy.Schema:
    """The fields of a row of search_content. `text` holds the words of the title too; stems are made before, so blanks part them.

    Phrases are found by pairs of words. Over 100,000 pages with the places of single words instead, "social workers" took 14 ms, not 2.
    """
    fields = tantivy.SchemaBuilder()
    for name in ("text", "title"):
        fields.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        fields.add_text_field(f"{name}_pairs", tokenizer_name="whitespace")
    fields.add_text_field("token", stored=True, tokenizer_name="raw")
    fields.add_unsigned_field("row", indexed=True, fast=True)
    fields.add_unsigned_field("owner", indexed=True, fast=True)
    fields.add_unsigned_field("owners", indexed=True, fast=True)  # owner // MOST_OWNERS
    fields.add_unsigned_field("part", indexed=True)  # each bit of the parts of a report that the row stands in
    fields.add_unsigned_field("article", indexed=True)
    fields.add_unsigned_field("sum", fast=True)  # of its words, by which `archive verify` finds what differs
    return fields.build()


def make_document(schema: tantivy.Schema, row: int, title: str, text: str, check: int) -> tantivy.Document:
    """A row of search_content for the engine; `title` and `text` are stems."""
    owner = owner_of(row)
    bits = sections_of(row)
    texts = [title, text] if title else [text]
    fields = {
        "text": texts,
        "text_pairs": [" ".join(pairs(one.split())) for one in texts],
        "row": row,
        "owner": owner,
        "owners": owner // MOST_OWNERS,
        "part": [bit for bit in BITS.values() if bits & bit],
        "sum": check,
    }
    if title:
        fields |= {"title": title, "title_pairs": " ".join(pairs(title.split()))}
    if row < FIRST_PARAGRAPH and owner == row:
        fields["article"] = 1
    return tantivy.Document.from_dict(fields, schema)

"""The invented reports site, in the structure of the genuine one: search, provider pages, files."""

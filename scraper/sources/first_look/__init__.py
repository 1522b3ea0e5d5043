"""A first look at a live site: from a dozen polite requests, what agrees with what a source assumes of it, and what does not.

`looking` has the values that pass between the parts; `inspectorate` and `publisher` say what to ask and judge the answers, without any
network; `visitor` asks, as politely as a crawl does; `report` writes what was found for a person to read.
"""

"""A first look at a live site: about a dozen requests show whether the site is as its source expects.

`looking` has the values that pass between the parts; `inspectorate` and `publisher` say what to ask and judge the answers, without any
network; `visitor` asks, as politely as a crawl does; `report` writes what was found for a person to read.
"""

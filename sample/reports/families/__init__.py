"""The invented reports, one file a family: the words of each and the facts that a reader must find in them."""

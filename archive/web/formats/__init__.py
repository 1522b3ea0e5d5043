"""The formats in which readers download a list: CSV and JSON, Atom, Excel, PNG."""

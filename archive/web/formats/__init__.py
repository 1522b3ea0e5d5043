"""The forms a list is downloaded in: CSV and JSON, Atom, Excel."""

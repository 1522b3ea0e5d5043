"""Tables of what must improve: `cells` and `items`, `ruled` by the lines drawn, `tagged` by the structure of the PDF."""

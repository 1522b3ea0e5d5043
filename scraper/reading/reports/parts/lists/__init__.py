"""Lists of what must improve: `headings` begin them, `items` fill them, `ends` end them; `lists` puts them together."""

"""PDF bytes to pages of lines and text.

document            the way from bytes to pages
lines, printed_lines, glyphs, characters, frame     what stands where on a page
line_marks, line_roles, reading_order, tags         what a line is for, and in which order they are read
paragraphs, hyphens, broken_words                   lines to running text
form_fields, text_layers, drawn_rules               text and rules outside the page's text
pictures, placeholders, crossref, torn              pages without text, and files that lost bytes
"""
